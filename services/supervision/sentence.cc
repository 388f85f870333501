#include "services/supervision/sentence.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "services/supervision/shown_route.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/contact.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;

bool Ends(absl::string_view text) {
  return absl::EndsWith(text, ".") || absl::EndsWith(text, "!") || absl::EndsWith(text, "?");
}

// "What: why.", or "What." without a why.
std::string Because(absl::string_view what, absl::string_view why) {
  if (why.empty()) return absl::StrCat(what, ".");
  return absl::StrCat(what, ": ", why, Ends(why) ? "" : ".");
}

std::string Because(absl::string_view what, const storage::v1::Sealed& why) {
  return Because(what, UnsealText(why));
}

std::string ChannelName(int channel) {
  return WithoutPrefix(v1::Channel_Name(static_cast<v1::Channel>(channel)), "CHANNEL_");
}

template <typename Event>
std::string Missing(const Event& event) {
  std::string codes;
  for (const auto& missing : event.missing()) {
    absl::StrAppend(&codes, codes.empty() ? "" : ", ", missing.code());
  }
  return codes;
}

std::string Registered(const CaseState& c) {
  return absl::StrCat("Registered at ", c.office(), ", service point ", c.point(), ", as ",
                      c.task(), ", received by ", ChannelName(c.channel()), ".");
}

std::string Classified(const storage::v1::VerdictRecord& verdict) {
  const std::string verdict_name = WithoutPrefix(
      v1::CaseClass_Name(static_cast<v1::CaseClass>(verdict.case_class())), "CASE_CLASS_");
  if (verdict.list_version().empty()) return Because(verdict_name, verdict.reason());
  const std::string where = verdict.row().empty() ? "" : absl::StrCat(" (", verdict.row(), ")");
  return Because(absl::StrCat("List ", verdict.list_version(), where, " says ", verdict_name),
                 verdict.reason());
}

std::string Kept(const storage::v1::CaseKept& kept) {
  if (kept.missing().empty()) return "The office has it, with everything that the list requires.";
  return Because("The office keeps it until there is", Missing(kept));
}

std::string Placed(const CaseState& after, Sight sight) {
  if (RenderState(after, sight) == v1::STATE_TRIAGE) {
    return Because("It went to the office's sorting unit", CounterWhy(after));
  }
  return Because(absl::StrCat("Handed over to ", ShownAgency(after, sight)), CounterWhy(after));
}

std::string Routed(const storage::v1::CaseRouted& routed, const CaseState& after, Sight sight) {
  if (!ShowsUnits(sight)) return Placed(after, sight);
  const std::string what = routed.missing().empty()
                               ? absl::StrCat("Handed over to ", ShownReceiver(after, sight))
                               : absl::StrCat("Handed over to ", ShownReceiver(after, sight),
                                              " without ", Missing(routed));
  return Because(what, RenderDecision(routed.handover().decision()).reason());
}

std::string Triaged(const storage::v1::CaseTriaged& triaged, const CaseState& after, Sight sight) {
  if (!ShowsUnits(sight)) return Placed(after, sight);
  return Because(absl::StrCat("It went to the sorting unit ", triaged.sorting_unit().agency(), "/",
                              triaged.sorting_unit().unit()),
                 triaged.reason());
}

std::string Supplemented(const storage::v1::CaseSupplemented& supplemented) {
  if (supplemented.missing().empty()) return "Something was added; nothing is missing.";
  return Because("Something was added; still missing", Missing(supplemented));
}

std::string Accepted(const storage::v1::CaseAccepted& accepted, const CaseState& after,
                     Sight sight) {
  std::string what = absl::StrCat(ShownReceiver(after, sight), " took responsibility");
  if (!accepted.agency_case_number().empty()) {
    absl::StrAppend(&what, ", as its case ", accepted.agency_case_number());
  }
  return what + ".";
}

std::string Returned(const storage::v1::CaseReturned& returned, const CaseState& after,
                     Sight sight) {
  const std::string code = WithoutPrefix(
      v1::ReturnCode_Name(static_cast<v1::ReturnCode>(returned.code())), "RETURN_CODE_");
  std::string what = absl::StrCat(ShownReceiver(after, sight), " returned it, ", code);
  if (ShowsUnits(sight) && returned.has_proposed_owner()) {
    absl::StrAppend(&what, ", proposing ", returned.proposed_owner().agency(), "/",
                    returned.proposed_owner().unit());
  }
  // The unit's own words may tell which unit it is.
  return Because(what, ShowsUnits(sight) ? UnsealText(returned.sentence()) : "");
}

