// Documents of cases, for who may read them: libs/access/case_access.h. Errors are those of
// DocumentService in proto/skranke/v1/document.proto. Any thread that may wait for the disk.
#ifndef SKRANKE_SERVICES_FRONTDESK_DOCUMENT_DOWNLOAD_H_
#define SKRANKE_SERVICES_FRONTDESK_DOCUMENT_DOWNLOAD_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/documents.h"
#include "libs/engine/engine.h"
#include "libs/engine/snapshot.h"
#include "libs/rpc/method_table.h"
#include "skranke/v1/document.pb.h"

namespace skranke {

absl::Status ValidateGetDocument(const v1::GetDocumentRequest& request);
absl::StatusOr<v1::GetDocumentResponse> AnswerGetDocument(const Documents& documents,
                                                          const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::GetDocumentRequest& request);

absl::Status ValidateReadDocument(const v1::ReadDocumentRequest& request);
// A piece. Who has the case and asks behind the last byte has all: a command of the system keeps
// the receipt.
absl::StatusOr<v1::ReadDocumentResponse> AnswerReadDocument(Engine* engine,
                                                            const Documents& documents,
                                                            const Snapshot& snapshot,
                                                            const Caller& caller,
                                                            const v1::ReadDocumentRequest& request);

// A download of bytes that are read and hashed as they go. Where who has the case has got all, a
// command of the system keeps the receipt.
absl::StatusOr<DownloadPlan> PlanDownload(Engine* engine, const Documents& documents,
                                          const Snapshot& snapshot, const Caller& caller,
                                          const std::string& bytes);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_DOCUMENT_DOWNLOAD_H_
