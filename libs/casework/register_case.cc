#include "libs/casework/register_case.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/content.h"
#include "libs/casework/counter_verbs.h"
#include "libs/casework/document_verbs.h"
#include "libs/casework/finish.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/list_verdict.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "libs/casework/stated_facts.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// Open cases of the same person and task shown with the reply: enough to see that it is a double.
constexpr size_t kOpenCasesShown = 10;
// How many of a person's latest cases are looked at for that.
constexpr size_t kPersonCasesRead = 100;
// A letter may be this much ahead of our clock before its date counts as impossible.
constexpr absl::Duration kClockSkewMax = absl::Minutes(1);

absl::Status Backdating(const Caller& caller) {
  if (caller.role == kSupervisor || caller.role == kImporter) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kPermissionDenied, "BACKDATING_NEEDS_SUPERVISOR",
                     "a receipt over seven calendar days back needs a supervisor");
}

absl::Status CheckExternal(const v1::ExternalReference& reference, const View& view) {
  if (reference.system().empty()) return absl::OkStatus();
  if (!view.FindExternal(reference.system(), reference.id())) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kAlreadyExists, "EXTERNAL_REFERENCE_TAKEN",
                     "a case with this external reference is registered already");
}

CaseState Stated(const v1::RegisterCaseRequest& request, const storage::v1::PointRow& point,
                 const Caller& caller, const Receipt& receipt, const OfficeZone& zone,
                 absl::Time now) {
  CaseState c = NewCase({.office = point.office(),
                         .point = point.point(),
                         .place = request.place().empty() ? point.place() : request.place(),
                         .channel = request.channel(),
                         .receipt = receipt},
                        caller, zone, now);
  c.set_task(request.task());
  c.set_action(request.action());
  c.set_service_line(request.service_line());
  c.set_bundle(request.bundle());
  c.set_mandate(request.mandate());
  c.set_external_system(request.external_reference().system());
  c.set_external_id(request.external_reference().id());
  return c;
}

void AddOpenCases(const View& view, const Caller& caller, const CaseState& c,
                  v1::RegisterCaseResponse& response) {
  const std::string person = PersonConcerned(c);
  if (person.empty()) return;
  for (const PersonCase& other : view.CasesOf(person, kPersonCasesRead)) {
    if (!other.open || other.task != c.task() || other.number == c.number()) continue;
    if (response.open_cases_size() == kOpenCasesShown) return;
    const CaseState* found = view.FindCase(other.number);
    if (found == nullptr || SightOf(caller, *found) == Sight::kNothing) continue;
    *response.add_open_cases() = RenderOpenCase(*found, SightOf(caller, *found));
  }
}

}  // namespace

absl::StatusOr<Receipt> CheckReceipt(bool given, const google::protobuf::Timestamp& receive_time,
                                     const Caller& caller, const OfficeZone& zone, absl::Time now) {
  Receipt receipt{.received = now};
  if (!given) return receipt;
  receipt.received = FromTimestamp(receive_time);
  if (receipt.received > now + kClockSkewMax) {
    return FieldError("receive_time", "has not come yet");
  }
  const int days = CalendarDaysBetween(zone.DayOf(receipt.received), zone.DayOf(now));
  receipt.backdated = days > kBackdatingMax / absl::Hours(24);
  if (receipt.backdated) SKRANKE_RETURN_IF_ERROR(Backdating(caller));
  return receipt;
}

absl::StatusOr<PartyRecords> CheckParties(
    const google::protobuf::RepeatedPtrField<v1::Party>& parties, const View& view,
    absl::Time now) {
  const absl::CivilDay today = view.installation().directory->zone().DayOf(now);
  PartyRecords records;
  bool applicant = false;
  for (int i = 0; i < parties.size(); ++i) {
    const std::string field = absl::StrCat("parties[", i, "]");
    SKRANKE_ASSIGN_OR_RETURN(const Identity identity,
                             CheckIdentity(parties[i], view.installation(), today, field));
    const std::string key = identity.Key();
    *records.Add() = ToRecord(parties[i], identity, key.empty() ? "" : view.Pseudonym(key));
    applicant = applicant || parties[i].role() == v1::PARTY_ROLE_APPLICANT;
  }
  if (!applicant) return FieldError("parties", "must name an applicant");
  return records;
}

uint64_t FreeCaseNumber(const View& view) {
  uint64_t number = 0;
  do {
    number = view.Draw() >> (64 - kCaseNumberBits);
  } while (number == 0 || view.FindCase(number) != nullptr);
  return number;
}

int32_t ReceiveDay(absl::Time received, const OfficeZone& zone) {
  return static_cast<int32_t>(
      CalendarDaysBetween(absl::CivilDay(1970, 1, 1), zone.DayOf(received)));
}

