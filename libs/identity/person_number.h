// The numbers by which Norway, Denmark, Sweden and Finland know a person.
//
//   SKRANKE_ASSIGN_OR_RETURN(const PersonNumber number,
//                            ParsePersonNumber(Country::kSweden, "090527+1474", today));
//   number.number == "190905271474"
//
// Values; threads may share them. Errors say what is wrong and never repeat the number.
#ifndef SKRANKE_LIBS_IDENTITY_PERSON_NUMBER_H_
#define SKRANKE_LIBS_IDENTITY_PERSON_NUMBER_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/identity/country.h"

namespace skranke {

enum class PersonNumberKind {
  kFnr,                // NO fødselsnummer
  kDnr,                // NO D-number: day + 40
  kHnr,                // NO H-number, given by a hospital: month + 40
  kDnrAndHnr,          // NO both
  kCpr,                // DK
  kPersonnummer,       // SE
  kSamordningsnummer,  // SE coordination number: day + 60
  kInterim,            // SE interim number: a letter instead of the first serial digit
  kHetu,               // FI
};

// The kind's own word, e.g. "samordningsnummer".
absl::string_view KindName(PersonNumberKind kind);

struct PersonNumber {
  Country country = Country::kNorway;
  // The one form that is stored, indexed and compared: NO 11 digits, DK 10 digits, SE century first
  // without a sign (12 characters), FI as issued (11 characters with the century sign).
  std::string number;
  PersonNumberKind kind = PersonNumberKind::kFnr;
  // None where a Norwegian number does not tell the century, and where a Swedish coordination
  // number was given to someone whose date of birth is not fully known.
  std::optional<absl::CivilDay> birth_date;

  friend bool operator==(const PersonNumber&, const PersonNumber&) = default;
};

// Reads a number as people write it: "DDMMYY NNNNN" (NO), "DDMMYY-NNNN" (DK), "YYYYMMDD-NNNN" (SE),
// each also without the separator, and "DDMMYY-NNNC" (FI). `today` is the office's day: it decides
// the century of a Swedish number of ten digits, as the law means it ("+" from the year of 100).
// INVALID_ARGUMENT where the form, the date or the control digits are wrong.
absl::StatusOr<PersonNumber> ParsePersonNumber(Country country, absl::string_view text,
                                               absl::CivilDay today);

// The same where no day is at hand: the Swedish form of ten digits is refused, since a guessed
// century would be another person.
absl::StatusOr<PersonNumber> ParsePersonNumber(Country country, absl::string_view text);

// A number of Skatteetaten's synthetic population (Tenor): month + 80. Nobody has it.
bool IsSyntheticNorwegian(const PersonNumber& number);

// A Finnish number with an individual number 900-999: temporary or a test person, never permanent.
bool IsTestFinnish(const PersonNumber& number);

}  // namespace skranke

#endif  // SKRANKE_LIBS_IDENTITY_PERSON_NUMBER_H_
