// [YY]YYMMDD[-+]NNNC: date, serial number, Luhn control digit over the last ten. Rules:
// Skatteverket, SKV 704 and SKV 707.
#include <tuple>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/identity/digits.h"
#include "libs/identity/national_rules.h"

namespace skranke {
namespace {

// The letters that an interim number may have for its first serial digit.
constexpr absl::string_view kInterimLetters = "TRSUWXJKLMN";

// Nobody born earlier lived to be given a number (they began in 1947).
constexpr int kFirstYear = 1800;

// A number as it was written: the date of six or eight digits, the sign if any, the last four.
struct Written {
  absl::string_view date;
  char sign = '\0';
  absl::string_view serial;

  bool has_century() const { return date.size() == 8; }
  absl::string_view short_date() const { return date.substr(date.size() - 6); }
  bool is_interim() const { return !IsDigits(serial.substr(0, 1)); }
  bool is_coordination() const { return !is_interim() && printed_day() >= 60; }
  int month() const { return NumberAt(short_date(), 2, 2); }
  int day() const { return printed_day() - (is_coordination() ? 60 : 0); }
  int printed_day() const { return NumberAt(short_date(), 4, 2); }
};

// Serial numbers run from 001; an interim number's begin with a letter.
bool IsSerial(absl::string_view four) {
  const bool starts_well =
      IsDigits(four.substr(0, 1)) || kInterimLetters.find(four[0]) != absl::string_view::npos;
  return starts_well && IsDigits(four.substr(1)) && four.substr(0, 3) != "000";
}

absl::Status WrongForm() {
  return absl::InvalidArgumentError("a Swedish number has 10 or 12 digits");
}

absl::StatusOr<Written> Split(absl::string_view text) {
  if (text.size() < 10) return WrongForm();
  Written written;
  written.serial = text.substr(text.size() - 4);
  text.remove_suffix(4);
  if (text.back() == '-' || text.back() == '+') {
    written.sign = text.back();
    text.remove_suffix(1);
  }
  written.date = text;
  if ((text.size() != 6 && text.size() != 8) || !IsDigits(text)) return WrongForm();
  if (!IsSerial(written.serial)) return WrongForm();
  return written;
}

bool PassesControlDigit(const Written& written) {
  const absl::string_view date = written.short_date();
  // An interim letter counts as 1.
  if (written.is_interim()) return PassesLuhn(absl::StrCat(date, "1", written.serial.substr(1)));
  return PassesLuhn(absl::StrCat(date, written.serial));
}

// The latest year in which the day is not ahead; a "+" means a hundred years before that.
int LatestYear(const Written& written, absl::CivilDay today) {
  const int this_century = static_cast<int>(today.year() / 100) * 100;
  const int year = this_century + NumberAt(written.date, 0, 2);
  const auto born = std::make_tuple(year, written.month(), written.day());
  const bool is_ahead = born > std::make_tuple(today.year(), today.month(), today.day());
  return year - (is_ahead ? 100 : 0) - (written.sign == '+' ? 100 : 0);
}

PersonNumberKind KindOf(const Written& written) {
  if (written.is_interim()) return PersonNumberKind::kInterim;
  return written.is_coordination() ? PersonNumberKind::kSamordningsnummer
                                   : PersonNumberKind::kPersonnummer;
}

// A coordination number is also given to who knows only a part of the date of birth, with month 00,
// day 60, or a day that the month does not have; then there is no birth date. (The tax agency's own
// list of test numbers has such.)
absl::StatusOr<std::optional<absl::CivilDay>> BirthDate(const Written& written, int year) {
  const auto born = FindDay(year, written.month(), written.day());
  const bool may_be_partial =
      written.is_coordination() && written.month() <= 12 && written.day() <= 31;
  if (year >= kFirstYear && (born || may_be_partial)) return born;
  return absl::InvalidArgumentError("the date in the Swedish number does not exist");
}

}  // namespace

absl::StatusOr<PersonNumber> ParseSwedishNumber(absl::string_view text,
                                                std::optional<absl::CivilDay> today) {
  SKRANKE_ASSIGN_OR_RETURN(const Written written, Split(text));
  if (!written.has_century() && !today) {
    return absl::InvalidArgumentError("give the Swedish number with its century, in 12 digits");
  }
  const int year =
      written.has_century() ? NumberAt(written.date, 0, 4) : LatestYear(written, *today);
  SKRANKE_ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> born, BirthDate(written, year));
  if (!PassesControlDigit(written)) {
    return absl::InvalidArgumentError("the control digit of the Swedish number is wrong");
  }
  return PersonNumber{.country = Country::kSweden,
                      .number = absl::StrCat(year / 100, written.short_date(), written.serial),
                      .kind = KindOf(written),
                      .birth_date = born};
}

}  // namespace skranke
