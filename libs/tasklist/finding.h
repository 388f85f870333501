// What the check of an oppgaveliste found, and the case that shows it. Plain values; threads may
// share them.
#ifndef SKRANKE_LIBS_TASKLIST_FINDING_H_
#define SKRANKE_LIBS_TASKLIST_FINDING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/tasklist/classification.h"
#include "libs/tasklist/routing.h"

namespace skranke {

// Numbers of skranke.v1.FindingSeverity. An error keeps a list from being adopted.
enum class Severity { kWarning = 1, kError = 2 };

// A case made up by the check: put it to Classify and FindRoute and see.
struct WitnessCase {
  std::string task;
  std::string action;
  std::string place;
  bool is_protected = false;
  bool is_own_staff = false;
  std::string service_line;
  absl::CivilDay day;
  std::vector<NamedValue> facts;

  // Views of this case.
  RouteQuestion Question() const {
    return {.task = task,
            .action = action,
            .place = place,
            .service_line = service_line,
            .is_protected = is_protected,
            .is_own_staff = is_own_staff,
            .day = day};
  }
};

struct Finding {
  Severity severity = Severity::kError;
  std::string code;  // Stable, e.g. "ROW_UNREACHABLE"; see docs/office-package.md.
  std::string file;  // Path inside the package.
  uint32_t row = 0;  // Line in it; 0: the whole file.
  std::string column;
  std::string sentence;
  std::optional<WitnessCase> witness;  // None where no case can show it: a cell that is none.
};

// "task t, place p, protected, day 2026-01-01, age = 17".
std::string WitnessText(const WitnessCase& witness);

// Errors before warnings, then by file, row and column.
void SortFindings(std::vector<Finding>& findings);

bool HasError(const std::vector<Finding>& findings);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_FINDING_H_
