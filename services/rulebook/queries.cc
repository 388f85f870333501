#include "services/rulebook/queries.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/tasklist/list_tables.h"
#include "services/rulebook/draft_sight.h"
#include "services/rulebook/draft_step.h"
#include "services/rulebook/manifest.h"
#include "services/rulebook/render_draft.h"

namespace skranke {
namespace {

using storage::v1::RulebookDraft;

absl::Status ListNotFound() {
  return ReasonError(absl::StatusCode::kNotFound, "LIST_NOT_FOUND", "there is no such list");
}

bool HasTag(const TaskList& list, const std::string& tag) {
  const auto& tags = list.content().tags();
  return tag.empty() || std::find(tags.begin(), tags.end(), tag) != tags.end();
}

v1::Draft RegisterEntry(const TaskList& list, const Installation& installation,
                        absl::CivilDay today) {
  const RulebookDraft* const draft = installation.rulebook->Find(list.version());
  return draft == nullptr || draft->imported() ? RenderInstalled(list, installation, today)
                                               : RenderDraft(*draft, installation, today);
}

template <typename Files>
void AddFiles(const PackageFiles& from, Files* to) {
  for (const auto& [path, bytes] : from) {
    auto* const file = to->Add();
    file->set_path(path);
    file->set_content(bytes);
  }
}

}  // namespace

absl::StatusOr<v1::GetDraftResponse> AnswerGetDraft(const Snapshot& snapshot, const Caller& caller,
                                                    const v1::GetDraftRequest& request) {
  const Installation& installation = snapshot.installation();
  SKRANKE_ASSIGN_OR_RETURN(const auto* draft,
                           FindVisibleDraft(installation, caller, request.version()));
  v1::GetDraftResponse response;
  *response.mutable_draft() =
      RenderDraft(*draft, installation, DayAt(installation, snapshot.now()));
  if (draft->has_content()) AddFiles(CanonicalFiles(draft->content()), response.mutable_files());
  return response;
}

absl::StatusOr<v1::ListDraftsResponse> AnswerListDrafts(const Snapshot& snapshot,
                                                        const Caller& caller,
                                                        const v1::ListDraftsRequest&) {
  const Installation& installation = snapshot.installation();
  v1::ListDraftsResponse response;
  for (const auto& [version, draft] : installation.rulebook->drafts()) {
    if (!MaySee(caller, *draft)) continue;
    *response.add_drafts() =
        RenderDraftLine(*draft, installation, DayAt(installation, snapshot.now()));
  }
  return response;
}

absl::StatusOr<v1::ListTaskListChangesResponse> AnswerListTaskListChanges(
    const Snapshot& snapshot, const Caller&, const v1::ListTaskListChangesRequest& request) {
  const Installation& installation = snapshot.installation();
  if (!request.version().empty() &&
      installation.lists->FindByVersion(request.version()) == nullptr) {
    return ListNotFound();
  }
  v1::ListTaskListChangesResponse response;
  for (const auto& list : installation.lists->lists()) {
    if (!request.version().empty() && list->version() != request.version()) continue;
    if (!HasTag(*list, request.tag())) continue;
    *response.add_versions() =
        RegisterEntry(*list, installation, DayAt(installation, snapshot.now()));
  }
  return response;
}

absl::StatusOr<v1::ExportRulebookResponse> AnswerExportRulebook(
    const Snapshot& snapshot, const Caller&, const v1::ExportRulebookRequest& request) {
  const Installation& installation = snapshot.installation();
  const TaskList* const list = installation.lists->FindByVersion(request.version());
  if (list == nullptr) return ListNotFound();
  v1::ExportRulebookResponse response;
  response.set_hash(absl::BytesToHexString(list->hash()));
  AddFiles(RulebookPackage(*list, installation.rulebook->Find(request.version())),
           response.mutable_files());
  return response;
}

}  // namespace skranke
