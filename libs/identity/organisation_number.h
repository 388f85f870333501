// The numbers by which Norway, Denmark, Sweden and Finland know an organisation.
// Pure; threads may call it at the same time.
#ifndef SKRANKE_LIBS_IDENTITY_ORGANISATION_NUMBER_H_
#define SKRANKE_LIBS_IDENTITY_ORGANISATION_NUMBER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/identity/country.h"

namespace skranke {

struct OrganisationNumber {
  Country country = Country::kNorway;
  // The one form that is stored and compared: NO 9, DK 8, SE 10 digits; FI "NNNNNNN-C".
  std::string number;

  friend bool operator==(const OrganisationNumber&, const OrganisationNumber&) = default;
};

// Reads organisasjonsnummer "974 760 673" (NO), CVR (DK), organisationsnummer "556036-0793" (SE)
// and Y-tunnus "2077474-0" (FI), each also without the separators. INVALID_ARGUMENT where the form
// or the control digit is wrong; the message never repeats it.
absl::StatusOr<OrganisationNumber> ParseOrganisationNumber(Country country, absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_LIBS_IDENTITY_ORGANISATION_NUMBER_H_
