#include "tests/golden/handover_history.h"

#include "absl/strings/str_replace.h"
#include "libs/base/sha256.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/document_verbs.h"
#include "libs/casework/escalation.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/bundle.pb.h"
#include "skranke/v1/clock.pb.h"
#include "skranke/v1/contact.pb.h"
#include "skranke/v1/correction.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/incident.pb.h"
#include "skranke/v1/outage.pb.h"
#include "skranke/v1/plan.pb.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {
namespace {

// The town with a line of service, two files that a case may have, and a life event whose one part
// waits for a consent.
PackageFiles Town() {
  PackageFiles files = TownPackage();
  std::string& routing = files[TaskListPath("1", "routing.csv")];
  absl::StrReplaceAll({{"\n", ",\n"}, {"agency,unit\n", "agency,unit,service_line\n"}}, &routing);
  routing += "aid,*,none,,,WELFARE,EAST,SECOND\n";
  files[TaskListPath("1", "requirements.csv")] += "trade,consent,trade_consent,,yes,applicant\n";
  files[TaskListPath("1", "bundles.csv")] =
      "bundle,title_en,title_local,task_code,lead,consent,consent_scope,optional\n"
      "death,A death,Dødsfall,aid,yes,,,\n"
      "death,,,copy,no,,,\n"
      "death,,,trade,no,trade_consent,to tell the trade register,\n";
  return files;
}

google::protobuf::Timestamp At(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  return timestamp;
}

}  // namespace

HandoverHistory::HandoverHistory(uint32_t seed) : RandomHistory(seed, Town()) {}

void HandoverHistory::Step() {
  if (names().size() < 4 || Pick(4) == 0) return RandomHistory::Step();
  // One case for a while, or none would come far.
  if (Pick(12) == 0 || case_.empty()) case_ = AnyName();
  const std::string name = case_;
  clock().Advance(absl::Minutes(Pick(30)));
  switch (Pick(8)) {
    case 0:
      return OfTheWholeOffice();
    case 1:
      return WithMessages(name);
    case 2:
      return Work(name);
    default:
      return AtCase(name);
  }
}

void HandoverHistory::OfTheWholeOffice() {
  switch (Pick(3)) {
    case 0:
      return RegisterBundle();
    case 1:
      return Consent();
    default:
      return Outage();
  }
}

void HandoverHistory::WithMessages(const std::string& name) {
  switch (Pick(6)) {
    case 0:
    case 1:
      return Forward(name);
    case 2:
      return Redeliver(name);
    case 3:
      return Discard(name);
    case 4:
      return Fetch(name);
    default:
      return Due(name);
  }
}

void HandoverHistory::AtCase(const std::string& name) {
  switch (Pick(15)) {
    case 0:
      return Correct(name);
    case 1:
      return Link(name);
    case 2:
      return ForwardOn(name);
    case 3:
      return Ask(name);
    case 4:
      return Plan(name);
    case 5:
      return Appoint(name);
    case 6:
      return Pick(2) == 0 ? Contact(name) : Due(name);
    case 7:
      return Work(name);
    case 8:
      return AtUnit<v1::StopClockRequest, v1::StopClockResponse>(name);
    case 9:
      return AtUnit<v1::ResumeClockRequest, v1::ResumeClockResponse>(name);
    case 10:
      return AtUnit<v1::RecordProvisionalAnswerRequest, v1::RecordProvisionalAnswerResponse>(name);
    case 11:
      return AtUnit<v1::SetLocalStatusRequest, v1::SetLocalStatusResponse>(name);
    case 12:
      return Pick(2) == 0 ? AtUnit<v1::DecideCaseRequest, v1::DecideCaseResponse>(name)
                          : AtUnit<v1::CloseCaseRequest, v1::CloseCaseResponse>(name);
    case 13:
      return AtUnit<v1::MoveServiceLineRequest, v1::MoveServiceLineResponse>(name);
    default:
      return AtUnit<v1::TagIncidentRequest, v1::TagIncidentResponse>(name);
  }
}

