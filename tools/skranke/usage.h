// What the caller typed wrong: the errors that end the program with exit code 2. Pure functions;
// safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_USAGE_H_
#define SKRANKE_TOOLS_SKRANKE_USAGE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace skranke {

// INVALID_ARGUMENT with the reason USAGE. The message must not repeat a citizen's data.
absl::Status UsageError(absl::string_view message);

bool IsUsageError(const absl::Status& status);

// The one of `known` that takes the fewest typing mistakes to become `word`; empty where all are
// too different to be meant.
std::string NearestWord(absl::string_view word, const std::vector<std::string>& known);

// `, did you mean WORD?`, or nothing.
std::string Suggestion(absl::string_view nearest);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_USAGE_H_
