#include "libs/engine/page_token.h"

#include <gtest/gtest.h>

#include <string>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::Eq;
using ::testing::Optional;

constexpr IndexEntry kEntries[] = {
    {.receive_us = 0, .number = 0},
    {.receive_us = 1'700'000'000'000'000, .number = 0xABCDEF0123456789},
    {.receive_us = -1, .number = 1},
    {.receive_us = INT64_MIN, .number = UINT64_MAX},
};

TEST(PageToken, LeadsBackToItsPlace) {
  for (const IndexEntry& entry : kEntries) {
    EXPECT_THAT(ParsePageToken(FormatPageToken(entry, "list a"), "list a"),
                IsOkAndHolds(Optional(entry)));
  }
}

TEST(PageToken, AnEmptyOneIsTheFirstPages) {
  EXPECT_THAT(ParsePageToken("", "list a"), IsOkAndHolds(Eq(absl::nullopt)));
  EXPECT_THAT(ParsePlaceToken("", "list a"), IsOkAndHolds(Eq(absl::nullopt)));
}

TEST(PageToken, KeepsAnyBytesOfAPlace) {
  const std::string place("NAV\0\xff", 5);
  EXPECT_THAT(ParsePlaceToken(FormatPlaceToken(place, "list a"), "list a"),
              IsOkAndHolds(Optional(place)));
}

TEST(PageToken, IsRefusedForAnotherFilter) {
  const std::string token = FormatPageToken(kEntries[1], "list a");
  EXPECT_THAT(ParsePageToken(token, "list b"), HasReason("INVALID_PAGE_TOKEN"));
  EXPECT_THAT(ParsePageToken(token, ""), HasReason("INVALID_PAGE_TOKEN"));
}

TEST(PageToken, IsRefusedWithAnyCharacterChanged) {
  const std::string token = FormatPageToken(kEntries[1], "list a");
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_THAT(ParsePageToken(changed, "list a"), HasReason("INVALID_PAGE_TOKEN")) << "at " << i;
  }
}

TEST(PageToken, IsRefusedWhereItIsNone) {
  const std::string token = FormatPageToken(kEntries[1], "list a");
  for (const std::string& wrong :
       {std::string("x"), std::string("00"), std::string("next"), token + "00",
        token.substr(0, token.size() - 2), FormatPlaceToken("short", "list a")}) {
    EXPECT_THAT(ParsePageToken(wrong, "list a"), HasReason("INVALID_PAGE_TOKEN")) << wrong;
  }
}

TEST(PageSize, IsWithinItsLimits) {
  EXPECT_THAT(PageSize(-1), HasField("page_size"));
  EXPECT_THAT(PageSize(0), IsOkAndHolds(50u));
  EXPECT_THAT(PageSize(1), IsOkAndHolds(1u));
  EXPECT_THAT(PageSize(1'000), IsOkAndHolds(1'000u));
  EXPECT_THAT(PageSize(1'001), IsOkAndHolds(1'000u));
}

}  // namespace
}  // namespace skranke
