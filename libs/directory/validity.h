// The days on which a row of a package holds, both ends included. A value; threads may share it.
#ifndef SKRANKE_LIBS_DIRECTORY_VALIDITY_H_
#define SKRANKE_LIBS_DIRECTORY_VALIDITY_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace skranke {

struct Validity {
  absl::CivilDay first = absl::CivilDay::min();
  absl::CivilDay last = absl::CivilDay::max();

  // Days as YYYY-MM-DD; empty means open. INVALID_ARGUMENT for another text.
  static absl::StatusOr<Validity> Parse(absl::string_view valid_from, absl::string_view valid_to);

  bool Holds(absl::CivilDay day) const { return first <= day && day <= last; }
  bool Overlaps(const Validity& other) const { return first <= other.last && other.first <= last; }
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_VALIDITY_H_
