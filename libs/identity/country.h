// The countries whose person and organisation numbers an office meets every day.
#ifndef SKRANKE_LIBS_IDENTITY_COUNTRY_H_
#define SKRANKE_LIBS_IDENTITY_COUNTRY_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace skranke {

enum class Country { kNorway, kDenmark, kSweden, kFinland };

// ISO 3166-1 alpha-2: "NO", "DK", "SE", "FI".
absl::string_view CountryCode(Country country);

// The country of an upper-case ISO 3166-1 alpha-2 code; none where its numbers are not known here.
std::optional<Country> FindCountry(absl::string_view code);

}  // namespace skranke

#endif  // SKRANKE_LIBS_IDENTITY_COUNTRY_H_
