#include "libs/casework/apply_clock.h"

#include "libs/casework/apply_messages.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

using storage::v1::CaseState;
using storage::v1::DeadlineRecord;

void MeetDeadline(v1::DeadlineKind kind, int64_t happened_us, CaseState& c) {
  for (DeadlineRecord& deadline : *c.mutable_deadlines()) {
    if (deadline.kind() == kind && deadline.met_us() == 0) deadline.set_met_us(happened_us);
  }
}

void UnmeetDeadline(v1::DeadlineKind kind, CaseState& c) {
  for (DeadlineRecord& deadline : *c.mutable_deadlines()) {
    if (deadline.kind() == kind) deadline.clear_met_us();
  }
}

void OnAnswered(int64_t happened_us, CaseState& c) {
  for (DeadlineRecord& deadline : *c.mutable_deadlines()) {
    if (deadline.met_us() == 0) deadline.set_met_us(happened_us);
  }
}

void OnClockStopped(const storage::v1::StopRecord& stop, CaseState& c) { *c.add_stops() = stop; }

void OnClockResumed(const storage::v1::ClockResumed& e, int64_t happened_us, CaseState& c) {
  for (int i = 0; i < c.deadlines_size() && i < e.deadlines_size(); ++i) {
    const bool promised =
        c.deadlines(i).kind() == v1::DEADLINE_KIND_ANSWER && c.deadlines(i).stoppable();
    if (promised && c.promise_us() != 0) c.set_promise_us(e.deadlines(i).due_us());
  }
  *c.mutable_deadlines() = e.deadlines();
  if (c.stops_size() == 0) return;
  storage::v1::StopRecord& stop = *c.mutable_stops(c.stops_size() - 1);
  stop.set_to_us(happened_us);
  stop.set_flag(e.flag());
}

void OnInformationRequested(const storage::v1::InformationRequested& e, int64_t happened_us,
                            CaseState& c) {
  c.set_state(v1::STATE_AWAITING_INFO);
  *c.mutable_information_request() = e.question();
  // Before stops were kept, waiting had no reminder and no end.
  if (!e.has_stop()) return;
  OnClockStopped(e.stop(), c);
  c.clear_information();
  c.mutable_information()->set_ask_us(happened_us);
  c.mutable_information()->set_remind_us(e.remind_us());
  c.mutable_information()->set_end_us(e.end_us());
}

void OnInformationEnded(const storage::v1::InformationEnded& e, CaseState& c) {
  c.set_state(v1::STATE_IN_PROGRESS);
  c.clear_information_request();
  c.mutable_information()->set_ended(true);
  Tell(e.message(), c);
}

}  // namespace skranke
