// A pattern of matches(), replace() and split(): XPath's kind of regular expression. RE2 runs it
// where it means the same to it; Xerces, which backtracks, runs the rest where that surely ends
// soon. Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_REGEX_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_REGEX_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/feel/feel_run.h"

namespace skranke {

class FeelRegex {
 public:
  // Longest pattern, in bytes. Source: design.
  static constexpr size_t kPatternBytesMax = 1'000;

  // Where a match is, in bytes of the text: group 0 is the whole of it; none for a group that took
  // no part.
  struct Span {
    size_t begin = 0;
    size_t end = 0;
  };
  using Match = std::vector<std::optional<Span>>;

  virtual ~FeelRegex() = default;

  // The flags are any of s, m, i, x. INVALID_ARGUMENT for others and for a pattern that is none.
  static absl::StatusOr<std::unique_ptr<const FeelRegex>> Compile(absl::string_view pattern,
                                                                  absl::string_view flags);

  // What compiling takes of a run. Source: measured; RE2 needs some tens of microseconds, Xerces,
  // where it ignores case, some tens of milliseconds.
  static int64_t CompileSteps(absl::string_view pattern, absl::string_view flags);

  // All matches, from left to right; `first_only`: as far as the first. Takes steps.
  // INVALID_ARGUMENT where looking for them could take too long, or the run has no steps left.
  virtual absl::StatusOr<std::vector<Match>> FindAll(absl::string_view text, bool first_only,
                                                     FeelRun& run) const = 0;
};

// What a pattern with these flags is made of, without its whitespace under x.
struct RegexSource {
  std::string pattern;
  bool dot_all = false;
  bool multi_line = false;
  bool ignore_case = false;
};

// Whether RE2 reads the pattern as XPath does.
bool IsRe2Pattern(absl::string_view pattern);
absl::StatusOr<std::unique_ptr<const FeelRegex>> CompileRe2(const RegexSource& source);
absl::StatusOr<std::unique_ptr<const FeelRegex>> CompileXerces(const RegexSource& source);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_REGEX_H_
