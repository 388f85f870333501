// What agencies are told of a correction: each one that had the case, and nothing of another's
// person.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/testing/matchers.h"
#include "services/forwarding/delivery_fixture.h"
#include "skranke/v1/correction.pb.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Synthetic numbers (month + 80).
constexpr char kWrong[] = "14837130140";
constexpr char kRight[] = "09819540400";

ScriptedAgency::Script AlwaysAcknowledge() {
  return [](size_t, const v1::ReceiveRequest& message) { return Acknowledge(message); };
}

class CorrectionDelivery : public ::testing::Test {
 protected:
  uint64_t RegisterOnWrong(const std::string& task) {
    v1::RegisterCaseRequest request;
    request.set_request_id(NextId());
    request.set_task(task);
    request.set_channel(v1::CHANNEL_COUNTER);
    Add(kWrong, *request.mutable_parties());
    v1::RegisterCaseResponse response;
    response.ParseFromString(
        office_.Mutate("clerk", "FrontDeskService/RegisterCase", request).reply);
    return ParseCaseName(response.citizen_case().name(), "name").value();
  }

  v1::CorrectCaseRequest Correction(uint64_t number) {
    v1::CorrectCaseRequest request;
    request.set_request_id(NextId());
    request.set_name(FormatCaseName(number));
    request.set_etag(EtagOf(office_.Case(number)));
    request.set_reason("Tastefeil.");
    return request;
  }

  void CorrectTask(uint64_t number, const std::string& task) {
    auto request = Correction(number);
    request.set_task(task);
    office_.Mutate("clerk", "CorrectionService/CorrectCase", request);
  }

  void CorrectPerson(uint64_t number) {
    auto request = Correction(number);
    Add(kRight, *request.mutable_parties());
    office_.Mutate("clerk", "CorrectionService/CorrectCase", request);
  }

  void Do(const std::string& verb, uint64_t number, const std::string& outcome = "") {
    if (verb == "AcceptCase") {
      Mutate<v1::AcceptCaseRequest>(verb, number, [](auto&) {});
    } else {
      Mutate<v1::CloseCaseRequest>(verb, number,
                                   [&](auto& request) { request.set_outcome(outcome); });
    }
  }

  // Delivers everything that waits.
  void Deliver(uint64_t number) {
    ASSERT_TRUE(office_.StepUntil([&] { return office_.Case(number).messages_size() == 0; }));
  }

  static std::vector<std::string> KindsOf(const ScriptedAgency& agency) {
    std::vector<std::string> kinds;
    for (const auto& message : agency.messages()) {
      const auto* oneof = v1::ReceiveRequest::descriptor()->FindOneofByName("body");
      kinds.push_back(message.GetReflection()->GetOneofFieldDescriptor(message, oneof)->name());
    }
    return kinds;
  }

  ScriptedAgency state_{AlwaysAcknowledge()};
  ScriptedAgency city_{AlwaysAcknowledge()};
  DeliveryOffice office_{{{"STATE", state_.address()}, {"CITY", city_.address()}}};

 private:
  std::string NextId() { return absl::StrCat("correction-", ++requests_); }

  static void Add(const std::string& number,
                  google::protobuf::RepeatedPtrField<v1::Party>& parties) {
    v1::Party& party = *parties.Add();
    party.set_role(v1::PARTY_ROLE_APPLICANT);
    party.mutable_person()->set_number(number);
  }

  template <typename Request, typename Fill>
  void Mutate(const std::string& verb, uint64_t number, Fill fill) {
    Request request;
    request.set_request_id(NextId());
    request.set_name(FormatCaseName(number));
    request.set_etag(EtagOf(office_.Case(number)));
    if constexpr (requires { request.token(); }) {
      const auto citizen_case = office_.Case(number);
      request.set_token(FormatToken(citizen_case.handovers().rbegin()->token()));
    }
    fill(request);
    office_.Mutate("importer", absl::StrCat("AgencyDeskService/", verb), request);
  }

  int requests_ = 0;
};

TEST_F(CorrectionDelivery, TellsTheOldReceiverThatItIsTakenBackAndTheNewOneTheCase) {
  const uint64_t number = RegisterOnWrong("trade");
  Deliver(number);
  CorrectTask(number, "grant");
  Deliver(number);
  EXPECT_THAT(KindsOf(state_), ElementsAre("handover", "recall"));
  EXPECT_THAT(KindsOf(city_), ElementsAre("handover"));
  EXPECT_EQ(state_.messages()[1].recall().reason(), "The office took the case back.");
}

