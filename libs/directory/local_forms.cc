#include "libs/directory/local_forms.h"

#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
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

std::optional<bool> FindFlagWord(absl::string_view word) {
  // In ASCII only; in "kyllä" the last letter is written small.
  const auto is_word = [word](absl::string_view other) {
    return absl::EqualsIgnoreCase(word, other);
  };
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
