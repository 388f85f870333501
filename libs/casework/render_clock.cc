#include "libs/casework/render_clock.h"

#include <algorithm>

#include "libs/casework/deadlines.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "libs/casework/states.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::DeadlineRecord;

bool ShowsRoute(Sight sight) { return sight == Sight::kUnit || sight == Sight::kRoute; }

v1::Deadline RenderDeadline(const CaseState& c, const DeadlineRecord& record, Sight sight) {
  v1::Deadline deadline;
  deadline.set_kind(static_cast<v1::DeadlineKind>(record.kind()));
  *deadline.mutable_due_time() = ToTimestamp(record.due_us());
  deadline.set_source(record.source());
  // Who is told that nobody has the case is not told that somebody has received it.
  const bool untold = record.kind() == v1::DEADLINE_KIND_TRANSFER && IsShownUnsorted(c, sight);
  if (record.met_us() != 0 && !untold) {
    *deadline.mutable_meet_time() = ToTimestamp(record.met_us());
  }
  return deadline;
}

void RenderInformation(const CaseState& c, v1::Case& shown) {
  if (StateOf(c) != v1::STATE_AWAITING_INFO) return;
  const auto& information = c.information();
  if (information.remind_us() != 0 && information.reminded_us() == 0) {
    *shown.mutable_information_remind_time() = ToTimestamp(information.remind_us());
  }
  if (information.end_us() != 0) {
    *shown.mutable_information_end_time() = ToTimestamp(information.end_us());
  }
}

}  // namespace

void RenderClock(const CaseState& c, Sight sight, v1::Case& shown) {
  for (const auto& record : c.deadlines()) {
    if (Binds(record, c)) *shown.add_deadlines() = RenderDeadline(c, record, sight);
  }
  for (const auto& stop : c.stops()) *shown.add_stops() = RenderStop(stop, sight);
  RenderInformation(c, shown);
}

v1::Stop RenderStop(const storage::v1::StopRecord& record, Sight sight) {
  v1::Stop stop;
  stop.set_reason(static_cast<v1::StopReason>(record.reason()));
  *stop.mutable_start_time() = ToTimestamp(record.from_us());
  if (record.to_us() != 0) *stop.mutable_end_time() = ToTimestamp(record.to_us());
  // The unit's own words may tell which unit it is.
  if (ShowsRoute(sight)) stop.set_note(UnsealText(record.note()));
  stop.set_flag(static_cast<v1::StopFlag>(record.flag()));
  return stop;
}

bool IsShownUnsorted(const CaseState& c, Sight sight) {
  return !ShowsRoute(sight) && c.hidden_route() && c.counter_triage() &&
         RenderState(c, Sight::kCounter) == v1::STATE_TRIAGE;
}

bool IsTold(const CaseState& c, const storage::v1::HandoverRecord& handover) {
  const bool not_yet = IsShownUnsorted(c, Sight::kCounter) && handover.counter_agency().empty();
  return !handover.untold() && !not_yet;
}

bool IsTold(const CaseState& c) {
  return std::any_of(c.handovers().begin(), c.handovers().end(),
                     [&](const auto& handover) { return IsTold(c, handover); });
}

}  // namespace skranke
