#include "services/rulebook/importing.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/tasklist/rulebook_words.h"
#include "services/rulebook/draft_step.h"
#include "services/rulebook/render_draft.h"

namespace skranke {
namespace {

using storage::v1::RulebookDraft;

v1::ImportRulebookResponse Reply(const DraftStep& step, const ImportedList& imported) {
  const Installation& installation = step.installation();
  const auto* const draft = installation.rulebook->Find(imported.list->version());
  v1::ImportRulebookResponse response;
  *response.mutable_draft() = draft != nullptr
                                  ? RenderDraft(*draft, installation, step.today())
                                  : RenderInstalled(*imported.list, installation, step.today());
  return response;
}

absl::Status Taken(absl::string_view why) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, "VERSION_TAKEN", why);
}

bool IsSamePackage(const TaskList& list, const RulebookDraft* known, const ImportedList& imported) {
  return RulebookPackage(list, known) ==
         RulebookPackage(*imported.list, imported.draft ? &*imported.draft : nullptr);
}

std::string WithoutRatification(RulebookDraft draft) {
  draft.clear_ratify_minutes();
  draft.clear_ratify_day();
  return draft.SerializeAsString();
}

// The list is installed; the package may add what is not known of it yet, and nothing else.
absl::Status CheckAdds(const RulebookDraft* known, const ImportedList& imported) {
  if (known == nullptr) return absl::OkStatus();
  if (!known->imported()) return Taken("the list of that version was decided here");
  const bool adds = imported.draft && known->ratify_day().empty() &&
                    WithoutRatification(*known) == WithoutRatification(*imported.draft);
  return adds ? absl::OkStatus() : Taken("more is known of that version than the package says");
}

}  // namespace

absl::StatusOr<Judgement> JudgeImportRulebook(const View& view, const Caller& caller,
                                              const ImportedList& imported, absl::Time now) {
  DraftStep step(view, caller, now);
  const std::string& version = imported.list->version();
  const TaskList* const list = view.installation().lists->FindByVersion(version);
  const RulebookDraft* const known = view.installation().rulebook->Find(version);
  if (list == nullptr && known != nullptr) return Taken("a draft has that version");
  const bool is_installed = list != nullptr && list->hash() == imported.list->hash();
  if (is_installed && IsSamePackage(*list, known, imported)) {
    v1::ImportRulebookResponse response = Reply(step, imported);
    response.set_unchanged(true);
    return Judgement{.reply = response.SerializeAsString()};
  }
  if (is_installed) {
    SKRANKE_RETURN_IF_ERROR(CheckAdds(known, imported));
  } else {
    SKRANKE_RETURN_IF_ERROR(step.Install(imported.list));
  }
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
