#include "tests/simulation/trouble.h"

#include <algorithm>

namespace skranke {
namespace {

constexpr absl::Duration kCalms[] = {absl::Seconds(4), absl::Seconds(15), absl::Minutes(1),
                                     absl::Hours(1)};
// A crash costs as much time as a hundred commands.
constexpr uint64_t kCrashesMax = 4;
// A doomed commit is one of so many.
constexpr size_t kCommitsAhead = 5;
constexpr Fate kFates[] = {Fate::kDiesBefore, Fate::kDiesAfter, Fate::kFailsBefore,
                           Fate::kFailsAfter};
constexpr absl::Duration kShort = absl::Seconds(1);
constexpr absl::Duration kLong = absl::Minutes(2);
constexpr absl::Duration kVeryLong = absl::Hours(3);
// Nobody comes through for so long without giving up.
constexpr absl::Duration kOfficeCut = absl::Seconds(40);
constexpr absl::Duration kDiskFull = absl::Seconds(20);
// Of a thousand.
constexpr int kIsVeryLong = 100;
constexpr int kHalf = 500;
constexpr int kClosedForWeeks = 150;
// Below the engine's two watermarks.
constexpr uint64_t kAlmostFull = uint64_t{300} << 20;
constexpr uint64_t kFull = uint64_t{64} << 20;
constexpr uint64_t kPlenty = uint64_t{1} << 40;

}  // namespace

void Trouble::Begin() {
  mean_calm_ = chance_.Pick(kCalms);
  wire_->set_mood(DrawMood(chance_));
  for (const auto& [code, agency] : *agencies_) agency->BackUp();
  Plan();
}

void Trouble::Plan() {
  // In weeks without people there is less trouble.
  const absl::Duration closed = std::max(absl::ZeroDuration(), day_->closed_until - agenda_->now());
  agenda_->In(chance_.Between(absl::ZeroDuration(), closed + 2 * mean_calm_), [this] {
    if (ended_) return;
    Happen();
    Plan();
  });
}

void Trouble::Happen() {
  switch (chance_.Below(10)) {
    case 0:
    case 1:
    case 2:
      return HitOffice();
    case 3:
    case 4:
      return HitAgency();
    case 5:
    case 6:
    case 7:
      return HitWire();
    case 8:
      return FillDisk();
    default:
      return CloseOffice();
  }
}

void Trouble::HitOffice() {
  if (office_->crashes() >= kCrashesMax) return;
  if (chance_.Below(3) == 0) return office_->Crash();
  office_->Doom(1 + static_cast<int>(chance_.Below(kCommitsAhead)), chance_.Pick(kFates));
}

void Trouble::HitAgency() {
  SimulatedAgency& agency = *chance_.Pick(*agencies_).second;
  const absl::Duration longest = chance_.Happens(kIsVeryLong) ? kVeryLong : kLong;
  const absl::Time until = agenda_->now() + chance_.Between(kShort, longest);
  switch (chance_.Below(7)) {
    case 0:
      return agency.RefuseUntil(until);
    case 1:
    case 2:
      return agency.HangUntil(until);
    case 3:
      operator_->AnnounceOutage(agency.code(), until + kLong);
      return agency.HangUntil(until);
    case 4:
      return agency.BackUp();
    case 5:
      return agency.LoseDisk(
          [this, &agency](absl::Time backup) { operator_->Redeliver(agency.code(), backup); });
    default:
      return agency.Crash();
  }
}

void Trouble::HitWire() {
  const absl::Duration longest = chance_.Happens(kIsVeryLong) ? kVeryLong : kLong;
  const absl::Time until = agenda_->now() + chance_.Between(kShort, longest);
  switch (chance_.Below(3)) {
    case 0:
      return wire_->Cut(chance_.Pick(*agencies_).first, until);
    case 1:
      return wire_->Cut(chance_.Happens(kHalf) ? "clerk" : kOfficePlace,
                        std::min(until, agenda_->now() + kOfficeCut));
    default:
      return wire_->set_mood(DrawMood(chance_));
  }
}

void Trouble::FillDisk() {
  office_->SetFreeBytes(chance_.Happens(kHalf) ? kAlmostFull : kFull);
  agenda_->In(chance_.Between(kShort, kDiskFull), [this] { office_->SetFreeBytes(kPlenty); });
}

// Leases, end dates and request ids run out meanwhile.
void Trouble::CloseOffice() {
  const absl::Duration longest = absl::Hours(24) * (chance_.Happens(kClosedForWeeks) ? 45 : 3);
  day_->closed_until = agenda_->now() + chance_.Between(kVeryLong, longest);
}

void Trouble::CloseAgencies() {
  for (const auto& [code, agency] : *agencies_) agency->RefuseUntil(absl::InfiniteFuture());
}

void Trouble::End() {
  ended_ = true;
  wire_->Heal();
  office_->Doom(0, Fate::kStored);
  for (const auto& [code, agency] : *agencies_) agency->Behave();
  operator_->EndOutages();
}

}  // namespace skranke
