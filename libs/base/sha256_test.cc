#include "libs/base/sha256.h"

#include <gtest/gtest.h>

#include "libs/base/hex.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

// FIPS 180-4, example of one block.
constexpr char kAbc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr char kNothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST(Sha256, GivesThePublishedDigests) {
  EXPECT_EQ(ToHex(Sha256("abc")), kAbc);
  EXPECT_EQ(ToHex(Sha256("")), kNothing);
}

TEST(Sha256Stream, JoinsPiecesAndBeginsAnew) {
  Sha256Stream stream;
  stream.Update("a");
  stream.Update("bc");
  EXPECT_EQ(ToHex(stream.Finish()), kAbc);
  EXPECT_EQ(ToHex(stream.Finish()), kNothing);
}

TEST(Hex, GoesThereAndBack) {
  const std::string bytes("\x00\x7F\xFF", 3);
  EXPECT_EQ(ToHex(bytes), "007fff");
  EXPECT_THAT(FromHex("007fFF"), IsOkAndHolds(bytes));
  EXPECT_THAT(FromHex("007"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(FromHex("0g"), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace skranke
