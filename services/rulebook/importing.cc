#include "services/rulebook/importing.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/tasklist/rulebook_words.h"
#include "services/rulebook/draft_step.h"
#include "services/rulebook/render_draft.h"

namespace skranke {
namespace {

v1::ImportRulebookResponse Reply(const DraftStep& step, const ImportedList& imported) {
  const Installation& installation = step.installation();
  const auto* const draft = installation.rulebook->Find(imported.list->version());
  v1::ImportRulebookResponse response;
  *response.mutable_draft() = draft != nullptr
                                  ? RenderDraft(*draft, installation, step.today())
                                  : RenderInstalled(*imported.list, installation, step.today());
  return response;
}

}  // namespace

absl::StatusOr<Judgement> JudgeImportRulebook(const View& view, const Caller& caller,
                                              const ImportedList& imported, absl::Time now) {
  DraftStep step(view, caller, now);
  const std::string& version = imported.list->version();
  const TaskList* const known = view.installation().lists->FindByVersion(version);
  if (known != nullptr && known->hash() == imported.list->hash()) {
    v1::ImportRulebookResponse response = Reply(step, imported);
    response.set_unchanged(true);
    return Judgement{.reply = response.SerializeAsString()};
  }
  if (known == nullptr && view.installation().rulebook->Find(version) != nullptr) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "VERSION_TAKEN",
                       "a draft has that version");
  }
  SKRANKE_RETURN_IF_ERROR(step.Install(imported.list));
  if (imported.draft) {
    if (!imported.draft->ratify_day().empty()) step.Ratify(version);
    storage::v1::Event event;
    *event.mutable_rulebook_imported()->mutable_adopted() = *imported.draft;
    step.Add(std::move(event));
  }
  const auto reply = Reply(step, imported);
  return std::move(step).Finish(reply);
}

}  // namespace skranke
