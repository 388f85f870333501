#include "libs/casework/stops.h"

#include <algorithm>
#include <utility>

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/casework/deadlines.h"
#include "libs/casework/sealed.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::DeadlineRecord;
using storage::v1::StopRecord;

// The limit is under way, and the day is one of its last working days.
bool IsLate(const DeadlineRecord& deadline, absl::CivilDay day, const Directory& directory) {
  const absl::CivilDay last = directory.zone().DayOf(absl::FromUnixMicros(deadline.due_us()));
  if (deadline.met_us() != 0 || last < day) return false;
  return directory.holidays().WorkingDaysBetween(AddDays(day, -1), last) <= kStopLateDays;
}

v1::StopFlag FlagAtStart(const CaseDraft& draft) {
  const Directory& directory = *draft.view().installation().directory;
  const absl::CivilDay day = directory.zone().DayOf(draft.happened());
  const auto& deadlines = draft.state().deadlines();
  const bool late = std::any_of(deadlines.begin(), deadlines.end(), [&](const auto& deadline) {
    return IsLate(deadline, day, directory);
  });
  if (late) return v1::STOP_FLAG_BEFORE_LIMIT;
  const bool many = draft.state().stops_size() >= kStopsUsualMax;
  return many ? v1::STOP_FLAG_MANY : v1::STOP_FLAG_UNSPECIFIED;
}

}  // namespace

bool IsStopped(const CaseState& c) {
  return c.stops_size() > 0 && c.stops(c.stops_size() - 1).to_us() == 0;
}

absl::StatusOr<StopRecord> NewStop(v1::StopReason reason, absl::string_view note,
                                   const CaseDraft& draft) {
  const CaseState& c = draft.state();
  if (static_cast<size_t>(c.stops_size()) >= kStopsPerCaseMax) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "TOO_MANY_STOPS",
                       "the case has waited as often as a case may");
  }
  StopRecord stop;
  stop.set_reason(reason);
  stop.set_from_us(absl::ToUnixMicros(draft.happened()));
  if (!note.empty()) *stop.mutable_note() = SealText(PersonConcerned(c), note);
  stop.set_flag(FlagAtStart(draft));
  stop.set_handover(static_cast<uint32_t>(c.handovers_size()));
  return stop;
}

v1::StopFlag FlagOf(const StopRecord& stop, absl::Time now) {
  if (stop.flag() == v1::STOP_FLAG_BEFORE_LIMIT) return v1::STOP_FLAG_BEFORE_LIMIT;
  const absl::Time to = stop.to_us() == 0 ? now : absl::FromUnixMicros(stop.to_us());
  if (to - absl::FromUnixMicros(stop.from_us()) > kStopUsualMax) return v1::STOP_FLAG_LONG;
  return static_cast<v1::StopFlag>(stop.flag());
}

void ResumeIfStopped(CaseDraft& draft) {
  const CaseState& c = draft.state();
  if (!IsStopped(c)) return;
  StopRecord ended = c.stops(c.stops_size() - 1);
  ended.set_to_us(absl::ToUnixMicros(draft.happened()));
  storage::v1::Event event = draft.NewEvent();
  storage::v1::ClockResumed* resumed = event.mutable_clock_resumed();
  resumed->set_flag(FlagOf(ended, draft.happened()));
  *resumed->mutable_deadlines() =
      AfterStop(c.deadlines(), ended, *draft.view().installation().directory);
  draft.Add(std::move(event));
}

}  // namespace skranke
