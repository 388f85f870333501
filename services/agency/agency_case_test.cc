#include "services/agency/agency_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

v1::ReceiveRequest Handover() {
  v1::ReceiveRequest message;
  message.set_sequence(1);
  auto& handover = *message.mutable_handover();
  handover.mutable_citizen_case()->set_name("cases/1");
  handover.mutable_citizen_case()->set_etag("v2");
  handover.mutable_citizen_case()->set_state(v1::STATE_ROUTED);
  handover.mutable_citizen_case()->set_note("Et notat.");
  handover.set_handover_id("1-1");
  handover.set_handover_token("token");
  return message;
}

AgencyCase Received() {
  AgencyCase agency_case = AfterMessage(AgencyCase(), Handover());
  agency_case.item.mutable_citizen_case()->set_agency_case_number("NAV-2026-000001");
  return agency_case;
}

TEST(AgencyCase, IsOursFromTheHandoverOn) {
  EXPECT_FALSE(AgencyCase().is_ours());
  EXPECT_TRUE(Received().is_ours());
  EXPECT_EQ(Received().item.lease().token(), "token");
}

TEST(AgencyCase, KeepsItsOwnStateAndNumberThroughASupplement) {
  AgencyCase before = Received();
  before.item.mutable_citizen_case()->set_state(v1::STATE_ACCEPTED);
  before.item.mutable_citizen_case()->set_etag("v3");
  v1::ReceiveRequest message;
  message.set_sequence(2);
  *message.mutable_supplement()->mutable_citizen_case() = Handover().handover().citizen_case();
  message.mutable_supplement()->mutable_citizen_case()->set_note("Mer.");
  const AgencyCase after = AfterMessage(before, message);
  EXPECT_EQ(after.sequence, 2u);
  EXPECT_EQ(after.item.citizen_case().note(), "Mer.");
  EXPECT_EQ(after.item.citizen_case().state(), v1::STATE_ACCEPTED);
  EXPECT_EQ(after.item.citizen_case().etag(), "v3");
  EXPECT_EQ(after.item.citizen_case().agency_case_number(), "NAV-2026-000001");
}

struct EndCase {
  const char* name;
  bool withdrawn;
  const char* handover_id;
  bool still_ours;
};

class AgencyCaseEnd : public ::testing::TestWithParam<EndCase> {};

TEST_P(AgencyCaseEnd, EndsTheHandoverItNamesAndNoOther) {
  v1::ReceiveRequest message;
  message.set_sequence(2);
  if (GetParam().withdrawn) {
    message.mutable_withdrawal()->set_handover_id(GetParam().handover_id);
  } else {
    message.mutable_recall()->set_handover_id(GetParam().handover_id);
  }
  const AgencyCase after = AfterMessage(Received(), message);
  EXPECT_EQ(after.is_ours(), GetParam().still_ours);
  EXPECT_EQ(after.sequence, 2u);
  EXPECT_EQ(after.item.citizen_case().note(), GetParam().still_ours ? "Et notat." : "");
  EXPECT_EQ(after.item.citizen_case().agency_case_number(), "NAV-2026-000001");
}

INSTANTIATE_TEST_SUITE_P(Messages, AgencyCaseEnd,
                         ::testing::Values(EndCase{"Recall", false, "1-1", false},
                                           EndCase{"Withdrawal", true, "1-1", false},
                                           EndCase{"OtherRecall", false, "1-2", true},
                                           EndCase{"OtherWithdrawal", true, "1-2", true}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(AgencyCase, ComesBackFromItsBytes) {
  const AgencyCase before = Received();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const AgencyCase after, DecodeCase(EncodeCase(before)));
  EXPECT_EQ(after.sequence, 1u);
  EXPECT_EQ(after.item.SerializeAsString(), before.item.SerializeAsString());
  EXPECT_THAT(DecodeCase("short"), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(AgencyCase, NumbersSortAsBytesAsTheyCount) {
  EXPECT_LT(EncodeNumber(255), EncodeNumber(256));
  EXPECT_EQ(DecodeNumber(EncodeNumber(0x0102030405060708)), 0x0102030405060708u);
}

}  // namespace
}  // namespace skranke