void HandoverHistory::Correct(const std::string& name) {
  auto request = About<v1::CorrectCaseRequest>(name);
  request.set_reason("Typed wrongly.");
  const char* tasks[] = {"aid", "trade", "copy", "orphan"};
  const int what = Pick(3);
  if (what == 0) request.set_task(tasks[Pick(4)]);
  if (what == 1) {
    *request.mutable_parties() = Matter("aid", SyntheticNumber(Pick(20))).parties();
  }
  if (what == 2) {
    *request.mutable_receive_time() = At(clock().Now() - absl::Hours(24 * (1 + Pick(9))));
  }
  const auto corrected = Do<v1::CorrectCaseResponse>("clerk", request);
  Note(corrected.status(), "CorrectCaseRequest");
  if (!corrected.ok() || !corrected->wrong_person() || Pick(2) == 0) return;
  v1::SettleWrongPersonRequest settle;
  settle.set_name(name);
  settle.set_sentence("The person was told.");
  settle.set_person_count(1);
  Note(Do<v1::SettleWrongPersonResponse>("protector", settle).status(), "SettleWrongPersonRequest");
}

void HandoverHistory::Link(const std::string& name) {
  v1::LinkCasesRequest request;
  request.set_name(name);
  request.set_target(AnyName());
  request.set_kind(static_cast<v1::LinkKind>(1 + Pick(3)));
  Note(Do<v1::LinkCasesResponse>("clerk", request).status(), "LinkCasesRequest");
}

void HandoverHistory::ForwardOn(const std::string& name) {
  auto request = About<v1::ForwardCaseRequest>(name);
  request.mutable_receiver()->set_agency("WELFARE");
  request.mutable_receiver()->set_unit(Pick(2) == 0 ? "EAST" : "WEST");
  Note(Do<v1::ForwardCaseResponse>("importer", request).status(), "ForwardCaseRequest");
}

void HandoverHistory::Work(const std::string& name) {
  AtUnit<v1::AcceptCaseRequest, v1::AcceptCaseResponse>(name);
  AtUnit<v1::StartCaseRequest, v1::StartCaseResponse>(name);
}

void HandoverHistory::Ask(const std::string& name) {
  Work(name);
  auto request = About<v1::RequestInformationRequest>(name);
  request.set_question("Since when?");
  if (Pick(2) == 0) {
    *request.mutable_remind_time() = At(clock().Now() + absl::Hours(24));
    *request.mutable_end_time() = At(clock().Now() + absl::Hours(48));
  }
  const absl::Status asked = Do<v1::RequestInformationResponse>("importer", request).status();
  Note(asked, "RequestInformationRequest");
  if (!asked.ok() || !request.has_end_time() || Pick(3) == 0) return;
  Due(name);
  Due(name);
}

void HandoverHistory::Plan(const std::string& name) {
  auto request = About<v1::SetPlanRequest>(name);
  request.mutable_plan()->set_reference(absl::StrCat("P-", Pick(100)));
  request.mutable_plan()->mutable_responsible()->set_agency("TOWN");
  request.mutable_plan()->mutable_responsible()->set_unit("DESK");
  if (Pick(2) == 0) {
    *request.mutable_plan()->mutable_follow_up_time() = At(clock().Now() + absl::Hours(24 * 30));
  }
  Note(Do<v1::SetPlanResponse>("importer", request).status(), "SetPlanRequest");
}

void HandoverHistory::Appoint(const std::string& name) {
  auto request = About<v1::SetAppointmentRequest>(name);
  request.mutable_appointment()->set_reference(absl::StrCat("A-", Pick(100)));
  request.mutable_appointment()->set_place("The town hall");
  *request.mutable_appointment()->mutable_slot_time() = At(clock().Now() + absl::Hours(24 * 3));
  Note(Do<v1::SetAppointmentResponse>("importer", request).status(), "SetAppointmentRequest");
  if (Pick(2) == 0) AtUnit<v1::CancelAppointmentRequest, v1::CancelAppointmentResponse>(name);
}

void HandoverHistory::Contact(const std::string& name) {
  v1::RecordContactRequest request;
  request.set_citizen_case(name);
  request.set_channel(v1::CHANNEL_PHONE);
  request.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
  Note(Do<v1::RecordContactResponse>("clerk", request).status(), "RecordContactRequest");
}

// Days pass, and what the timers would do is done: limits that nobody met are told on, a citizen
// who was asked is reminded and then no longer waited for.
void HandoverHistory::Due(const std::string& name) {
  if (Pick(2) == 0) clock().Advance(absl::Hours(12 * (1 + Pick(5))));
  const uint64_t number = Stored(name).number();
  Note(AsSystem([=](const View& view, const Caller& caller, absl::Time now) {
         return JudgeCaseDue(view, caller, number, now);
       }),
       "CaseDue");
}