std::string Escalated(const storage::v1::HandoverEscalated& escalated,
                      const std::string& receiver) {
  const absl::string_view told = escalated.level() == 1   ? "it was reminded"
                                 : escalated.level() == 2 ? "the unit's head is told"
                                                          : "the supervisors are told";
  return absl::StrCat(receiver, " has neither accepted nor returned it in time; ", told, ".");
}

// How many of them by now, by whoever has the case in this hand-over.
std::string Fetched(const storage::v1::DocumentFetched& fetched, const CaseState& after,
                    const std::string& receiver) {
  int count = 0;
  for (const auto& receipt : after.document_receipts()) {
    if (receipt.handover() == fetched.receipt().handover()) ++count;
  }
  return absl::StrCat(receiver, " fetched a document, ", count, " of ", after.document_keys_size(),
                      " by now.");
}

// The agency's own words stay with who sees the route.
std::string Stopped(const storage::v1::StopRecord& stop, const std::string& receiver, Sight sight) {
  const absl::string_view whom = stop.reason() == v1::STOP_REASON_CITIZEN      ? "the citizen"
                                 : stop.reason() == v1::STOP_REASON_OTHER_BODY ? "another body"
                                                                               : "another case";
  return Because(absl::StrCat(receiver, " waits for ", whom),
                 ShowsUnits(sight) ? UnsealText(stop.note()) : "");
}

std::string Resumed(const storage::v1::ClockResumed& resumed, const std::string& receiver) {
  const std::string flag =
      WithoutPrefix(v1::StopFlag_Name(static_cast<v1::StopFlag>(resumed.flag())), "STOP_FLAG_");
  return absl::StrCat(receiver, " waits no longer",
                      resumed.flag() == v1::STOP_FLAG_UNSPECIFIED ? "" : ", flagged ",
                      resumed.flag() == v1::STOP_FLAG_UNSPECIFIED ? "" : flag, ".");
}

// What becomes of limits and of questions to the citizen.
std::string ClockSentence(const Event& event, const std::string& receiver, Sight sight) {
  switch (event.kind_case()) {
    case Event::kClockStopped:
      return Stopped(event.clock_stopped().stop(), receiver, sight);
    case Event::kClockResumed:
      return Resumed(event.clock_resumed(), receiver);
    case Event::kDeadlineMet:
      return "The citizen was told when an answer can be expected.";
    case Event::kDecisionDemanded:
      return "The citizen demanded a decision.";
    case Event::kInformationReminded:
      return "The citizen is to be reminded of what was asked.";
    default:
      return absl::StrCat("Nothing came in time; ", receiver, " goes on with what it has.");
  }
}

std::string Closed(const storage::v1::CaseClosed& closed) {
  std::string what = absl::StrCat("Closed with outcome ", closed.outcome());
  if (!closed.referred_to().empty()) {
    absl::StrAppend(&what, ", referred to ", closed.referred_to());
  }
  return what + ".";
}

std::string Contact(const storage::v1::ContactRecorded& contact) {
  const std::string outcome =
      WithoutPrefix(v1::ContactOutcome_Name(static_cast<v1::ContactOutcome>(contact.outcome())),
                    "CONTACT_OUTCOME_");
  const char* what = contact.outgoing() ? "The office told the citizen by " : "Contact by ";
  return Because(absl::StrCat(what, ChannelName(contact.channel()), ", ", outcome), contact.note());
}

// Where an appointment is could name a unit: the counter is told when it is.
std::string AppointmentText(const storage::v1::AppointmentRecord& appointment, Sight sight) {
  const std::string when = absl::FormatTime(
      "%Y-%m-%d %H:%M UTC", absl::FromUnixMicros(appointment.slot_us()), absl::UTCTimeZone());
  const bool with_place = ShowsUnits(sight) && !appointment.place().empty();
  return absl::StrCat("The citizen has an appointment on ", when,
                      with_place ? absl::StrCat(", ", appointment.place()) : "", ".");
}

