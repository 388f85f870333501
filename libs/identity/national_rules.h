// One function a country; libs/identity/person_number.h is the door. Threads may call them at the
// same time. All return INVALID_ARGUMENT without the number in it.
#ifndef SKRANKE_LIBS_IDENTITY_NATIONAL_RULES_H_
#define SKRANKE_LIBS_IDENTITY_NATIONAL_RULES_H_

#include <optional>

#include "libs/identity/person_number.h"

namespace skranke {

absl::StatusOr<PersonNumber> ParseNorwegianNumber(absl::string_view text);
absl::StatusOr<PersonNumber> ParseDanishNumber(absl::string_view text);
// Without `today` the form of ten digits is refused.
absl::StatusOr<PersonNumber> ParseSwedishNumber(absl::string_view text,
                                                std::optional<absl::CivilDay> today);
absl::StatusOr<PersonNumber> ParseFinnishNumber(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_LIBS_IDENTITY_NATIONAL_RULES_H_
