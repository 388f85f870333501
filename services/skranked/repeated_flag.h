// A flag that may be given several times: every value is kept, in order. A value, for Abseil flags.
#ifndef SKRANKE_SERVICES_SKRANKED_REPEATED_FLAG_H_
#define SKRANKE_SERVICES_SKRANKED_REPEATED_FLAG_H_

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

namespace skranke {

struct RepeatedFlag {
  std::vector<std::string> values;
};

// Abseil parses each occurrence into a fresh value, so the earlier ones are kept here.
inline bool AbslParseFlag(absl::string_view text, RepeatedFlag* flag, std::string* /*error*/) {
  static std::vector<std::string> seen;
  if (!text.empty()) seen.emplace_back(text);
  flag->values = seen;
  return true;
}

inline std::string AbslUnparseFlag(const RepeatedFlag& flag) {
  return absl::StrJoin(flag.values, " ");
}

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SKRANKED_REPEATED_FLAG_H_
