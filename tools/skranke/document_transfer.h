// A file to the office and back: uploads go on where an earlier one ended, downloads are hashed
// before they count. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_DOCUMENT_TRANSFER_H_
#define SKRANKE_TOOLS_SKRANKE_DOCUMENT_TRANSFER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "skranke/v1/document.pb.h"
#include "tools/skranke/session.h"

namespace skranke {

// Brings the file's bytes. Run again after an interruption, it goes on. USAGE where the file cannot
// be read or is too large; the server's error.
absl::StatusOr<v1::StoredDocument> UploadFile(Session& session, const std::string& path);

// Writes the bytes of a case's document to the file, in one step and only when all are the right
// ones. DATA_LOSS (HASH_MISMATCH); the server's error.
absl::StatusOr<v1::StoredDocument> DownloadFile(Session& session,
                                                const v1::DownloadDocumentRequest& request,
                                                const std::string& path);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_DOCUMENT_TRANSFER_H_
