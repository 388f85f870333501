// Xerces throws exceptions; none leaves this file.
#include <unicode/unistr.h>

#include <cmath>
#include <utility>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/XMLException.hpp>
#include <xercesc/util/regx/Match.hpp>
#include <xercesc/util/regx/RegularExpression.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/decision/feel/feel_regex.h"

namespace skranke {
namespace {

// Steps that a search may take at worst: length to the power of the repeats that can take the same
// characters, for each way to choose. Source: design; some tenths of a second.
constexpr double kStepsMax = 2e7;
// Of those, how many take about the time of one step of a run.
constexpr double kStepsPerStep = 50;
// A way to choose takes the time of so many other steps. Source: measured.
constexpr double kStepsPerWay = 16;
// Longer texts are not searched by it: it goes deeper for each character.
constexpr size_t kTextMax = 10'000;

using Text16 = icu::UnicodeString;

Text16 ToText16(absl::string_view text) {
  return Text16::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

// Once for the process, as Xerces wants it.
bool IsXercesReady() {
  static const bool ready = [] {
    try {
      xercesc::XMLPlatformUtils::Initialize();
      return true;
    } catch (const xercesc::XMLException&) {
      return false;
    }
  }();
  return ready;
}

// What a search may have to try.
struct Effort {
  int repeats = 0;         // Each may end after every character.
  double ways = 1;         // Of what is there or not (?) and one or the other (|), each with each.
  bool is_choice = false;  // The whole is one or the other: a ^ at its begin is only one's.
};

// None where a group is repeated, for then the steps may grow with the power of the length.
std::optional<Effort> EffortOf(absl::string_view pattern) {
  Effort effort;
  std::vector<int> alternatives = {1};  // Of each open group so far.
  bool in_class = false, after_group = false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const bool repeats_here = !in_class && absl::StrContains("*+{", c);
    if (repeats_here && after_group) return std::nullopt;
    effort.repeats += repeats_here;
    after_group = !in_class && c == ')';
    if (!in_class && c == '?') effort.ways *= 2;
    if (!in_class && c == '|') effort.ways *= 1 + 1.0 / alternatives.back()++;
    if (!in_class && c == '(') alternatives.push_back(1);
    if (after_group && alternatives.size() > 1) alternatives.pop_back();
    if (c == '\\') ++i;
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
  }
  effort.is_choice = alternatives.front() > 1;
  return effort;
}

// Whether a match can begin with the text only. "^?a" and "^*a" can begin anywhere.
bool IsAnchored(const RegexSource& source, const Effort& effort) {
  const absl::string_view pattern = source.pattern;
  if (!absl::StartsWith(pattern, "^") || source.multi_line || effort.is_choice) return false;
  return pattern.size() < 2 || !absl::StrContains("?*+{", pattern[1]);
}

class XercesRegex : public FeelRegex {
 public:
  XercesRegex(std::unique_ptr<const xercesc::RegularExpression> expression, const Effort& effort,
              bool anchored)
      : expression_(std::move(expression)), effort_(effort), anchored_(anchored) {}

  absl::StatusOr<std::vector<Match>> FindAll(absl::string_view text, bool first_only,
                                             FeelRun& run) const override {
    const double steps = StepsOver(text);
    const bool fits = text.size() <= kTextMax && steps <= kStepsMax;
    if (!fits || !run.Spend(static_cast<int64_t>(steps / kStepsPerStep))) {
      return absl::InvalidArgumentError("the text is too long for this kind of pattern");
    }
    try {
      return Search(ToText16(text), first_only || anchored_);
    } catch (const xercesc::XMLException&) {
      return absl::InvalidArgumentError("the pattern cannot be searched for");
    }
  }

 private:
  double StepsOver(absl::string_view text) const {
    const double begins = anchored_ ? 0 : 1;
    const double steps = std::pow(static_cast<double>(text.size()) + 1, effort_.repeats + begins);
    return effort_.ways > 1 ? steps * effort_.ways * kStepsPerWay : steps;
  }

  std::vector<Match> Search(const Text16& text, bool first_only) const {
    const std::vector<size_t> bytes = BytesBefore(text);
    std::vector<Match> matches;
    for (int32_t at = 0; at <= text.length();) {
      xercesc::Match found;
      if (!expression_->matches(reinterpret_cast<const XMLCh*>(Terminated(text)), at, text.length(),
                                &found)) {
        break;
      }
      Match match;
      for (int i = 0; i < found.getNoGroups(); ++i) {
        const bool took_part = found.getStartPos(i) >= 0 && found.getEndPos(i) >= 0;
        match.push_back(
            took_part ? std::optional(Span{bytes[found.getStartPos(i)], bytes[found.getEndPos(i)]})
                      : std::nullopt);
      }
      matches.push_back(std::move(match));
      if (first_only || found.getStartPos(0) == found.getEndPos(0)) break;
      at = found.getEndPos(0);
    }
    return matches;
  }

  static const char16_t* Terminated(const Text16& text) {
    return const_cast<Text16&>(text).getTerminatedBuffer();
  }

  // How many bytes of UTF-8 stand before each unit of UTF-16, and at the end.
  static std::vector<size_t> BytesBefore(const Text16& text) {
    std::vector<size_t> bytes = {0};
    for (int32_t i = 0; i < text.length(); ++i) {
      const UChar32 c = text.char32At(i);
      const bool half = U16_IS_SURROGATE(text[i]) && c > 0xFFFF;
      bytes.push_back(bytes.back() + (half ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3));
    }
    return bytes;
  }

  const std::unique_ptr<const xercesc::RegularExpression> expression_;
  const Effort effort_;
  const bool anchored_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<const FeelRegex>> CompileXerces(const RegexSource& source) {
  const auto effort = EffortOf(source.pattern);
  if (!effort || !IsXercesReady()) {
    return absl::InvalidArgumentError("the pattern may take too long");
  }
  const std::string options = absl::StrCat(source.dot_all ? "s" : "", source.multi_line ? "m" : "",
                                           source.ignore_case ? "i" : "");
  try {
    Text16 pattern = ToText16(source.pattern);
    Text16 flags = ToText16(options);
    auto expression = std::make_unique<const xercesc::RegularExpression>(
        reinterpret_cast<const XMLCh*>(pattern.getTerminatedBuffer()),
        reinterpret_cast<const XMLCh*>(flags.getTerminatedBuffer()));
    return std::make_unique<const XercesRegex>(std::move(expression), *effort,
                                               IsAnchored(source, *effort));
  } catch (const xercesc::XMLException&) {
    return absl::InvalidArgumentError("the text is no pattern");
  }
}

}  // namespace skranke
