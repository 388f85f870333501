#include "services/forwarding/packet_code.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/casework/case_name.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

constexpr absl::string_view kCharacters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

std::string MessageId(uint64_t number, int sequence = 1) {
  return absl::StrCat(FormatCaseNumber(number), ".NAV.", sequence);
}

std::string CodeOf(absl::string_view message_id) { return FormatPacketCode(message_id).value(); }

// Codes of cases from all over the range.
std::vector<std::string> Codes() {
  std::mt19937_64 random(7);
  std::vector<std::string> codes = {CodeOf(MessageId(0)),
                                    CodeOf(MessageId((uint64_t{1} << kCaseNumberBits) - 1))};
  for (int i = 0; i < 100; ++i) {
    codes.push_back(CodeOf(MessageId(random() >> (64 - kCaseNumberBits), i)));
  }
  return codes;
}

struct KnownCode {
  const char* message_id;
  const char* code;
};

class KnownCodes : public ::testing::TestWithParam<KnownCode> {};

// They are printed: another release must read the same.
TEST_P(KnownCodes, StayAsTheyAre) {
  EXPECT_THAT(FormatPacketCode(GetParam().message_id), IsOkAndHolds(GetParam().code));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const PacketCode code, ParsePacketCode(GetParam().code));
  EXPECT_TRUE(IsPacketOf(code, GetParam().message_id));
}

INSTANTIATE_TEST_SUITE_P(EachId, KnownCodes,
                         ::testing::Values(KnownCode{"00000000000.NAV.1", "2222-2222-22B6-8C3U"},
                                           KnownCode{"00000000000.NAV.2", "2222-2222-225H-SGRA"},
                                           KnownCode{"ZZZZZZZZZZA.Bær/AB.18446744073709551615",
                                                     "TYMP-P7RF-U69A-ZWJ7"}));

TEST(PacketCode, LeadsToTheCaseAndTellsItsMessagesApart) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const PacketCode code, ParsePacketCode(CodeOf(MessageId(12345, 2))));
  EXPECT_EQ(code.case_number, 12345);
  EXPECT_TRUE(IsPacketOf(code, MessageId(12345, 2)));
  EXPECT_FALSE(IsPacketOf(code, MessageId(12345, 3)));
  EXPECT_FALSE(IsPacketOf(code, MessageId(12346, 2)));
  EXPECT_FALSE(IsPacketOf(code, "none"));
}

TEST(PacketCode, HasNoCharacterThatIsTakenForAnother) {
  for (const std::string& code : Codes()) {
    EXPECT_EQ(code.find_first_of("0O1IL"), std::string::npos) << code;
    EXPECT_EQ(code.size(), 19) << code;
  }
}

TEST(PacketCode, IsReadAsPeopleWriteIt) {
  for (const std::string& code : Codes()) {
    const PacketCode read = ParsePacketCode(code).value();
    EXPECT_THAT(ParsePacketCode(absl::AsciiStrToLower(code)), IsOkAndHolds(read));
    EXPECT_THAT(ParsePacketCode(absl::StrReplaceAll(code, {{"-", ""}})), IsOkAndHolds(read));
    EXPECT_THAT(ParsePacketCode(absl::StrReplaceAll(code, {{"-", "  "}})), IsOkAndHolds(read));
  }
}

TEST(PacketCode, FindsEveryWrongCharacter) {
  for (const std::string& code : Codes()) {
    for (size_t at = 0; at < code.size(); ++at) {
      if (code[at] == '-') continue;
      for (const char other : kCharacters) {
        std::string wrong = code;
        wrong[at] = other;
        EXPECT_EQ(ParsePacketCode(wrong).ok(), other == code[at]) << wrong;
      }
    }
  }
}

TEST(PacketCode, FindsAnyTwoCharactersThatChangedPlaces) {
  for (const std::string& code : Codes()) {
    for (size_t a = 0; a < code.size(); ++a) {
      for (size_t b = a + 1; b < code.size(); ++b) {
        if (code[a] == '-' || code[b] == '-') continue;
        std::string wrong = code;
        std::swap(wrong[a], wrong[b]);
        EXPECT_EQ(ParsePacketCode(wrong).ok(), wrong == code) << wrong;
      }
    }
  }
}

TEST(PacketCode, IsRefusedWhereNoPacketHasIt) {
  const std::string code = CodeOf(MessageId(12345));
  for (const std::string& text :
       {std::string(), code.substr(1), code + "2", absl::StrCat("0", code.substr(1)),
        std::string("ZZZZ-ZZZZ-ZZZZ-ZZZZ"), std::string("2222-2222-2222-222\xFF")}) {
    EXPECT_THAT(ParsePacketCode(text), HasField("packet_code")) << text;
  }
  EXPECT_THAT(FormatPacketCode("none"), HasField("message_id"));
}

// The check character fits, yet more than a case number and a tag would stand in it.
TEST(PacketCode, IsRefusedAboveTheLastCase) {
  for (const char check : kCharacters) {
    EXPECT_FALSE(ParsePacketCode(absl::StrCat("ZZZZ-ZZZZ-ZZZZ-ZZZ", std::string(1, check))).ok());
  }
}

}  // namespace
}  // namespace skranke
