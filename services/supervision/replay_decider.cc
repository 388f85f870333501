#include "services/supervision/replay_decider.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/casework/list_verdict.h"
#include "libs/casework/sealed.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// Some tens of megabytes at most. Source: design.
constexpr size_t kKnownMax = 65'536;

// Everything that a list is asked with, each with its length before it.
std::string KeyOf(const CaseState& c, absl::CivilDay day) {
  std::string key;
  const auto add = [&key](absl::string_view part) {
    absl::StrAppend(&key, part.size(), ":", part);
  };
  for (const std::string* part : {&c.task(), &c.office(), &c.action(), &c.place(),
                                  &c.service_line(), &c.verdict().list_hash()}) {
    add(*part);
  }
  absl::StrAppend(&key, day - absl::CivilDay(1970, 1, 1), ";");
  const auto content = Unseal<storage::v1::Content>(c.content());
  for (const auto& fact : content.facts()) add(fact.SerializeAsString());
  return key;
}

}  // namespace

const ReplayDecider::Decided& ReplayDecider::Of(const CaseState& citizen_case, absl::CivilDay day) {
  std::string key = KeyOf(citizen_case, day);
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  if (known_.size() >= kKnownMax) known_.clear();
  return known_[std::move(key)] = Decide(citizen_case, day);
}

ReplayDecider::Decided ReplayDecider::Decide(const CaseState& citizen_case,
                                             absl::CivilDay day) const {
  const std::vector<NamedValue> facts = FactsOf(citizen_case);
  // A draft has routes from its first day on.
  const absl::CivilDay draft_day = std::max(day, draft_.valid_from());
  const Directory& directory = *installation_.directory;
  return {
      .before = Redecide(citizen_case, facts, ListOf(citizen_case, installation_), directory, day),
      .after = Redecide(citizen_case, facts, &draft_, directory, draft_day)};
}

}  // namespace skranke
