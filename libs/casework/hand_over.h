// Where a case goes: the steps that put it with an office, a unit or the sorting unit. Each adds
// events to a draft, so that a case has exactly one owner after every one of them. Pure.
#ifndef SKRANKE_LIBS_CASEWORK_HAND_OVER_H_
#define SKRANKE_LIBS_CASEWORK_HAND_OVER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/casework/assessment.h"
#include "libs/casework/judgement.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// The case stays at the office, complete or with what is missing. The first time something is
// missing sets the end date; supplements do not move it.
void KeepAtOffice(const Assessment& assessment, CaseDraft& draft);

// Puts a case that is at the office or in TRIAGE where the assessment says: stays, routed or
// TRIAGE. `open` is what AddClassified found. With `accept_incomplete` gaps do not hold it back:
// the citizen demands that it goes.
void Place(const Assessment& assessment, const RouteFound& open, bool accept_incomplete,
           CaseDraft& draft);

// The same for a case that was corrected. A unit from which it was only taken back may get it
// again; one that returned it, passed it on or, under four eyes, closed it may not.
void PlaceCorrected(const Assessment& assessment, const RouteFound& open, bool accept_incomplete,
                    CaseDraft& draft);

// The same where the list still has it with a unit: it goes there as it is, gaps or not.
void RouteCorrected(const RouteFound& open, CaseDraft& draft);

// A corrected case that was taken back goes to the unit that had it, or its successor, once more:
// nobody there has taken responsibility for what it is now. NOT_FOUND (UNIT_NOT_FOUND),
// FAILED_PRECONDITION (UNIT_CLOSED): the draft is as before.
absl::Status HandOverAnew(absl::string_view reason, CaseDraft& draft);

// Who may take a case out of TRIAGE.
enum class TriageFor {
  kSortingUnit,
  // The router has handed it over as often as it may by itself.
  kSupervisor,
  // Two agencies have refused it: the mediator, or a supervisor.
  kMediator,
};

// The case goes to the office's sorting unit, whose people decide, or with whom it waits for
// somebody above them.
void Triage(absl::string_view reason, CaseDraft& draft, TriageFor whom = TriageFor::kSortingUnit);

// The case goes where the list of the hand-over's day says: by its most specific row, or by the
// next best one whose receiver has not had the case. To TRIAGE where no row is left.
void RouteByList(v1::RoutingDecision::Cause cause, CaseDraft& draft);

// The router makes two hand-overs by itself; a third one is a supervisor's. Corrections and moves
// to another service line are not held up so: the one is no sending round, the other is counted by
// itself (docs/decisions/0016-what-a-correction-moves.md).

// A case that its unit has returned goes on: to the proposed owner, else by the list. To TRIAGE for
// a mediator where two agencies have refused it, for a supervisor where that would be its third
// hand-over. `proposed` may be empty. NOT_FOUND (UNIT_NOT_FOUND), FAILED_PRECONDITION (UNIT_CLOSED)
// for a proposal that is none: the draft is as before.
absl::Status RouteOnReturned(const storage::v1::ReceiverRecord& proposed, CaseDraft& draft);

// A case that its unit passes on goes there; to TRIAGE for a supervisor where that would be its
// third hand-over. Errors as of RouteTo, and FAILED_PRECONDITION (UNIT_HAD_IT).
absl::Status RouteForward(const storage::v1::ReceiverRecord& receiver, absl::string_view note,
                          CaseDraft& draft);

// A case that a new list moves is routed by it, once it is recalled. A hidden one is always handed
// over, if need be to the unit that has it, so that it takes the same steps as anybody's.
void MoveByList(CaseDraft& draft);

// What the counter tells of a case on another service line: whom a person would get who is neither
// protected nor own staff. Also whether the list gives both lines to one unit, or the new one to
// the unit that has it: then nothing moves.
struct LineRoute {
  bool same_unit = false;
  // For the new line; empty where the list names nobody.
  storage::v1::ReceiverRecord receiver;
  std::string counter_authority;
  std::string counter_reason;
  bool counter_triage = false;
};
LineRoute FindLineRoute(const CaseDraft& draft, const std::string& service_line);

// A case that has changed its service line goes where the list says for it, also to a unit that had
// it; a hidden one as by MoveByList.
void RouteByLine(CaseDraft& draft);

// The case goes to that unit or, if the unit has ended, to its successor.
// NOT_FOUND (UNIT_NOT_FOUND), FAILED_PRECONDITION (UNIT_CLOSED, FOUR_EYES): the draft is as before.
absl::Status RouteTo(const storage::v1::ReceiverRecord& receiver, v1::RoutingDecision::Cause cause,
                     absl::string_view reason, absl::string_view note, CaseDraft& draft);

// The unit that a receiver means on the hand-over's day: itself, the agency's only unit where none
// is named, or the successor. Own staff's case means the agency's only unit for own staff instead,
// so that no colleague gets it unknowingly, unless one of the two has had it: then somebody has
// decided already. NOT_FOUND (UNIT_NOT_FOUND), FAILED_PRECONDITION (UNIT_CLOSED).
absl::StatusOr<storage::v1::ReceiverRecord> FindReceiverUnit(
    const storage::v1::ReceiverRecord& receiver, const CaseDraft& draft);

// Ends the hand-over under way, if there is one, and tells a pushed agency.
void RecallIfHandedOver(CaseDraft& draft);

// True if the case was handed over to that unit at any time.
bool WasWith(const storage::v1::CaseState& citizen_case, absl::string_view agency,
             absl::string_view unit);

// The same since the case was registered or last reopened.
bool WasWithInRound(const storage::v1::CaseState& citizen_case, absl::string_view agency,
                    absl::string_view unit);

// True if the case is with who got it by the latest hand-over.
bool IsWithReceiver(const storage::v1::CaseState& citizen_case);

// The kind of message to the agency that has the case; unspecified if it is not pushed to.
storage::v1::MessageKind IfPushed(const storage::v1::CaseState& citizen_case,
                                  storage::v1::MessageKind kind);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_HAND_OVER_H_
