#include "services/supervision/journey.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "libs/casework/apply.h"
#include "libs/casework/replay.h"
#include "libs/casework/states.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/contact.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;
using storage::v1::Record;
using storage::v1::StopRecord;

Phase PhaseOfState(v1::State state) {
  switch (state) {
    case v1::STATE_TRIAGE:
      return Phase::kTriage;
    case v1::STATE_ROUTED:
      return Phase::kRouted;
    case v1::STATE_DELIVERED:
      return Phase::kDelivered;
    case v1::STATE_ACCEPTED:
      return Phase::kAccepted;
    case v1::STATE_IN_PROGRESS:
      return Phase::kInWork;
    case v1::STATE_INCOMPLETE:
    case v1::STATE_AWAITING_INFO:
      return Phase::kAwaitingCitizen;
    case v1::STATE_DECIDED:
      return Phase::kDecided;
    case v1::STATE_UNSPECIFIED:
    case v1::STATE_COMPLETE:
      return Phase::kCounter;
    default:
      return Phase::kEnded;
  }
}

const StopRecord* RunningStop(const CaseState& c) {
  if (c.stops_size() == 0) return nullptr;
  const StopRecord& last = c.stops(c.stops_size() - 1);
  return last.to_us() == 0 ? &last : nullptr;
}

std::string AgencyOf(const CaseState& c) { return c.owner().office() ? "" : c.owner().authority(); }

bool IsWaiting(Phase phase) {
  return phase == Phase::kAwaitingCitizen || phase == Phase::kAwaitingOthers;
}

// What somebody brought on the citizen's behalf, and not the counter by itself.
bool CameWithTheCitizen(const CaseState& registered) {
  return registered.channel() != v1::CHANNEL_STAFF && registered.channel() != v1::CHANNEL_SYSTEM;
}

bool IsAppointment(const CaseState& c, int64_t at_us) {
  return c.has_appointment() && std::llabs(c.appointment().slot_us() - at_us) <=
                                    absl::ToInt64Microseconds(kNearAppointment);
}

bool IsUnnecessary(int outcome, const CaseState& c, int64_t at_us) {
  switch (outcome) {
    case v1::CONTACT_OUTCOME_TRANSFER_FAILED:
    case v1::CONTACT_OUTCOME_CALL_BACK_PROMISED:
    case v1::CONTACT_OUTCOME_WALKED_OUT:
      return true;
    default:
      break;
  }
  if (PhaseOf(c) == Phase::kAwaitingCitizen || IsAppointment(c, at_us)) return false;
  return IsOpen(StateOf(c));
}

// Events that show that there was something to wait for, or that nobody cut the waiting short.
bool GivesReason(const Event& event) {
  switch (event.kind_case()) {
    case Event::kContactRecorded:
      return !event.contact_recorded().outgoing();
    case Event::kCaseSupplemented:
    case Event::kCaseCorrected:
    case Event::kInformationEnded:
    case Event::kCaseWithdrawn:
    case Event::kCaseMisregistered:
    case Event::kHandoverRecalled:
      return true;
    default:
      return false;
  }
}

// Takes the case's events one after another.
class JourneyMaker {
 public:
  void Take(const Event& event, int64_t happened_us, const CaseState& after) {
    const int64_t at_us = std::max(happened_us, at_us_);
    if (event.has_case_registered()) Begin(after, at_us);
    TakeContact(event, at_us, after);
    TakeLine(event, after);
    TakeWait(event, after);
    TakeOwner(after);
    MoveTo(after, at_us);
    if (event.has_case_corrected()) CorrectBegin(after);
  }

  CaseJourney End(CaseState last, int64_t now_us) && {
    MoveTo(last, std::max(now_us, at_us_));
    journey_.stays.erase(std::remove_if(journey_.stays.begin(), journey_.stays.end(),
                                        [](const Stay& stay) { return stay.length_us == 0; }),
                         journey_.stays.end());
    journey_.citizen_case = std::move(last);
    return std::move(journey_);
  }

 private:
  void Begin(const CaseState& registered, int64_t at_us) {
    at_us_ = std::min(registered.receive_us(), at_us);
    receive_us_ = registered.receive_us();
    if (CameWithTheCitizen(registered)) AddContact(false, at_us, registered);
  }

  // The matter came earlier or later than was told: the first time is longer or shorter.
  void CorrectBegin(const CaseState& after) {
    int64_t earlier_us = receive_us_ - after.receive_us();
    receive_us_ = after.receive_us();
    for (Stay& stay : journey_.stays) {
      const int64_t change_us = std::max(earlier_us, -stay.length_us);
      stay.length_us += change_us;
      earlier_us -= change_us;
    }
  }

