// The words and flags of a command line, read against the flags that a command knows. A value:
// threads may share a const one.
//
//   --key=value   --key value   --switch   --switch=false   -- (all that follows are words)
//
// `-` and `_` in a flag's name are the same.
#ifndef SKRANKE_TOOLS_SKRANKE_ARGUMENTS_H_
#define SKRANKE_TOOLS_SKRANKE_ARGUMENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace skranke {

// A flag that a command knows.
struct Flag {
  std::string name;   // Without its dashes, with hyphens.
  std::string value;  // What the usage line calls its value, e.g. "CODE"; empty: a switch.
  std::string
      field;  // The field of the request that it fills, e.g. "finish.outcome"; may be empty.
  bool many = false;  // May be given more than once.
};

// A flag with what was given to it.
struct GivenFlag {
  Flag flag;
  std::string value;  // "true" or "false" for a switch.
};

class Arguments {
 public:
  // Reads all tokens. USAGE for a flag that is not known (with the nearest that is), given twice,
  // without its value, or a switch with a value other than true and false.
  static absl::StatusOr<Arguments> Parse(absl::Span<const std::string> tokens,
                                         absl::Span<const Flag> known);

  // Reads flags up to the first word; `used` is how many tokens that were.
  struct Leading;
  static absl::StatusOr<Leading> ParseLeading(absl::Span<const std::string> tokens,
                                              absl::Span<const Flag> known);

  // Adds the flags and words of `other` behind the own ones. USAGE for a flag given in both.
  absl::Status Append(const Arguments& other);

  const std::vector<std::string>& words() const { return words_; }
  const std::vector<GivenFlag>& flags() const { return flags_; }

  // The value of a flag; nothing where it was not given.
  std::optional<std::string> Find(absl::string_view name) const;
  // Its value, else `otherwise`.
  std::string Get(absl::string_view name, absl::string_view otherwise = "") const;
  // Whether a switch is on.
  bool Has(absl::string_view name) const { return Get(name) == "true"; }
  // Its value as a whole number from `least` on, else `otherwise`. USAGE for anything else.
  absl::StatusOr<int> GetNumber(absl::string_view name, int otherwise, int least) const;

 private:
  class Reader;
  absl::Status Add(GivenFlag given);

  std::vector<std::string> words_;
  std::vector<GivenFlag> flags_;
};

struct Arguments::Leading {
  Arguments arguments;
  size_t used = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_ARGUMENTS_H_
