// What the oppgaveliste says about a citizen's matter, and why. Values; threads may share them.
#ifndef SKRANKE_LIBS_TASKLIST_CLASSIFICATION_H_
#define SKRANKE_LIBS_TASKLIST_CLASSIFICATION_H_

#include <string>
#include <vector>

#include "libs/decision/value.h"

namespace skranke {

// Numbers of skranke.v1.CaseClass; DO NOT CHANGE, they are stored.
enum class CaseClass { kQuick = 1, kDiscretionary = 2, kTriage = 3 };

// A fact that the citizen states.
struct NamedValue {
  std::string name;
  Value value;
};

// What a decision looked at, and what it saw there.
struct Input {
  std::string name;
  std::string value;

  friend bool operator==(const Input&, const Input&) = default;
};

struct Classification {
  CaseClass case_class = CaseClass::kTriage;
  // The file and line that decided: "tasks.csv:12", or "conditions.csv:7" for a condition that does
  // not hold or cannot be judged; empty where the list has no such task.
  std::string row;
  // One sentence that names facts and tests, and nothing of the person.
  std::string reason;
  // "task", then "fact.NAME" for each fact looked at, in the order of the conditions, as S-FEEL
  // literals ("null": not stated). Facts are personal data: store them sealed.
  std::vector<Input> inputs;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_CLASSIFICATION_H_
