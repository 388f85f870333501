#include "libs/base/text_field.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/utf8.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(TextField, TakesTheLongestTextAndRefusesOneByteMore) {
  for (const size_t most : {kCodeBytesMax, kNameBytesMax, kIdentifierBytesMax, kContactBytesMax,
                            kReasonBytesMax, kNoteBytesMax, kFactBytesMax}) {
    EXPECT_THAT(CheckTextField("note", std::string(most, 'a'), most), IsOk());
    EXPECT_THAT(CheckTextField("note", std::string(most + 1, 'a'), most),
                AllOf(HasReason("INVALID_FIELD"), HasField("note")));
  }
}

TEST(TextField, TakesLayoutButNoControlCharacters) {
  EXPECT_THAT(CheckTextField("note", "linje 1\r\n\tlinje 2 \xC2\xA0", 100), IsOk());
  for (const absl::string_view bad : {"a\x1F", "a\x7F", "a\xC2\x80", "a\xC2\x9F"}) {
    EXPECT_THAT(CheckTextField("note", bad, 100), HasField("note"));
  }
  EXPECT_THAT(CheckTextField("note", absl::string_view("a\0b", 3), 100), HasField("note"));
}

TEST(TextField, NeverRepeatsWhatItRefuses) {
  const absl::Status status = CheckTextField("party.name", "Kari Nordmann \xFF", 100);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("not valid UTF-8")));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, Not(HasSubstr("Kari"))));
}

TEST(UpperCode, TakesTheLongestCodeAndRefusesOneByteMore) {
  EXPECT_THAT(CheckUpperCode("action", std::string(kCodeBytesMax, 'A')), IsOk());
  EXPECT_THAT(CheckUpperCode("action", std::string(kCodeBytesMax + 1, 'A')),
              AllOf(HasReason("INVALID_FIELD"), HasField("action")));
}

TEST(UpperCode, TakesNothingButUpperCaseDigitsAndUnderscores) {
  for (const char* good : {"", "COMPLAINT", "A_1", "1", "_"}) {
    EXPECT_THAT(CheckUpperCode("action", good), IsOk()) << good;
  }
  for (const char* bad : {"complaint", "A B", "A-B", "\xC3\x98", "*", "A\n"}) {
    EXPECT_THAT(CheckUpperCode("action", bad), HasField("action")) << bad;
  }
}

TEST(RequiredTextField, WantsMoreThanWhiteSpace) {
  EXPECT_THAT(CheckRequiredTextField("reason", "x", 10), IsOk());
  EXPECT_THAT(CheckRequiredTextField("reason", "", 10), HasField("reason"));
  EXPECT_THAT(CheckRequiredTextField("reason", " \n\t", 10), HasField("reason"));
  for (const char* blank :
       {"\xC2\xA0", "\xE2\x80\x80", "\xE2\x80\x8A", "\xE2\x80\x8B", "\xE2\x80\xA8", "\xE2\x81\xA0",
        "\xE3\x80\x80", "\xEF\xBB\xBF", "\xC2\xAD", " \xC2\xA0\n\xE3\x80\x80"}) {
    EXPECT_THAT(CheckRequiredTextField("reason", blank, 20), HasField("reason")) << blank;
    EXPECT_THAT(CheckRequiredTextField("reason", absl::StrCat(blank, "x"), 20), IsOk()) << blank;
  }
  // Just beside the ranges.
  for (const char* seen :
       {"\xC2\xA1", "\xE2\x80\x90", "\xE2\x80\xA7", "\xE3\x80\x81", "\xC3\xB8"}) {
    EXPECT_THAT(CheckRequiredTextField("reason", seen, 10), IsOk()) << seen;
  }
  EXPECT_THAT(CheckRequiredTextField("reason", "\xE2\x80", 10),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("not valid UTF-8")));
  EXPECT_THAT(CheckRequiredTextField("reason", "elleve tegn", 10), HasField("reason"));
}

TEST(RequestId, IsOneToSixtyFourPrintableAsciiCharacters) {
  EXPECT_THAT(CheckRequestId("a"), IsOk());
  EXPECT_THAT(CheckRequestId(std::string(kRequestIdBytesMax, '~')), IsOk());
  for (const std::string& bad : {std::string(), std::string(kRequestIdBytesMax + 1, 'a'),
                                 std::string("a\tb"), std::string("a\x7F"), std::string("ø")}) {
    EXPECT_THAT(CheckRequestId(bad), HasField("request_id"));
  }
}

struct Bytes {
  const char* name;
  std::string text;
  bool valid;
};

class Utf8 : public ::testing::TestWithParam<Bytes> {};

TEST_P(Utf8, IsAsRfc3629HasIt) { EXPECT_EQ(IsValidUtf8(GetParam().text), GetParam().valid); }

INSTANTIATE_TEST_SUITE_P(
    Edges, Utf8,
    ::testing::Values(
        Bytes{"Empty", "", true}, Bytes{"LastOfOne", "\x7F", true},
        Bytes{"FirstOfTwo", "\xC2\x80", true}, Bytes{"OverlongTwo", "\xC1\xBF", false},
        Bytes{"FirstOfThree", "\xE0\xA0\x80", true}, Bytes{"OverlongThree", "\xE0\x9F\xBF", false},
        Bytes{"BeforeSurrogates", "\xED\x9F\xBF", true},
        Bytes{"FirstSurrogate", "\xED\xA0\x80", false},
        Bytes{"LastSurrogate", "\xED\xBF\xBF", false},
        Bytes{"AfterSurrogates", "\xEE\x80\x80", true},
        Bytes{"FirstOfFour", "\xF0\x90\x80\x80", true},
        Bytes{"OverlongFour", "\xF0\x8F\xBF\xBF", false}, Bytes{"Last", "\xF4\x8F\xBF\xBF", true},
        Bytes{"AboveLast", "\xF4\x90\x80\x80", false}, Bytes{"CutShort", "a\xE2\x82", false},
        Bytes{"LoneContinuation", "\x80", false}, Bytes{"NoContinuation", "\xC3(", false}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace skranke
