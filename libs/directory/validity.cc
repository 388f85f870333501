#include "libs/directory/validity.h"

#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"

namespace skranke {

absl::StatusOr<Validity> Validity::Parse(absl::string_view valid_from, absl::string_view valid_to) {
  Validity validity;
  if (!valid_from.empty()) {
    SKRANKE_ASSIGN_OR_RETURN(validity.first, ParseDay(valid_from));
  }
  if (!valid_to.empty()) {
    SKRANKE_ASSIGN_OR_RETURN(validity.last, ParseDay(valid_to));
  }
  return validity;
}

}  // namespace skranke