std::string PlanText(const storage::v1::PlanSet& set, Sight sight) {
  if (!set.has_plan()) return "No plan follows it up any more.";
  if (!ShowsUnits(sight)) return "A plan follows it up.";
  const auto& responsible = set.plan().responsible();
  return absl::StrCat("The plan ", set.plan().reference(), " follows it up; ", responsible.agency(),
                      "/", responsible.unit(), " is responsible.");
}

std::string LineText(const storage::v1::ServiceLineMoved& moved) {
  return Because(absl::StrCat("It went ", moved.back() ? "back " : "", "to service line ",
                              moved.service_line()),
                 moved.reason());
}

// What a unit keeps with its case beside the work.
std::string KeepingSentence(const Event& event, Sight sight) {
  if (event.has_service_line_moved()) return LineText(event.service_line_moved());
  if (event.has_appointment_set()) {
    return AppointmentText(event.appointment_set().appointment(), sight);
  }
  if (event.has_plan_set()) return PlanText(event.plan_set(), sight);
  const auto& cancelled = event.appointment_cancelled();
  return Because(cancelled.back_to_queue()
                     ? "The appointment was cancelled; the case is in the unit's queue again"
                     : "The appointment was cancelled",
                 cancelled.reason());
}

// Messages show with the route only: they tell where the case went.
std::string MessageSentence(const Event& event) {
  if (event.has_message_acknowledged()) {
    const auto& e = event.message_acknowledged();
    return absl::StrCat(e.agency(), " acknowledged message ", e.sequence(), ".");
  }
  if (event.has_message_failed()) {
    const auto& e = event.message_failed();
    return absl::StrCat("Message ", e.sequence(), " to ", e.agency(), " failed with ", e.error(),
                        e.dead() ? " and was given up." : ".");
  }
  if (event.has_message_retried()) {
    const auto& e = event.message_retried();
    return absl::StrCat("Message ", e.sequence(), " to ", e.agency(), " is tried again.");
  }
  if (event.has_message_redelivered()) {
    const auto& e = event.message_redelivered();
    return absl::StrCat("Message ", e.sequence(), " to ", e.agency(),
                        ", which had lost it, is sent again.");
  }
  const auto& e = event.message_discarded();
  return Because(absl::StrCat("Message ", e.sequence(), " to ", e.agency(), " was discarded"),
                 e.reason());
}

// Who was told shows with the route only.
std::string Corrected(const storage::v1::CaseCorrected& corrected, Sight sight) {
  std::vector<std::string> what;
  for (const std::string& field : corrected.fields()) {
    if (field == "parties") what.push_back("who it is about");
    if (field == "task") {
      what.push_back(absl::StrCat("the task, which was ", corrected.before().task()));
    }
    if (field == "facts") what.push_back("what was stated");
    if (field == "receive_time") what.push_back("when it was received");
  }
  std::string sentence =
      Because(absl::StrCat("Corrected ", absl::StrJoin(what, " and ")), corrected.reason());
  if (corrected.has_wrong_person()) absl::StrAppend(&sentence, " It stood on the wrong person.");
  if (ShowsUnits(sight) && corrected.told_size() > 0) {
    absl::StrAppend(&sentence, " Told: ", absl::StrJoin(corrected.told(), ", "), ".");
  }
  return sentence;
}

std::string Linked(const storage::v1::LinkRecord& link) {
  const std::string other = FormatCaseName(link.number());
  switch (link.kind()) {
    case v1::LINK_KIND_DUPLICATE_OF:
      return absl::StrCat(link.inverse() ? "Its duplicate is " : "It is a duplicate of ", other,
                          ".");
    case v1::LINK_KIND_APPEAL_OF:
      return absl::StrCat(link.inverse() ? "It is appealed by " : "It is an appeal of ", other,
                          ".");
    default:
      return absl::StrCat(link.inverse() ? "It is followed by " : "It follows ", other, ".");
  }
}