CaseState NewCase(const Arrival& arrival, const Caller& caller, const OfficeZone& zone,
                  absl::Time now) {
  CaseState c;
  c.set_office(arrival.office);
  c.set_point(arrival.point);
  c.set_channel(arrival.channel);
  c.set_place(arrival.place);
  c.set_receive_us(absl::ToUnixMicros(arrival.receipt.received));
  c.set_receive_day(ReceiveDay(arrival.receipt.received, zone));
  c.set_backdated(arrival.receipt.backdated);
  c.set_create_us(absl::ToUnixMicros(now));
  c.set_registered_by(caller.name);
  return c;
}

RegisteredCase RegisterStated(const View& view, const Caller& caller, CaseState stated,
                              storage::v1::Content content, bool accept_incomplete,
                              absl::Time occur, absl::Time now) {
  const Installation& installation = view.installation();
  *stated.mutable_content() = Seal(PersonConcerned(stated), content);
  for (std::string& key : DocumentKeysOf(content, view)) {
    stated.add_document_keys(std::move(key));
  }
  CaseDraft draft(view, caller, stated.number(), now);
  if (occur != absl::InfinitePast()) draft.set_occur_time(occur);
  storage::v1::Event registered = draft.NewEvent();
  *registered.mutable_case_registered()->mutable_citizen_case() = std::move(stated);
  draft.Add(std::move(registered));

  const Matter matter = MatterOf(draft.state(), std::move(content), installation);
  Assessment assessment =
      Assess(matter, ListAtReceipt(matter.received, installation), installation);
  const RouteFound open = AddClassified(matter, assessment, draft);
  Place(assessment, open, accept_incomplete, draft);
  return {std::move(draft), std::move(assessment)};
}

absl::StatusOr<Judgement> JudgeRegisterCase(const View& view, const Caller& caller,
                                            const v1::RegisterCaseRequest& request,
                                            absl::Time now) {
  const Installation& installation = view.installation();
  SKRANKE_ASSIGN_OR_RETURN(const auto* point, FindCallersPoint(*installation.directory, caller,
                                                               request.service_point()));
  SKRANKE_ASSIGN_OR_RETURN(const Receipt receipt,
                           CheckReceipt(request.has_receive_time(), request.receive_time(), caller,
                                        installation.directory->zone(), now));
  SKRANKE_RETURN_IF_ERROR(CheckExternal(request.external_reference(), view));
  SKRANKE_RETURN_IF_ERROR(CheckStatedFacts(ListAtReceipt(receipt.received, installation),
                                           request.task(), request.facts()));
  CaseState stated = Stated(request, *point, caller, receipt, installation.directory->zone(), now);
  SKRANKE_ASSIGN_OR_RETURN(*stated.mutable_parties(), CheckParties(request.parties(), view, now));
  storage::v1::Content content = ContentOf(request);
  content.set_note(request.note());
  stated.set_number(FreeCaseNumber(view));
  absl::Time occur = absl::InfinitePast();
  if (request.has_occur_time()) {
    SKRANKE_ASSIGN_OR_RETURN(occur, OccurTime(true, request.occur_time(), caller, now));
  }
  RegisteredCase registered = RegisterStated(view, caller, std::move(stated), std::move(content),
                                             request.accept_incomplete(), occur, now);
  CaseDraft& draft = registered.draft;
  if (request.has_finish()) {
    SKRANKE_RETURN_IF_ERROR(FinishAtCounter(registered.assessment, request.finish(), draft));
  }

  v1::RegisterCaseResponse response;
  *response.mutable_citizen_case() = Render(draft.state(), Sight::kCounter);
  *response.mutable_answer() = AnswerOf(draft.state(), installation, now);
  AddOpenCases(view, caller, draft.state(), response);
  return std::move(draft).Finish(response);
}

absl::StatusOr<v1::ClassifyCaseResponse> ClassifyMatter(const Installation& installation,
                                                        const Caller& caller,
                                                        const v1::ClassifyCaseRequest& request,
                                                        absl::Time now) {
  const Directory& directory = *installation.directory;
  SKRANKE_ASSIGN_OR_RETURN(const auto* point,
                           FindCallersPoint(directory, caller, request.service_point()));
  SKRANKE_ASSIGN_OR_RETURN(const Receipt receipt,
                           CheckReceipt(request.has_receive_time(), request.receive_time(), caller,
                                        directory.zone(), now));
  SKRANKE_RETURN_IF_ERROR(CheckStatedFacts(ListAtReceipt(receipt.received, installation),
                                           request.task(), request.facts()));
  Matter matter;
  matter.task = request.task();
  matter.office = point->office();
  matter.action = request.action();
  matter.service_line = request.service_line();
  matter.place = request.place().empty() ? point->place() : request.place();
  matter.content = ContentOf(request);
  matter.received = receipt.received;
  const Assessment assessment =
      Assess(matter, ListAtReceipt(matter.received, installation), installation);
  // Never asks who the parties are: a dry run gives nothing away.
  const RouteFound found = FindReceiver(OpenQuestion(matter, directory.zone().DayOf(now)),
                                        assessment.list, installation);
  return DryRunAnswer(assessment, found, *point, installation, now);
}

}  // namespace skranke
