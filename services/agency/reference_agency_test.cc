#include "services/agency/reference_agency.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/casework/case_name.h"
#include "libs/testing/matchers.h"
#include "services/forwarding/delivery_fixture.h"

namespace skranke {
namespace {

using ::testing::IsEmpty;

bool HasNothingToDo(const ReferenceAgency& agency) {
  return agency.inbox().ToDos(0, 1).value().empty();
}

bool HasReceived(const ReferenceAgency& agency, uint64_t messages) {
  return agency.inbox().Received().value() == messages;
}

TEST(ReferenceAgency, ReturnsWithItsCodeAndLetsTheCaseGo) {
  const std::string address = FreeAddress();
  TempDir dir;
  DeliveryOffice office({{"STATE", address}});
  const auto agency = StartAgency("STATE", address, office.address(), "return:NOT_OURS",
                                  dir.Path("a"), office.clock());
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil(
      [&] { return office.Case(number).return_count() == 1 && HasNothingToDo(*agency); }));
  const auto citizen_case = office.Case(number);
  EXPECT_EQ(citizen_case.state(), v1::STATE_TRIAGE);  // Nobody else has such cases.
  EXPECT_EQ(citizen_case.handovers(0).return_code(), v1::RETURN_CODE_NOT_OURS);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stored,
                               agency->inbox().FindCase("small", FormatCaseName(number)));
  EXPECT_FALSE(stored->is_ours());
}

TEST(ReferenceAgency, DoesAfterARestartWhatItCouldNotDoBefore) {
  const std::string address = FreeAddress();
  TempDir dir;
  DeliveryOffice office({{"STATE", address}});
  auto agency =
      StartAgency("STATE", address, FreeAddress(), "accept", dir.Path("a"), office.clock());
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_DELIVERED); }));
  EXPECT_FALSE(HasNothingToDo(*agency));  // It does not reach the office.
  agency.reset();
  agency = StartAgency("STATE", address, office.address(), "accept", dir.Path("a"), office.clock());
  EXPECT_TRUE(office.StepUntil(
      [&] { return office.IsIn(number, v1::STATE_IN_PROGRESS) && HasNothingToDo(*agency); }));
  EXPECT_TRUE(HasReceived(*agency, 1));
}

TEST(ReferenceAgency, DropsACaseThatWasTakenBackBeforeItAnswered) {
  const std::string address = FreeAddress();
  TempDir dir;
  DeliveryOffice office({{"STATE", address}});
  auto agency =
      StartAgency("STATE", address, FreeAddress(), "accept", dir.Path("a"), office.clock());
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_DELIVERED); }));
  // Stopped, so that the recall does not reach it before it looks at its list.
  agency.reset();
  office.Route(number, "CITY", "DESK");
  agency = StartAgency("STATE", FreeAddress(), office.address(), "accept", dir.Path("a"),
                       office.clock());
  ASSERT_TRUE(office.StepUntil([&] { return HasNothingToDo(*agency); }));
  EXPECT_EQ(office.Case(number).owner().authority(), "CITY");
  EXPECT_THAT(office.Case(number).agency_case_number(), IsEmpty());
}

TEST(ReferenceAgency, BeginsACaseThatSomebodyElseAcceptedForIt) {
  const std::string address = FreeAddress();
  TempDir dir;
  DeliveryOffice office({{"STATE", address}});
  auto agency =
      StartAgency("STATE", address, FreeAddress(), "accept", dir.Path("a"), office.clock());
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_DELIVERED); }));
  v1::AcceptCaseRequest accept;
  accept.set_request_id("by-hand");
  accept.set_name(FormatCaseName(number));
  accept.set_etag(absl::StrCat("v", office.Case(number).revision()));
  office.Mutate("STATE", "AgencyDeskService/AcceptCase", accept);
  agency.reset();
  agency = StartAgency("STATE", address, office.address(), "accept", dir.Path("a"), office.clock());
  // Its etag is void: it looks again, finds the case accepted, and goes on from there.
  EXPECT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_IN_PROGRESS); }));
}

TEST(ReferenceAgency, KeepsItsNumberWhenAWithdrawnCaseGoes) {
  const std::string address = FreeAddress();
  TempDir dir;
  DeliveryOffice office({{"STATE", address}});
  const auto agency =
      StartAgency("STATE", address, office.address(), "accept", dir.Path("a"), office.clock());
  const uint64_t number = office.Register("trade");
  ASSERT_TRUE(office.StepUntil([&] { return office.IsIn(number, v1::STATE_IN_PROGRESS); }));
  office.Supplement(number);
  office.Withdraw(number);
  ASSERT_TRUE(office.StepUntil([&] { return HasReceived(*agency, 3); }));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stored,
                               agency->inbox().FindCase("small", FormatCaseName(number)));
  EXPECT_EQ(stored->item.citizen_case().state(), v1::STATE_WITHDRAWN);
  EXPECT_EQ(stored->item.citizen_case().agency_case_number(), "STATE-2026-000001");
  EXPECT_THAT(stored->item.citizen_case().note(), IsEmpty());
}

}  // namespace
}  // namespace skranke