// What the office, its clerks and the citizen do.
std::string CounterSentence(const Event& event) {
  switch (event.kind_case()) {
    case Event::kCaseFinished:
      return Because(
          absl::StrCat("Finished at the counter with outcome ", event.case_finished().outcome()),
          event.case_finished().note());
    case Event::kCaseSentToOwner:
      return Because("A clerk sent it to its owner instead of finishing it",
                     event.case_sent_to_owner().reason());
    case Event::kCaseSupplemented:
      return Supplemented(event.case_supplemented());
    case Event::kCaseWithdrawn:
      return Because("The citizen took it back", event.case_withdrawn().reason());
    case Event::kCaseMisregistered:
      return Because("It should not have been registered", event.case_misregistered().reason());
    case Event::kCaseReopened:
      return Because("Reopened", event.case_reopened().reason());
    case Event::kIncidentTagged:
      return event.incident_tagged().incident().empty()
                 ? "It belongs to no incident any more."
                 : absl::StrCat("It belongs to the incident ", event.incident_tagged().incident(),
                                ".");
    case Event::kWrongPersonSettled:
      return Because("The data protection officer settled that it stood on the wrong person",
                     event.wrong_person_settled().settlement());
    case Event::kCaseLinked:
      return Linked(event.case_linked().link());
    case Event::kContactRecorded:
      return Contact(event.contact_recorded());
    case Event::kRulebookCasesMoved:
      return absl::StrCat("List ", event.rulebook_cases_moved().version(),
                          " moves open cases of this task.");
    default:
      return MessageSentence(event);
  }
}

}  // namespace

std::string SentenceOf(const Event& event, const CaseState& after, Sight sight) {
  const std::string receiver = ShownReceiver(after, sight);
  switch (event.kind_case()) {
    case Event::kCaseRegistered:
      return Registered(after);
    case Event::kCaseClassified:
      return Classified(event.case_classified().verdict());
    case Event::kCaseKept:
      return Kept(event.case_kept());
    case Event::kCaseRouted:
      return Routed(event.case_routed(), after, sight);
    case Event::kCaseTriaged:
      return Triaged(event.case_triaged(), after, sight);
    case Event::kHandoverRecalled:
      return absl::StrCat("The hand-over to ", receiver, " was taken back.");
    case Event::kWorkTaken:
      return absl::StrCat("Somebody of ", receiver, " looks at it.");
    case Event::kCaseDelivered:
      return absl::StrCat(receiver, " has it; nobody there has taken responsibility yet.");
    case Event::kCaseAccepted:
      return Accepted(event.case_accepted(), after, sight);
    case Event::kWorkStarted:
      return absl::StrCat(receiver, " began to work on it.");
    case Event::kCaseReturned:
      return Returned(event.case_returned(), after, sight);
    case Event::kHandoverEscalated:
      return Escalated(event.handover_escalated(), receiver);
    case Event::kDocumentFetched:
      return Fetched(event.document_fetched(), after, receiver);
    case Event::kCaseForwarded:
      return Because(absl::StrCat(receiver, " passed it on"),
                     ShowsUnits(sight) ? UnsealText(event.case_forwarded().reason()) : "");
    case Event::kInformationRequested:
      return Because(absl::StrCat(receiver, " asks the citizen"),
                     event.information_requested().question());
    case Event::kClockStopped:
    case Event::kClockResumed:
    case Event::kDeadlineMet:
    case Event::kDecisionDemanded:
    case Event::kInformationReminded:
    case Event::kInformationEnded:
      return ClockSentence(event, receiver, sight);
    case Event::kCaseDecided:
      return Because(
          absl::StrCat(receiver, " decided with outcome ", event.case_decided().outcome()),
          event.case_decided().sentence());
    case Event::kCaseClosed:
      return Closed(event.case_closed());
    case Event::kCaseCorrected:
      return Corrected(event.case_corrected(), sight);
    case Event::kLocalStatusSet:
      return Because(absl::StrCat("The own status of ", receiver, " is now"),
                     event.local_status_set().local_status());
    case Event::kServiceLineMoved:
    case Event::kAppointmentSet:
    case Event::kAppointmentCancelled:
    case Event::kPlanSet:
      return KeepingSentence(event, sight);
    default:
      return CounterSentence(event);
  }
}

std::string WithoutPrefix(absl::string_view name, absl::string_view prefix) {
  return std::string(absl::StripPrefix(name, prefix));
}

}  // namespace skranke
