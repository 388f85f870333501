#include <re2/re2.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/decision/feel/feel_regex.h"

namespace skranke {
namespace {

// What one compiled pattern may take, in bytes. Source: design; RE2's own default is 8 MiB.
constexpr int64_t kMemoryMax = 1 << 20;

// Text, and instructions of a pattern, that are worked through in about the time of one step.
constexpr int64_t kBytesPerStep = 64;
constexpr int kProgramPerStep = 256;

class Re2Regex : public FeelRegex {
 public:
  explicit Re2Regex(const RegexSource& source) : re_(Text(source), Options()) {}

  bool ok() const { return re_.ok(); }

  absl::StatusOr<std::vector<Match>> FindAll(absl::string_view text, bool first_only,
                                             FeelRun& run) const override {
    std::vector<Match> matches;
    const re2::StringPiece whole(text.data(), text.size());
    std::vector<re2::StringPiece> groups(re_.NumberOfCapturingGroups() + 1);
    for (size_t at = 0; at <= text.size();) {
      // Each search may look at all that is left.
      const auto bytes = static_cast<int64_t>(text.size() - at);
      if (!run.Spend((bytes / kBytesPerStep + 1) * (re_.ProgramSize() / kProgramPerStep + 1))) {
        return absl::InvalidArgumentError("the search takes too long");
      }
      if (!re_.Match(whole, at, text.size(), RE2::UNANCHORED, groups.data(),
                     static_cast<int>(groups.size()))) {
        break;
      }
      matches.push_back(ToMatch(groups, text));
      const Span all = *matches.back()[0];
      if (first_only || all.begin == all.end) break;
      at = all.end;
    }
    return matches;
  }

 private:
  static std::string Text(const RegexSource& source) {
    const std::string flags = absl::StrCat(source.dot_all ? "s" : "", source.multi_line ? "m" : "",
                                           source.ignore_case ? "i" : "");
    return flags.empty() ? source.pattern : absl::StrCat("(?", flags, ")", source.pattern);
  }

  static RE2::Options Options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMemoryMax);
    return options;
  }

  static Match ToMatch(const std::vector<re2::StringPiece>& groups, absl::string_view text) {
    Match match;
    for (const re2::StringPiece& group : groups) {
      if (group.data() == nullptr) {
        match.push_back(std::nullopt);
        continue;
      }
      const size_t begin = group.data() - text.data();
      match.push_back(Span{begin, begin + group.size()});
    }
    return match;
  }

  const RE2 re_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<const FeelRegex>> CompileRe2(const RegexSource& source) {
  auto regex = std::make_unique<const Re2Regex>(source);
  if (!regex->ok()) return absl::InvalidArgumentError("the text is no pattern");
  return regex;
}

}  // namespace skranke
