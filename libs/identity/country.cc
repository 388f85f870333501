#include "libs/identity/country.h"

namespace skranke {

absl::string_view CountryCode(Country country) {
  switch (country) {
    case Country::kNorway:
      return "NO";
    case Country::kDenmark:
      return "DK";
    case Country::kSweden:
      return "SE";
    case Country::kFinland:
      return "FI";
  }
  return "";
}

std::optional<Country> FindCountry(absl::string_view code) {
  for (const Country country :
       {Country::kNorway, Country::kDenmark, Country::kSweden, Country::kFinland}) {
    if (CountryCode(country) == code) return country;
  }
  return std::nullopt;
}

}  // namespace skranke
