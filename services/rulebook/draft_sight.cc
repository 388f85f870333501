#include "services/rulebook/draft_sight.h"

#include <algorithm>

#include "libs/base/status_macros.h"
#include "libs/tasklist/rulebook_words.h"
#include "services/rulebook/draft_step.h"

namespace skranke {

using storage::v1::RulebookDraft;

bool MaySee(const Caller& caller, const RulebookDraft& draft) {
  if ((caller.role & (kUnitHead | kAgencySystem)) == 0) return true;
  const bool shown =
      Is(draft.state(), DraftState::kHearing) || Is(draft.state(), DraftState::kAdopted);
  const auto& parties = draft.parties();
  return shown && std::any_of(parties.begin(), parties.end(),
                              [&](const auto& party) { return party.agency() == caller.agency; });
}

absl::StatusOr<const RulebookDraft*> FindVisibleDraft(const Installation& installation,
                                                      const Caller& caller,
                                                      absl::string_view version) {
  SKRANKE_ASSIGN_OR_RETURN(const RulebookDraft* draft, FindDraft(installation, version));
  return MaySee(caller, *draft) ? draft : FindDraft(installation, "");
}

}  // namespace skranke
