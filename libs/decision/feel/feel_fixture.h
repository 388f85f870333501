// For tests: expressions evaluated on a fixed morning in Oslo, over a few names with spaces and
// signs in them.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_FIXTURE_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_FIXTURE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/decision/feel/feel_run.h"

namespace skranke {

struct FeelRow {
  std::string text;
  // What it gives, as Value::ToString writes it.
  std::string gives;
};

// What the expression gives; where it is none, the parser's message.
std::string Feel(absl::string_view text);
std::string Feel(absl::string_view text, FeelRun& run);
// The diagnostics: "7: nothing is called x".
std::vector<std::string> FeelFaults(absl::string_view text);
// "yes", "no", "unknown" for a cell on an input, which is an expression too.
std::string FeelCell(absl::string_view cell, absl::string_view input);

void ExpectRows(const std::vector<FeelRow>& rows);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_FIXTURE_H_
