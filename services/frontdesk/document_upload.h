// Uploads of documents, and what is known of them. Errors are those of DocumentService in
// proto/skranke/v1/document.proto. Any thread that may wait for the disk.
#ifndef SKRANKE_SERVICES_FRONTDESK_DOCUMENT_UPLOAD_H_
#define SKRANKE_SERVICES_FRONTDESK_DOCUMENT_UPLOAD_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/base/clock.h"
#include "libs/engine/documents.h"
#include "libs/rpc/method_table.h"
#include "skranke/v1/document.pb.h"

namespace skranke {

// The document as it lies there.
v1::StoredDocument RenderDocument(const DocumentReader& reader);

// An upload of the caller's.
UploadPlan PlanUpload(Documents& documents, const Clock& clock, const Caller& caller);

absl::Status ValidateGetUpload(const v1::GetUploadRequest& request);
absl::StatusOr<v1::GetUploadResponse> AnswerGetUpload(Documents& documents, const Caller& caller,
                                                      const v1::GetUploadRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_DOCUMENT_UPLOAD_H_
