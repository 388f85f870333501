#include "libs/base/reason.h"

#include <gtest/gtest.h>

#include "libs/base/status_macros.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

TEST(Reason, TravelsWithTheStatus) {
  const absl::Status status =
      ReasonError(absl::StatusCode::kAborted, "ETAG_MISMATCH", "someone was faster");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kAborted, "someone was faster"));
  EXPECT_EQ(ReasonOf(status), "ETAG_MISMATCH");
  EXPECT_EQ(FieldOf(status), "");
}

TEST(Reason, OfAFieldNamesItsPath) {
  const absl::Status status = FieldError("parties[0].person.number", "is no number of Norway");
  EXPECT_EQ(ReasonOf(status), "INVALID_FIELD");
  EXPECT_EQ(FieldOf(status), "parties[0].person.number");
}

TEST(Reason, IsEmptyWhereThereIsNone) {
  EXPECT_EQ(ReasonOf(absl::OkStatus()), "");
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), "");
}

absl::StatusOr<int> Half(int number) {
  if (number % 2 != 0) return ReasonError(absl::StatusCode::kInvalidArgument, "ODD", "is odd");
  return number / 2;
}

absl::StatusOr<int> Quarter(int number) {
  SKRANKE_ASSIGN_OR_RETURN(const int half, Half(number));
  SKRANKE_ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

absl::Status IsQuartered(int number) {
  SKRANKE_RETURN_IF_ERROR(Quarter(number).status());
  return absl::OkStatus();
}

TEST(StatusMacros, PassOnValuesAndErrorsWithTheirReason) {
  EXPECT_THAT(Quarter(12), IsOkAndHolds(3));
  EXPECT_THAT(Quarter(6), HasReason("ODD"));
  EXPECT_THAT(IsQuartered(12), IsOk());
  EXPECT_THAT(IsQuartered(6), HasReason("ODD"));
}

}  // namespace
}  // namespace skranke
