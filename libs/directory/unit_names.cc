#include "libs/directory/unit_names.h"

namespace skranke {

UnitNames::UnitNames(absl::Span<const UnitName> units) {
  for (const UnitName& unit : units) {
    if (units_.insert(unit).second) by_code_[unit.second].push_back(unit);
  }
}

std::vector<UnitName> UnitNames::Meanings(absl::string_view text,
                                          absl::string_view own_agency) const {
  if (Has(own_agency, text)) return {UnitName(own_agency, text)};
  std::vector<UnitName> meanings;
  if (const auto bare = by_code_.find(text); bare != by_code_.end()) meanings = bare->second;
  for (size_t at = text.find('/'); at != text.npos; at = text.find('/', at + 1)) {
    UnitName split(text.substr(0, at), text.substr(at + 1));
    if (units_.contains(split)) meanings.push_back(std::move(split));
  }
  return meanings;
}

}  // namespace skranke
