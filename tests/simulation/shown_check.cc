#include "tests/simulation/shown_check.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/faults/finding.h"
#include "tests/simulation/findings.h"

namespace skranke {
namespace {

int64_t ToMicros(const google::protobuf::Timestamp& time) {
  return time.seconds() * 1'000'000 + time.nanos() / 1000;
}

}  // namespace

absl::Status ShownCheck::CheckShown(const v1::Case& shown, uint64_t position) {
  const ModelCase* c = book_.At(NumberOf(shown.name()), position);
  const std::string where = absl::StrCat(shown.name(), " at ", position, ": ");
  if (c == nullptr) return Found(kUntrue, absl::StrCat(where, "shown before it was there"));
  if (shown.state() != c->state) {
    return Found(kUntrue, absl::StrCat(where, v1::State_Name(shown.state()), " and not ",
                                       v1::State_Name(c->state)));
  }
  const auto& responsibility = shown.responsibility();
  if (responsibility.authority() != c->owner.authority ||
      (!responsibility.unit().empty() && responsibility.unit() != c->owner.unit)) {
    return Found(kWrongOwner, absl::StrCat(where, "with ", responsibility.authority(), "/",
                                           responsibility.unit()));
  }
  if (ToMicros(shown.receive_time()) != c->receive_us) {
    return Found(kUntrue, absl::StrCat(where, "the citizen's clock was moved"));
  }
  std::vector<std::string> titles;
  for (const auto& document : shown.documents()) titles.push_back(document.title());
  if (titles != c->titles) return Found(kLost, absl::StrCat(where, "other documents"));
  const bool same_handovers =
      std::equal(shown.handovers().begin(), shown.handovers().end(), c->handovers.begin(),
                 c->handovers.end(), [](const v1::Handover& a, const ModelHandover& b) {
                   return a.outcome() == b.outcome && a.receiver().agency() == b.agency;
                 });
  if (!same_handovers) return Found(kUntrue, absl::StrCat(where, "other hand-overs"));
  return LearnEtag(c->number, shown.etag(), c->era);
}

absl::Status ShownCheck::LearnEtag(uint64_t number, const std::string& etag, uint64_t era) {
  const auto by_etag = era_of_etag_.try_emplace({number, etag}, era);
  const auto by_era = etag_of_era_.try_emplace({number, era}, etag);
  if (by_etag.first->second == era && by_era.first->second == etag) return absl::OkStatus();
  return Found(kUntrue, absl::StrCat("case ", number, " has the etag ", etag,
                                     " at two times, or two etags at one"));
}

bool ShownCheck::Holds(const std::string& etag, const ModelCase& c) const {
  const auto era = era_of_etag_.find({c.number, etag});
  return era != era_of_etag_.end() && era->second == c.era;
}

}  // namespace skranke
