#include "tests/golden/random_history.h"

#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/counter_verbs.h"

namespace skranke {

void RandomHistory::Step() {
  clock().Advance(absl::Seconds(Pick(600)));
  if (names_.empty() || Pick(4) == 0) return RegisterOne();
  const std::string name = AnyName();
  switch (Pick(14)) {
    case 0:
      return AtCounter<v1::FinishCaseRequest, v1::FinishCaseResponse>(name);
    case 1:
      return AtCounter<v1::SendToOwnerRequest, v1::SendToOwnerResponse>(name);
    case 2:
      return AtCounter<v1::WithdrawCaseRequest, v1::WithdrawCaseResponse>(name);
    case 3:
      return AtCounter<v1::ReopenCaseRequest, v1::ReopenCaseResponse>(name);
    case 4:
      return AtCounter<v1::MisregisterCaseRequest, v1::MisregisterCaseResponse>(name);
    case 5:
      return Supplement(name);
    case 6:
      return Route(name);
    case 7:
      return Take();
    case 8:
      return AtUnit<v1::AcceptCaseRequest, v1::AcceptCaseResponse>(name);
    case 9:
      return AtUnit<v1::StartCaseRequest, v1::StartCaseResponse>(name);
    case 10:
      return AtUnit<v1::CloseCaseRequest, v1::CloseCaseResponse>(name);
    case 11:
      return AtUnit<v1::ReturnCaseRequest, v1::ReturnCaseResponse>(name);
    case 12:
      return Forward(name);
    default:
      return EndIncomplete(name);
  }
}

void RandomHistory::Play(int steps, uint32_t seed) {
  random_.seed(seed);
  for (int i = 0; i < steps; ++i) Step();
}

void RandomHistory::RegisterOne() {
  const char* tasks[] = {"copy", "pass", "newcomer", "aid", "acute", "form", "trade", "orphan"};
  v1::RegisterCaseRequest request = Pick(3) == 0 ? WholePassport() : Matter(tasks[Pick(8)]);
  request.mutable_parties(0)->mutable_person()->set_number(
      Pick(5) == 0 ? kProtectedPerson : SyntheticNumber(Pick(20)));
  request.set_accept_incomplete(Pick(3) == 0);
  if (Pick(4) == 0) request.mutable_finish()->set_outcome("ISSUED");
  if (Pick(4) == 0) {
    request.mutable_external_reference()->set_system("portal");
    request.mutable_external_reference()->set_id(absl::StrCat(Pick(40)));
  }
  const auto response = Do<v1::RegisterCaseResponse>("clerk", request);
  Note(response.status(), "RegisterCase");
  if (response.ok()) names_.push_back(response->citizen_case().name());
}

storage::v1::CaseState RandomHistory::Stored(const std::string& name) {
  return **engine().snapshot()->FindCase(*ParseCaseName(name, "name"));
}

void RandomHistory::Supplement(const std::string& name) {
  v1::SupplementCaseRequest request;
  request.set_name(name);
  *request.mutable_documents() = WholePassport().documents();
  request.mutable_documents(0)->set_code(Pick(2) == 0 ? "paper" : "id_document");
  request.set_accept_incomplete(Pick(2) == 0);
  Note(Do<v1::SupplementCaseResponse>("clerk", request).status(), "SupplementCase");
}

void RandomHistory::Route(const std::string& name) {
  auto request = About<v1::RouteCaseRequest>(name);
  request.mutable_receiver()->set_agency(Pick(2) == 0 ? "WELFARE" : "TOWN");
  request.mutable_receiver()->set_unit(request.receiver().agency() == "TOWN" ? "DESK" : "EAST");
  Note(Do<v1::RouteCaseResponse>("inspector", request).status(), "RouteCase");
}

void RandomHistory::Take() {
  const char* workers[] = {"passport", "desk", "shield", "west"};
  Note(Do<v1::TakeNextResponse>(workers[Pick(4)], v1::TakeNextRequest()).status(), "TakeNext");
}

void RandomHistory::Forward(const std::string& name) {
  const storage::v1::CaseState c = Stored(name);
  if (c.messages_size() == 0) return;
  const MessageKey key{
      .number = c.number(), .agency = c.messages(0).agency(), .sequence = c.messages(0).sequence()};
  const bool delivered = Pick(3) != 0;
  const bool dead = Pick(3) == 0;
  Note(AsSystem([=](const View& view, const Caller& caller, absl::Time now) {
         return delivered ? JudgeMessageAcknowledged(view, caller, key, now)
                          : JudgeMessageFailed(view, caller, key, "UNAVAILABLE",
                                               now + absl::Minutes(1), dead, now);
       }),
       delivered ? "acknowledged" : "failed");
}

void RandomHistory::EndIncomplete(const std::string& name) {
  const uint64_t number = Stored(name).number();
  if (Pick(10) == 0) clock().Advance(absl::Hours(24 * 8));
  Note(AsSystem([=](const View& view, const Caller& caller, absl::Time now) {
         return JudgeIncompleteEnded(view, caller, number, now);
       }),
       "EndIncomplete");
}

void RandomHistory::Note(const absl::Status& status, const std::string& what) {
  if (status.ok()) done_.insert(what);
}

}  // namespace skranke
