// A number that is read stands in its one form, which reads as itself; no error repeats a number.
#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "libs/base/reason.h"
#include "libs/identity/organisation_number.h"
#include "libs/identity/person_number.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

constexpr Country kCountries[] = {Country::kNorway, Country::kDenmark, Country::kSweden,
                                  Country::kFinland};
constexpr absl::CivilDay kToday(2024, 3, 4);
// Shorter ones stand in a sentence by chance.
constexpr size_t kTellingBytes = 6;

std::string FaultOfRefusal(const absl::Status& status, absl::string_view bytes) {
  if (!absl::IsInvalidArgument(status)) return "has another code";
  const bool telling = bytes.size() >= kTellingBytes;
  return telling && absl::StrContains(status.ToString(), bytes) ? "is repeated" : "";
}

std::string FaultOfPerson(Country country, absl::string_view bytes) {
  const auto number = ParsePersonNumber(country, bytes, kToday);
  if (!number.ok()) return FaultOfRefusal(number.status(), bytes);
  const auto again = ParsePersonNumber(country, number->number);
  return again.ok() && *again == *number ? "" : "person's number is not read back";
}

std::string FaultOfOrganisation(Country country, absl::string_view bytes) {
  const auto number = ParseOrganisationNumber(country, bytes);
  if (!number.ok()) return FaultOfRefusal(number.status(), bytes);
  const auto again = ParseOrganisationNumber(country, number->number);
  return again.ok() && *again == *number ? "" : "organisation's number is not read back";
}

std::string FaultOf(absl::string_view bytes) {
  for (const Country country : kCountries) {
    for (const auto fault_of : {&FaultOfPerson, &FaultOfOrganisation}) {
      if (std::string fault = fault_of(country, bytes); !fault.empty()) return fault;
    }
  }
  return "";
}

bool Takes(absl::string_view bytes) {
  const auto takes = [&](Country country) {
    return ParsePersonNumber(country, bytes, kToday).ok() ||
           ParseOrganisationNumber(country, bytes).ok();
  };
  return std::any_of(std::begin(kCountries), std::end(kCountries), takes);
}

std::vector<std::string> Seeds() {
  return {"09819540400", "148371 30140", "070761-4285", "19121212-1212", "121212-1212",
          "090527+1474", "010594Y9032",  "131052-308T", "974 760 673",   "556036-0793",
          "2077474-0",   "25313763",     "701063-2391", "19700123T239"};
}

}  // namespace

const FuzzTarget kNumberTarget = {"number", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
