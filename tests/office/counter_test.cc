#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Counter : public OfficeFixture {};

TEST_F(Counter, FinishesAQuickMatterInOneCall) {
  v1::RegisterCaseRequest request = Matter("copy");
  request.mutable_finish()->set_outcome("ISSUED");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response,
                               Call<v1::RegisterCaseResponse>("clerk", request));
  EXPECT_EQ(response.citizen_case().state(), v1::STATE_HANDLED_AT_COUNTER);
  EXPECT_EQ(response.citizen_case().outcome(), "ISSUED");
  EXPECT_EQ(response.citizen_case().classification().case_class(), v1::CASE_CLASS_QUICK);
  EXPECT_EQ(Get("clerk", response.citizen_case().name()).state(), v1::STATE_HANDLED_AT_COUNTER);
}

}  // namespace
}  // namespace skranke
