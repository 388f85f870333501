// Test cases of the DMN Technology Compatibility Kit, as its XML files have them. Plain values.
#ifndef SKRANKE_LIBS_DECISION_DMN_TCK_CASE_H_
#define SKRANKE_LIBS_DECISION_DMN_TCK_CASE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/value.h"

namespace skranke {

struct TckExpectation {
  std::string decision;
  Value value;  // Null also where an error is expected.
};

struct TckCase {
  std::string id;
  std::string service;  // Empty where decisions are asked for.
  Context facts;
  std::vector<TckExpectation> expected;

  bool expects_value() const;
};

struct TckFile {
  std::string model;  // The .dmn file's name.
  std::vector<TckCase> cases;
};

// NOT_FOUND where the file is XML of another kind; INVALID_ARGUMENT where it cannot be read.
absl::StatusOr<TckFile> ReadTckFile(absl::string_view file, absl::string_view bytes);

// Whether a result is what was expected: numbers within 1e-8, lists in order, contexts by key,
// everything else equal and of one type.
bool IsExpected(const Value& result, const Value& expected);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_TCK_CASE_H_
