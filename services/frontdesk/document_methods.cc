#include "services/frontdesk/document_methods.h"

#include "absl/strings/str_cat.h"
#include "services/frontdesk/document_download.h"
#include "services/frontdesk/document_orphans.h"
#include "services/frontdesk/document_upload.h"

namespace skranke {
namespace {

// Who registers and supplements cases.
constexpr RoleSet kUploadRoles = kCounterRoles;
// Who may read some cases; which, and whether this one, is asked of the case.
constexpr RoleSet kReadRoles = kCounterRoles | kSupervisionRoles | kAgencyRoles;
constexpr RoleSet kOrphanRoles = kCounterRoles | kAuditor;

// A message of an upload: a chunk and what stands around it.
constexpr size_t kUploadMessageBytesMax = kDocumentChunkBytesMax + 1024;

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.DocumentService/", rpc);
}

Method UploadDocument(Engine* engine, Documents* documents) {
  Method method{.full_name = Name("UploadDocument"),
                .roles = kUploadRoles,
                .max_bytes = kUploadMessageBytesMax};
  method.upload = [=](const Caller& caller) -> absl::StatusOr<UploadPlan> {
    return PlanUpload(*documents, engine->clock(), caller);
  };
  return method;
}

Method DownloadDocument(Engine* engine, Documents* documents) {
  Method method{.full_name = Name("DownloadDocument"), .roles = kReadRoles};
  method.download = [=](const Snapshot& snapshot, const Caller& caller, const std::string& bytes) {
    return PlanDownload(engine, *documents, snapshot, caller, bytes);
  };
  return method;
}

}  // namespace

std::vector<Method> DocumentMethods(Engine* engine, Documents* documents) {
  return {
      UploadDocument(engine, documents),
      QueryMethod(Name("GetUpload"), kUploadRoles, &ValidateGetUpload,
                  [=](const Snapshot&, const Caller& caller, const v1::GetUploadRequest& request) {
                    return AnswerGetUpload(*documents, caller, request);
                  }),
      QueryMethod(Name("GetDocument"), kReadRoles, &ValidateGetDocument,
                  [=](const Snapshot& snapshot, const Caller& caller,
                      const v1::GetDocumentRequest& request) {
                    return AnswerGetDocument(*documents, snapshot, caller, request);
                  }),
      DownloadDocument(engine, documents),
      QueryMethod(Name("ReadDocument"), kReadRoles, &ValidateReadDocument,
                  [=](const Snapshot& snapshot, const Caller& caller,
                      const v1::ReadDocumentRequest& request) {
                    return AnswerReadDocument(engine, *documents, snapshot, caller, request);
                  }),
      QueryMethod(Name("ListOrphanDocuments"), kOrphanRoles,
                  &NothingToCheck<v1::ListOrphanDocumentsRequest>,
                  [=](const Snapshot& snapshot, const Caller& caller,
                      const v1::ListOrphanDocumentsRequest& request) {
                    return AnswerListOrphanDocuments(*documents, snapshot, caller, request,
                                                     engine->clock().Now());
                  }),
  };
}

}  // namespace skranke
