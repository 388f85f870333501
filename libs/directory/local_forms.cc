#include "libs/directory/local_forms.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "libs/base/utf8.h"
#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

constexpr absl::string_view kYes[] = {"ja", "joo", "kyllä", "yes", "true"};
constexpr absl::string_view kNo[] = {"nei", "nej", "ei", "no", "false"};

constexpr absl::string_view kFlagColumns[] = {
    "structured",       "discretion",     "personal_attendance_required",
    "public_authority", "optional",       "required",
    "own_staff",        "own_staff_unit", "protected",
    "emergency"};
constexpr absl::string_view kDayColumns[] = {"valid_from", "valid_to", "day"};

bool IsWithin(char32_t letter, char32_t first, char32_t last) {
  return first <= letter && letter <= last;
}

// By the blocks Basic Latin, Latin-1 and Latin Extended-A, in which capitals and small letters
// stand side by side.
char32_t SmallLetter(char32_t letter) {
  constexpr char32_t kTimes = 0xD7;  // Among the capitals of Latin-1, and none.
  if (IsWithin(letter, 'A', 'Z')) return letter + 0x20;
  if (IsWithin(letter, 0xC0, 0xDE) && letter != kTimes) return letter + 0x20;
  if (IsWithin(letter, 0x100, 0x12F) || IsWithin(letter, 0x132, 0x137) ||
      IsWithin(letter, 0x14A, 0x177)) {
    return letter | 1;
  }
  if (IsWithin(letter, 0x139, 0x148) || IsWithin(letter, 0x179, 0x17E)) return letter + letter % 2;
  return letter;
}

bool IsDigits(absl::string_view text) {
  return !text.empty() && absl::c_all_of(text, absl::ascii_isdigit);
}

// "31.12.2026" as "2026-12-31"; every other text stays.
std::string IsoDay(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '.');
  int day = 0;
  int month = 0;
  const bool written = parts.size() == 3 && absl::c_all_of(parts, IsDigits) &&
                       parts[0].size() <= 2 && parts[1].size() <= 2 && parts[2].size() == 4 &&
                       absl::SimpleAtoi(parts[0], &day) && absl::SimpleAtoi(parts[1], &month);
  return written ? absl::StrFormat("%s-%02d-%02d", parts[2], month, day) : std::string(text);
}

}  // namespace

bool SameWord(absl::string_view a, absl::string_view b) {
  while (!a.empty() && !b.empty()) {
    const Utf8Char of_a = FirstUtf8Char(a);
    const Utf8Char of_b = FirstUtf8Char(b);
    if (of_a.bytes == 0 || of_b.bytes == 0) return a == b;
    if (SmallLetter(of_a.code) != SmallLetter(of_b.code)) return false;
    a.remove_prefix(of_a.bytes);
    b.remove_prefix(of_b.bytes);
  }
  return a.empty() && b.empty();
}

std::optional<bool> FindFlagWord(absl::string_view word) {
  const auto is_word = [word](absl::string_view other) { return SameWord(word, other); };
  if (absl::c_any_of(kYes, is_word)) return true;
  if (absl::c_any_of(kNo, is_word)) return false;
  return std::nullopt;
}

std::optional<absl::CivilDay> FindDay(absl::string_view text) {
  const auto day = ParseDay(IsoDay(text));
  return day.ok() ? std::optional<absl::CivilDay>(*day) : std::nullopt;
}

std::string CanonicalCell(absl::string_view column, absl::string_view cell) {
  const absl::string_view text = absl::StripAsciiWhitespace(cell);
  if (absl::c_linear_search(kFlagColumns, column)) {
    const auto flag = FindFlagWord(text);
    return flag ? (*flag ? "yes" : "no") : std::string(cell);
  }
  if (!absl::c_linear_search(kDayColumns, column)) return std::string(cell);
  const auto day = FindDay(text);
  return day ? FormatDay(*day) : std::string(cell);
}

}  // namespace skranke