  void AddContact(bool unnecessary, int64_t at_us, const CaseState& c) {
    journey_.contacts.push_back({.agency = AgencyOf(c), .unnecessary = unnecessary});
    contact_us_ = at_us;
  }

  void TakeContact(const Event& event, int64_t at_us, const CaseState& after) {
    const bool called = event.has_contact_recorded() && !event.contact_recorded().outgoing();
    if (!called && !event.has_case_supplemented()) return;
    const bool same =
        !journey_.contacts.empty() && at_us - contact_us_ < absl::ToInt64Microseconds(kSameContact);
    if (same) return;
    AddContact(called ? IsUnnecessary(event.contact_recorded().outcome(), after, at_us)
                      : !WasAwaited(after, at_us),
               at_us, after);
  }

  // What she brought may have ended the wait: the phase before the event stands in the latest stay.
  bool WasAwaited(const CaseState& after, int64_t at_us) const {
    const auto& stays = journey_.stays;
    const bool waited = !stays.empty() && stays.back().phase == Phase::kAwaitingCitizen;
    return waited || IsAppointment(after, at_us);
  }

  void TakeLine(const Event& event, const CaseState& after) {
    const bool at_first = after.handovers_size() == 1;
    if (event.has_work_started() && at_first) journey_.first_line_worked = true;
    if (!event.has_service_line_moved()) return;
    journey_.line_moves.push_back(
        {.agency = AgencyOf(after), .back = event.service_line_moved().back()});
    if (at_first && !journey_.first_line_worked) journey_.first_line_moved = true;
  }

  // The phase before the event stands in the latest stay.
  void TakeWait(const Event& event, const CaseState& after) {
    const bool waited = !journey_.waits.empty() && !journey_.waits.back().ended;
    if (waited && GivesReason(event)) journey_.waits.back().had_reason = true;
    const Phase phase = PhaseOf(after);
    const bool waits = IsWaiting(phase) && !after.owner().office();
    const bool other =
        waits && waited && journey_.waits.back().for_citizen != (phase == Phase::kAwaitingCitizen);
    if (waited && (!waits || other)) journey_.waits.back().ended = true;
    if (!waits || (waited && !other)) return;
    journey_.waits.push_back({.agency = AgencyOf(after),
                              .for_citizen = phase == Phase::kAwaitingCitizen,
                              .stop = RunningStop(after) == nullptr ? -1 : after.stops_size() - 1});
  }

  void TakeOwner(const CaseState& after) {
    const auto& owner = after.owner();
    if (owner.office() || owner.unit().empty()) return;
    const auto& stations = journey_.stations;
    const bool same = !stations.empty() && stations.back().agency == owner.authority() &&
                      stations.back().unit == owner.unit();
    if (!same) journey_.stations.push_back({.agency = owner.authority(), .unit = owner.unit()});
  }

  // Time until now belongs to the latest stay.
  void MoveTo(const CaseState& after, int64_t at_us) {
    auto& stays = journey_.stays;
    if (stays.empty()) stays.push_back({});
    stays.back().length_us += at_us - at_us_;
    at_us_ = at_us;
    const Phase phase = PhaseOf(after);
    std::string agency = AgencyOf(after);
    if (stays.back().phase == phase && stays.back().agency == agency) return;
    stays.push_back({.phase = phase, .agency = std::move(agency)});
  }

  CaseJourney journey_;
  int64_t at_us_ = 0;
  int64_t receive_us_ = 0;
  int64_t contact_us_ = 0;
};

}  // namespace

Phase PhaseOf(const CaseState& c) {
  const Phase phase = PhaseOfState(StateOf(c));
  const StopRecord* const stop = RunningStop(c);
  if (stop == nullptr || phase == Phase::kEnded || phase == Phase::kAwaitingCitizen) return phase;
  return stop->reason() == v1::STOP_REASON_CITIZEN ? Phase::kAwaitingCitizen
                                                   : Phase::kAwaitingOthers;
}

CaseJourney JourneyOf(uint64_t number, const std::vector<Record>& records, absl::Time now) {
  JourneyMaker maker;
  CaseState last = Replay(
      number, records, [&](const Record& record, const Event& event, const CaseState& after) {
        const AppliedAt at{.position = record.position(), .record_us = record.record_us()};
        maker.Take(event, HappenedUs(event, at), after);
      });
  return std::move(maker).End(std::move(last), absl::ToUnixMicros(now));
}

}  // namespace skranke
