// Which unit a cell of a package means: "agency/unit", or a bare unit code. Codes may have slashes
// and spaces of their own ("PWDx_District 04: Allston/Brighton"). Immutable; threads may share it.
#ifndef SKRANKE_LIBS_DIRECTORY_UNIT_NAMES_H_
#define SKRANKE_LIBS_DIRECTORY_UNIT_NAMES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace skranke {

// Agency and unit.
using UnitName = std::pair<std::string, std::string>;

class UnitNames {
 public:
  explicit UnitNames(absl::Span<const UnitName> units);

  bool Has(absl::string_view agency, absl::string_view unit) const {
    return units_.contains(UnitName(agency, unit));
  }

  // Every unit that `text` may mean: none is unknown, more than one ambiguous. A bare code means
  // the unit of `own_agency` where that has one (empty: nobody's own).
  std::vector<UnitName> Meanings(absl::string_view text, absl::string_view own_agency) const;

 private:
  absl::flat_hash_set<UnitName> units_;
  absl::flat_hash_map<std::string, std::vector<UnitName>> by_code_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_UNIT_NAMES_H_
