#include "libs/casework/case_name.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

constexpr absl::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr uint64_t kNumbers[] = {
    1, 31, 32, 12345, (uint64_t{1} << kCaseNumberBits) - 1, 0x2AAAAAAAAAAAA};

TEST(CaseName, ReadsWhatItWrites) {
  for (const uint64_t number : kNumbers) {
    const std::string name = FormatCaseName(number);
    EXPECT_EQ(name.size(), std::string("cases/").size() + 11);
    EXPECT_THAT(ParseCaseName(name, "name"), IsOkAndHolds(number)) << name;
  }
}

TEST(CaseName, ReadsWhatPeopleWriteForIt) {
  const std::string name = FormatCaseName(0x0108421084210);
  std::string written = absl::AsciiStrToLower(name.substr(6));
  for (char& c : written) {
    if (c == '0') c = 'o';
    if (c == '1') c = 'l';
  }
  EXPECT_THAT(ParseCaseName(absl::StrCat("cases/", written), "name"),
              IsOkAndHolds(uint64_t{0x0108421084210}));
}

TEST(CaseName, RefusesEveryOneWrongCharacter) {
  for (const uint64_t number : kNumbers) {
    const std::string name = FormatCaseName(number);
    for (size_t i = 6; i < name.size(); ++i) {
      for (const char c : kAlphabet) {
        if (c == name[i]) continue;
        std::string wrong = name;
        wrong[i] = c;
        EXPECT_THAT(ParseCaseName(wrong, "name"), HasField("name")) << wrong;
      }
    }
  }
}

TEST(CaseName, RefusesTwoNeighboursSwapped) {
  std::mt19937_64 random(1);
  int swapped = 0;
  int unnoticed = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::string name = FormatCaseName(random() >> (64 - kCaseNumberBits));
    for (size_t i = 6; i + 1 < name.size(); ++i) {
      if (name[i] == name[i + 1]) continue;
      std::string wrong = name;
      std::swap(wrong[i], wrong[i + 1]);
      ++swapped;
      const bool ends =
          (name[i] == '0' && name[i + 1] == 'Z') || (name[i] == 'Z' && name[i + 1] == '0');
      const bool read = ParseCaseName(wrong, "name").ok();
      // Luhn's one blind spot: the first and the last letter of the alphabet.
      EXPECT_EQ(read, ends) << name << " and " << wrong;
      unnoticed += read ? 1 : 0;
    }
  }
  EXPECT_LT(unnoticed * 100, swapped);
}

TEST(CaseName, RefusesWhatIsNoName) {
  const std::string name = FormatCaseName(12345);
  for (const std::string& text :
       {std::string(), std::string("cases/"), name.substr(6), absl::StrCat(name, "0"),
        name.substr(0, name.size() - 1), absl::StrCat("persons/", name.substr(6)),
        std::string("cases/UUUUUUUUUUU"), absl::StrCat(name.substr(0, 8), " ", name.substr(9))}) {
    EXPECT_THAT(ParseCaseName(text, "citizen_case"), HasField("citizen_case")) << text;
  }
}

}  // namespace
}  // namespace skranke
