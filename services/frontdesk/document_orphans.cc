#include "services/frontdesk/document_orphans.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/casework/document_verbs.h"
#include "libs/casework/render.h"
#include "libs/engine/page_token.h"

namespace skranke {
namespace {

v1::OrphanDocument Render(const Documents::Orphan& orphan, const Documents& documents,
                          const Directory& directory) {
  const auto at = [](absl::Time time) { return ToTimestamp(absl::ToUnixMicros(time)); };
  v1::OrphanDocument out;
  out.mutable_document()->set_sha256(orphan.header.sha256);
  out.mutable_document()->set_size_bytes(static_cast<int64_t>(orphan.header.size));
  out.mutable_document()->set_content_type(orphan.content_type);
  *out.mutable_upload_time() = at(orphan.upload_time);
  out.set_office(orphan.office);
  out.set_uploaded_by(orphan.uploader);
  *out.mutable_gap_time() = at(DocumentGapTime(orphan.upload_time, directory));
  *out.mutable_remove_time() = at(orphan.upload_time + documents.options().orphans_kept);
  return out;
}

}  // namespace

absl::StatusOr<v1::ListOrphanDocumentsResponse> AnswerListOrphanDocuments(
    const Documents& documents, const Snapshot& snapshot, const Caller& caller,
    const v1::ListOrphanDocumentsRequest& request, absl::Time now) {
  const Directory& directory = *snapshot.installation().directory;
  const std::string filter =
      absl::StrCat("ListOrphanDocuments ", caller.name, request.gaps() ? " gaps" : "");
  SKRANKE_ASSIGN_OR_RETURN(const size_t page, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePlaceToken(request.page_token(), filter));
  const auto wanted = [&](const LooseDocument& document) {
    if (after && document.document <= *after) return false;
    if (!caller.office.empty() && document.office != caller.office) return false;
    return !request.gaps() || DocumentGapTime(document.time, directory) <= now;
  };
  SKRANKE_ASSIGN_OR_RETURN(const auto orphans, documents.Orphans(snapshot, wanted, page + 1));
  v1::ListOrphanDocumentsResponse response;
  for (const Documents::Orphan& orphan : orphans) {
    if (static_cast<size_t>(response.orphans_size()) == page) {
      response.set_next_page_token(FormatPlaceToken(orphans[page - 1].document, filter));
      break;
    }
    *response.add_orphans() = Render(orphan, documents, directory);
  }
  return response;
}

}  // namespace skranke