void HandoverHistory::Redeliver(const std::string& name) {
  const storage::v1::CaseState c = Stored(name);
  if (c.sequences_size() == 0 || c.sequences(0).sent_size() == 0) return;
  const std::string id = FormatMessageId({.number = c.number(),
                                          .agency = c.sequences(0).agency(),
                                          .sequence = c.sequences(0).sent(0).sequence()});
  v1::RedeliverMessageRequest request;
  request.set_name(name);
  request.set_message_id(id);
  Note(Do<v1::RedeliverMessageResponse>("operator", request).status(), "RedeliverMessageRequest");
}

// A message that died is tried again or given up.
void HandoverHistory::Discard(const std::string& name) {
  const storage::v1::CaseState c = Stored(name);
  if (c.messages_size() == 0) return;
  const MessageKey key{
      .number = c.number(), .agency = c.messages(0).agency(), .sequence = c.messages(0).sequence()};
  Note(AsSystem([=](const View& view, const Caller& caller, absl::Time now) {
         return JudgeMessageFailed(view, caller, key, "UNAVAILABLE", now, /*dead=*/true, now);
       }),
       "died");
  v1::RetryDeadLetterRequest retry;
  retry.set_name(name);
  retry.set_message_id(FormatMessageId(key));
  v1::DiscardDeadLetterRequest discard;
  discard.set_name(name);
  discard.set_message_id(FormatMessageId(key));
  discard.set_reason("Nobody is there.");
  if (Pick(2) == 0) {
    return Note(Do<v1::RetryDeadLetterResponse>("operator", retry).status(),
                "RetryDeadLetterRequest");
  }
  Note(Do<v1::DiscardDeadLetterResponse>("supervisor", discard).status(),
       "DiscardDeadLetterRequest");
}

// A document comes, or whoever has the case fetches one of it.
void HandoverHistory::Fetch(const std::string& name) {
  const storage::v1::CaseState c = Stored(name);
  if (c.document_keys_size() == 0) {
    v1::SupplementCaseRequest request;
    request.set_name(name);
    request.add_documents()->set_title("A letter");
    request.mutable_documents(0)->set_sha256(Sha256(name));
    return Note(Do<v1::SupplementCaseResponse>("clerk", request).status(), "document");
  }
  if (c.handovers_size() == 0) return;
  const uint64_t number = c.number();
  const uint32_t handover = c.handovers(c.handovers_size() - 1).handover();
  const std::string key = c.document_keys(0);
  Note(AsSystem([=](const View& view, const Caller& caller, absl::Time now) {
         return JudgeDocumentFetched(view, caller, number, handover, key, now);
       }),
       "fetched");
}

void HandoverHistory::RegisterBundle() {
  v1::RegisterBundleRequest request;
  request.set_template_("death");
  request.set_channel(v1::CHANNEL_COUNTER);
  *request.mutable_parties() = Matter("aid", SyntheticNumber(Pick(20))).parties();
  const auto registered = Do<v1::RegisterBundleResponse>("clerk", request);
  Note(registered.status(), "RegisterBundleRequest");
  if (!registered.ok()) return;
  bundles_.push_back(registered->bundle());
  for (const auto& part : registered->bundle().parts()) {
    if (!part.citizen_case().empty()) AddName(part.citizen_case());
  }
}

void HandoverHistory::Consent() {
  if (bundles_.empty()) return;
  v1::SetConsentRequest request;
  v1::Bundle& bundle = bundles_[static_cast<size_t>(Pick(static_cast<int>(bundles_.size())))];
  request.set_name(bundle.name());
  request.set_etag(bundle.etag());
  request.set_task("trade");
  request.set_decision(Pick(2) == 0 ? v1::CONSENT_DECISION_GIVEN : v1::CONSENT_DECISION_REFUSED);
  const auto set = Do<v1::SetConsentResponse>("clerk", request);
  Note(set.status(), "SetConsentRequest");
  if (set.ok()) bundle = set->bundle();
}

void HandoverHistory::Outage() {
  if (Pick(2) == 0) {
    v1::EndOutageRequest over;
    over.set_agency("WELFARE");
    return Note(Do<v1::EndOutageResponse>("operator", over).status(), "EndOutageRequest");
  }
  v1::AnnounceOutageRequest request;
  request.set_agency("WELFARE");
  *request.mutable_from_time() = At(clock().Now() + absl::Hours(1));
  *request.mutable_to_time() = At(clock().Now() + absl::Hours(5));
  request.set_reason("New hardware.");
  Note(Do<v1::AnnounceOutageResponse>("operator", request).status(), "AnnounceOutageRequest");
}

}  // namespace skranke
