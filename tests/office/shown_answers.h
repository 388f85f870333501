// What two answers of the counter have in common where only the persons differ, as text: whose the
// case is, its name and the names of others are left out. For tests alone.
#ifndef SKRANKE_TESTS_OFFICE_SHOWN_ANSWERS_H_
#define SKRANKE_TESTS_OFFICE_SHOWN_ANSWERS_H_

#include <string>

#include "skranke/v1/front_desk.pb.h"

namespace skranke {

inline v1::Case Blank(v1::Case c) {
  c.clear_name();
  c.clear_parties();
  for (auto& handover : *c.mutable_handovers()) handover.clear_handover_id();
  return c;
}

inline std::string Shown(const v1::Case& c) { return Blank(c).DebugString(); }

inline std::string Shown(v1::RegisterCaseResponse response) {
  *response.mutable_citizen_case() = Blank(response.citizen_case());
  // Duplicates are the same number of earlier cases; their names differ.
  for (auto& other : *response.mutable_open_cases()) other.clear_name();
  return response.DebugString();
}

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_SHOWN_ANSWERS_H_
