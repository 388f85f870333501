#include "tests/simulation/instant_watch.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "libs/engine/keys.h"
#include "tests/faults/finding.h"
#include "tests/simulation/findings.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::DeadlineRecord;
using storage::v1::StopRecord;

// First bytes of the index's rows of a unit's cases and of those at an office (libs/engine/keys.h).
constexpr char kAtUnit = 'u';
constexpr char kAtOffice = 'w';
// What follows the instant in a timer's key: its kind and the case.
constexpr size_t kAfterInstant = 1 + 8;
// A limit ends with a day: a stop of a minute over midnight moves it by a whole one, and summer
// time makes that day longer.
constexpr absl::Duration kRounding = absl::Hours(25);

absl::Status Wrong(const char* reason, const CaseState& c, absl::string_view what) {
  return Found(reason, absl::StrCat("the stored case ", c.number(), ": ", what));
}

// Where the case's owner alone has it.
std::string PlaceOf(const CaseState& c) {
  std::string place = c.owner().office()
                          ? WaitingStatePrefix(c.owner().authority(), c.state())
                          : UnitStatePrefix(c.owner().authority(), c.owner().unit(), c.state());
  AppendInstant(c.receive_us(), place);
  AppendNumber(c.number(), place);
  return place;
}

size_t EndedStops(const CaseState& c) {
  return static_cast<size_t>(std::count_if(c.stops().begin(), c.stops().end(),
                                           [](const auto& stop) { return stop.to_us() != 0; }));
}

// What was waited in stops that `before` did not know to have ended.
absl::Duration NewlyStopped(const CaseState& before, const CaseState& after) {
  absl::Duration stopped;
  for (size_t i = EndedStops(before); i < EndedStops(after); ++i) {
    const StopRecord& stop = after.stops(static_cast<int>(i));
    stopped += absl::Microseconds(stop.to_us() - stop.from_us()) + kRounding;
  }
  return stopped;
}

const DeadlineRecord* FindSame(const DeadlineRecord& limit, const CaseState& c) {
  for (const DeadlineRecord& other : c.deadlines()) {
    // Its source may name another row: with other facts another one of the same list holds.
    if (other.kind() == limit.kind() && other.stoppable() == limit.stoppable()) return &other;
  }
  return nullptr;
}

absl::Status CheckLimit(const DeadlineRecord& was, const CaseState& before,
                        const CaseState& after) {
  const DeadlineRecord* const is = FindSame(was, after);
  if (is == nullptr)
    return Wrong(kRestarted, after, absl::StrCat("the limit of ", was.source(), " is gone"));
  if (is->from_us() != was.from_us()) return Wrong(kRestarted, after, "a limit begins again");
  const absl::Duration moved = absl::Microseconds(is->due_us() - was.due_us());
  const absl::Duration most = was.stoppable() ? NewlyStopped(before, after) : absl::ZeroDuration();
  const bool listed = moved >= absl::ZeroDuration() && moved <= most;
  return listed ? absl::OkStatus()
                : Wrong(kRestarted, after,
                        absl::StrCat("a limit moved by ", FormatDuration(moved),
                                     " and was stopped for ", FormatDuration(most), " at most"));
}

// Stops are listed one after another, and what has ended stays as it was.
absl::Status CheckStops(const CaseState& before, const CaseState& after) {
  if (after.stops_size() < before.stops_size()) return Wrong(kRestarted, after, "a stop is gone");
  for (int i = 0; i < after.stops_size(); ++i) {
    const StopRecord& stop = after.stops(i);
    const bool last = i + 1 == after.stops_size();
    if (stop.to_us() == 0 && !last) return Wrong(kRestarted, after, "two stops run at a time");
    if (stop.to_us() != 0 && stop.to_us() < stop.from_us()) {
      return Wrong(kRestarted, after, "a stop ends before it begins");
    }
    if (i >= before.stops_size()) continue;
    const StopRecord& was = before.stops(i);
    const bool same =
        stop.from_us() == was.from_us() && (was.to_us() == 0 || was.to_us() == stop.to_us());
    if (!same) return Wrong(kRestarted, after, "a listed stop is another one now");
  }
  return absl::OkStatus();
}

absl::Status CheckClock(const CaseState& before, const CaseState& after) {
  if (after.receive_us() != before.receive_us()) {
    return Wrong(kRestarted, after, "the citizen's clock begins at another time");
  }
  SKRANKE_RETURN_IF_ERROR(CheckStops(before, after));
  for (const DeadlineRecord& was : before.deadlines()) {
    SKRANKE_RETURN_IF_ERROR(CheckLimit(was, before, after));
  }
  return absl::OkStatus();
}

// Who had accepted a hand-over has; nobody accepts it after that.
absl::Status CheckHandovers(const CaseState& before, const CaseState& after) {
  if (after.handovers_size() < before.handovers_size()) {
    return Wrong(kLost, after, "a hand-over is gone");
  }
  for (int i = 0; i < before.handovers_size(); ++i) {
    const auto& was = before.handovers(i);
    const auto& is = after.handovers(i);
    if (was.accept_us() != 0 && is.accept_us() != was.accept_us()) {
      return Wrong(kDoubled, after, "a hand-over accepted before is accepted at another time");
    }
  }
  return absl::OkStatus();
}

}  // namespace

void InstantWatch::See(const Batch& batch) {
  ++instants_;
  std::vector<CaseState> changed;
  batch.ForEach([&](const Batch::Change& change) {
    SeePlace(change);
    if (change.table != Table::kCase || !change.value.has_value()) return;
    changed.emplace_back();
    changed.back().ParseFromArray(change.value->data(), static_cast<int>(change.value->size()));
  });
  for (CaseState& c : changed) {
    finding_.Update(Look(c));
    const uint64_t number = c.number();
    cases_[number] = std::move(c);
  }
}

void InstantWatch::Follow(const Batch::Change& change, Places& places) {
  if (change.value.has_value()) {
    places.emplace(change.key);
  } else if (const auto place = places.find(change.key); place != places.end()) {
    places.erase(place);
  }
}

void InstantWatch::SeePlace(const Batch::Change& change) {
  if (change.table == Table::kTimer) return Follow(change, timers_);
  const bool says_who_has_it = change.table == Table::kIndex && !change.key.empty() &&
                               (change.key[0] == kAtUnit || change.key[0] == kAtOffice);
  if (says_who_has_it) Follow(change, places_[NumberAtEnd(change.key)]);
}

absl::Time InstantWatch::FirstTimer() const {
  if (timers_.empty()) return absl::InfiniteFuture();
  return absl::FromUnixMicros(InstantAtEnd(*timers_.begin(), kAfterInstant));
}

absl::Status InstantWatch::Look(const CaseState& c) {
  const auto before = cases_.find(c.number());
  if (before != cases_.end()) {
    SKRANKE_RETURN_IF_ERROR(CheckClock(before->second, c));
    SKRANKE_RETURN_IF_ERROR(CheckHandovers(before->second, c));
  }
  const auto& owner = c.owner();
  if (owner.authority().empty() || owner.unit().empty() != owner.office()) {
    return Wrong(kWrongOwner, c, "no owner, or half of one");
  }
  const Places& places = places_[c.number()];
  if (places.size() != 1) {
    return Wrong(kWrongOwner, c, absl::StrCat("in ", places.size(), " places of the index"));
  }
  const bool there = *places.begin() == PlaceOf(c);
  return there ? absl::OkStatus() : Wrong(kWrongOwner, c, "not in its owner's place");
}

}  // namespace skranke