TEST_F(CorrectionDelivery, TellsTheReceiverThatStays) {
  const uint64_t number = RegisterOnWrong("trade");
  Deliver(number);
  auto request = Correction(number);
  v1::Fact& fact = *request.add_facts();
  fact.set_name("floor");
  fact.set_number("2");
  office_.Mutate("clerk", "CorrectionService/CorrectCase", request);
  Deliver(number);
  ASSERT_THAT(KindsOf(state_), ElementsAre("handover", "correction"));
  const auto told = state_.messages()[1].correction();
  EXPECT_EQ(told.citizen_case().facts(0).number(), "2");
  EXPECT_EQ(told.reason(), "What was stated before was corrected.");
}

TEST_F(CorrectionDelivery, TellsEveryAgencyThatHadTheWrongPerson) {
  const uint64_t number = RegisterOnWrong("trade");
  Deliver(number);
  office_.Route(number, "CITY", "DESK");
  Deliver(number);
  ASSERT_THAT(KindsOf(state_), ElementsAre("handover", "recall"));
  // The office's clock goes on, so that the next hand-over is after what was found.
  office_.clock().Advance(absl::Seconds(1));
  CorrectPerson(number);
  Deliver(number);
  ASSERT_THAT(KindsOf(state_), ElementsAre("handover", "recall", "correction"));
  const auto told = state_.messages()[2].correction();
  EXPECT_THAT(told.reason(), HasSubstr("wrong person"));
  // It no longer has the case: whose it is, is not its business.
  EXPECT_EQ(told.citizen_case().parties_size(), 0);
  EXPECT_THAT(told.DebugString(), Not(HasSubstr(kRight)));
  ASSERT_THAT(KindsOf(city_), ElementsAre("handover", "recall", "handover"));
  EXPECT_THAT(city_.messages()[1].recall().reason(), HasSubstr("wrong person"));
  EXPECT_EQ(city_.messages()[2].handover().citizen_case().parties(0).person().number(), kRight);
}

TEST_F(CorrectionDelivery, SendsNothingOfAWrongPersonThatStillWaits) {
  const uint64_t number = RegisterOnWrong("trade");
  ASSERT_EQ(office_.Case(number).messages_size(), 1);
  CorrectPerson(number);
  Deliver(number);
  ASSERT_THAT(KindsOf(state_), ElementsAre("handover", "recall", "handover"));
  for (const auto& message : state_.messages()) {
    EXPECT_THAT(message.DebugString(), Not(HasSubstr(kWrong)));
  }
}

TEST_F(CorrectionDelivery, TellsAllThatHadACaseThatIsClosed) {
  const uint64_t number = RegisterOnWrong("trade");
  Deliver(number);
  office_.Route(number, "CITY", "DESK");
  Deliver(number);
  Do("AcceptCase", number);
  Do("CloseCase", number, "GRANTED");
  CorrectTask(number, "trade_two");
  Deliver(number);
  EXPECT_THAT(KindsOf(state_), ElementsAre("handover", "recall", "correction"));
  ASSERT_THAT(KindsOf(city_), ElementsAre("handover", "correction"));
  EXPECT_EQ(city_.messages()[1].correction().citizen_case().task(), "trade_two");
  EXPECT_EQ(state_.messages()[2].correction().citizen_case().task(), "");
}

TEST_F(CorrectionDelivery, IsTakenByTheReferenceAgency) {
  const std::string address = FreeAddress();
  TempDir dir;
  DeliveryOffice office({{"STATE", address}});
  const auto agency =
      StartAgency("STATE", address, office.address(), "accept", dir.Path("a"), office.clock());
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] {
    return office.IsIn(number, v1::STATE_IN_PROGRESS) && office.Case(number).messages_size() == 0;
  }));
  v1::CorrectCaseRequest request;
  request.set_request_id("to-a-person");
  request.set_name(FormatCaseName(number));
  request.set_etag(EtagOf(office.Case(number)));
  request.set_reason("Tastefeil.");
  v1::Party& party = *request.add_parties();
  party.set_role(v1::PARTY_ROLE_APPLICANT);
  party.mutable_person()->set_number(kRight);
  office.Mutate("clerk", "CorrectionService/CorrectCase", request);
  // Taken back, handed over anew, accepted and begun anew.
  ASSERT_TRUE(office.StepUntil([&] {
    return office.IsIn(number, v1::STATE_IN_PROGRESS) && office.Case(number).messages_size() == 0;
  }));
  EXPECT_EQ(office.Case(number).handovers_size(), 2);
  const auto stored = agency->inbox().FindCase("small", FormatCaseName(number));
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ((*stored)->item.citizen_case().parties(0).person().number(), kRight);
  EXPECT_EQ((*stored)->item.handover_id(), FormatHandoverId(number, 2));
}

}  // namespace
}  // namespace skranke
