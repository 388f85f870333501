#include "libs/testing/matchers.h"

#include <gtest/gtest.h>

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const absl::Status kStale = ReasonError(absl::StatusCode::kAborted, "LEASE_STALE", "lease ran out");

TEST(Matchers, TellAnErrorFromOk) {
  EXPECT_THAT(absl::OkStatus(), IsOk());
  EXPECT_THAT(absl::StatusOr<int>(7), IsOk());
  EXPECT_THAT(kStale, Not(IsOk()));
}

TEST(Matchers, LookIntoTheValue) {
  EXPECT_THAT(absl::StatusOr<int>(7), IsOkAndHolds(7));
  EXPECT_THAT(absl::StatusOr<int>(7), Not(IsOkAndHolds(8)));
  EXPECT_THAT(absl::StatusOr<int>(kStale), Not(IsOkAndHolds(7)));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const int seven, absl::StatusOr<int>(7));
  EXPECT_EQ(seven, 7);
}

TEST(Matchers, ReadCodeMessageAndReason) {
  EXPECT_THAT(kStale, StatusIs(absl::StatusCode::kAborted, HasSubstr("ran out")));
  EXPECT_THAT(kStale, Not(StatusIs(absl::StatusCode::kAborted, HasSubstr("etag"))));
  EXPECT_THAT(kStale, Not(StatusIs(absl::StatusCode::kNotFound)));
  EXPECT_THAT(kStale, HasReason("LEASE_STALE"));
  EXPECT_THAT(absl::OkStatus(), Not(HasReason("LEASE_STALE")));
  EXPECT_THAT(FieldError("office", "is unknown"), HasField("office"));
}

}  // namespace
}  // namespace skranke
