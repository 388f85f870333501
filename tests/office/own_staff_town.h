// A town whose WELFARE has a unit for the agencies' own staff, and one of them. For tests alone.
#ifndef SKRANKE_TESTS_OFFICE_OWN_STAFF_TOWN_H_
#define SKRANKE_TESTS_OFFICE_OWN_STAFF_TOWN_H_

#include <string>

#include "absl/strings/str_replace.h"
#include "tests/office/matters.h"
#include "tests/office/town_package.h"

namespace skranke {

inline std::string StaffPerson() { return SyntheticNumber(1); }

// The town with unit OWN of WELFARE; own staff's acute and orphan cases go to EAST.
inline PackageFiles WithOwnStaff(PackageFiles files) {
  std::string& units = files["units.csv"];
  absl::StrReplaceAll({{"\n", ",\n"}, {"successor\n", "successor,own_staff_unit\n"}}, &units);
  units += "WELFARE,OWN,Own staff,no,,,,yes\n";
  std::string& routing = files[TaskListPath("1", "routing.csv")];
  absl::StrReplaceAll({{"\n", ",\n"}, {"agency,unit\n", "agency,unit,own_staff\n"}}, &routing);
  routing += "acute,*,none,,,WELFARE,EAST,yes\norphan,*,none,,,WELFARE,EAST,yes\n";
  files["test_persons.csv"] += StaffPerson() + ",none,yes,\n";
  files["staff.csv"] += "own,CASEWORKER,,WELFARE,OWN,,nb,\n";
  return files;
}

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_OWN_STAFF_TOWN_H_
