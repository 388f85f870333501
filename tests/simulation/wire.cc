#include "tests/simulation/wire.h"

namespace skranke {
namespace {

constexpr absl::Duration kLatest = absl::Seconds(90);

}  // namespace

bool Wire::IsCut(const std::string& place) const {
  const auto found = cut_.find(place);
  return found != cut_.end() && agenda_->now() < found->second;
}

void Wire::Heal() {
  cut_.clear();
  mood_ = Mood();
}

void Wire::Carry(const std::string& from, const std::string& to, const Agenda::Act& arrive) {
  if (IsCut(from) || IsCut(to) || chance_.Happens(mood_.lost)) return;
  CarryOnce(to, arrive);
  if (chance_.Happens(mood_.twice)) CarryOnce(to, arrive);
}

void Wire::CarryOnce(const std::string& to, const Agenda::Act& arrive) {
  absl::Duration delay = chance_.Between(mood_.shortest, mood_.longest);
  if (chance_.Happens(mood_.straggles)) delay = chance_.Between(mood_.longest, kLatest);
  agenda_->In(delay, [this, to, arrive] {
    if (!IsCut(to)) arrive();
  });
}

Wire::Mood DrawMood(Chance& chance) {
  constexpr Wire::Mood kMoods[] = {
      {},
      {.longest = absl::Milliseconds(100), .lost = 10, .twice = 30, .straggles = 10},
      {.longest = absl::Seconds(3), .lost = 50, .twice = 50, .straggles = 30},
      {.longest = absl::Milliseconds(20), .lost = 200, .twice = 100, .straggles = 50},
      {.longest = absl::Seconds(12), .lost = 20, .twice = 200, .straggles = 100},
  };
  return chance.Pick(kMoods);
}

}  // namespace skranke
