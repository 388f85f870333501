// matches, replace and split.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/feel_node.h"
#include "libs/decision/feel/feel_regex.h"

namespace skranke {
namespace {

using Match = FeelRegex::Match;

absl::StatusOr<std::shared_ptr<const FeelRegex>> Compile(const BuiltinCall& call, size_t flags_at) {
  const std::string flags = call.has(flags_at) ? call.text(flags_at) : "";
  std::shared_ptr<const FeelRegex>& known =
      call.run.Pattern(absl::StrCat(flags, "/", call.text(1)));
  if (known != nullptr) return known;
  if (!call.run.Spend(FeelRegex::CompileSteps(call.text(1), flags))) {
    return absl::InvalidArgumentError("the search takes too long");
  }
  SKRANKE_ASSIGN_OR_RETURN(known, FeelRegex::Compile(call.text(1), flags));
  return known;
}

Value Matches(const BuiltinCall& call) {
  const auto regex = Compile(call, 2);
  if (!regex.ok()) return call.Error(regex.status().message());
  const auto matches = (*regex)->FindAll(call.text(0), true, call.run);
  return matches.ok() ? Value::OfBoolean(!matches->empty())
                      : call.Error(matches.status().message());
}

// All matches, of which none may be empty: XPath refuses a pattern that could go on for ever.
absl::StatusOr<std::vector<Match>> FindPieces(const BuiltinCall& call, size_t flags_at) {
  SKRANKE_ASSIGN_OR_RETURN(const auto regex, Compile(call, flags_at));
  SKRANKE_ASSIGN_OR_RETURN(const auto of_nothing, regex->FindAll("", true, call.run));
  if (!of_nothing.empty()) return absl::InvalidArgumentError("the pattern matches nothing");
  return regex->FindAll(call.text(0), false, call.run);
}

// What "$1" or "$12" stands for: the group of as many digits as there are groups for. None where
// no digit follows the sign.
absl::StatusOr<absl::string_view> TakeGroup(absl::string_view& rest, const Match& match,
                                            absl::string_view text) {
  if (rest.empty() || !absl::ascii_isdigit(rest[0])) {
    return absl::InvalidArgumentError("a number follows $ in a replacement");
  }
  size_t group = 0;
  size_t digits = 0;
  while (digits < rest.size() && absl::ascii_isdigit(rest[digits])) {
    const size_t longer = group * 10 + (rest[digits] - '0');
    if (digits > 0 && longer >= match.size()) break;
    group = longer;
    ++digits;
  }
  rest.remove_prefix(digits);
  const bool took_part = group < match.size() && match[group].has_value();
  if (!took_part) return absl::string_view();
  return text.substr(match[group]->begin, match[group]->end - match[group]->begin);
}

absl::StatusOr<std::string> Expand(absl::string_view replacement, const Match& match,
                                   absl::string_view text) {
  std::string expanded;
  for (absl::string_view rest = replacement; !rest.empty();) {
    const char c = rest[0];
    rest.remove_prefix(1);
    if (c == '$') {
      SKRANKE_ASSIGN_OR_RETURN(const absl::string_view group, TakeGroup(rest, match, text));
      absl::StrAppend(&expanded, group);
    } else if (c == '\\') {
      if (rest.empty() || (rest[0] != '\\' && rest[0] != '$')) {
        return absl::InvalidArgumentError("\\ stands before \\ or $ in a replacement");
      }
      expanded.push_back(rest[0]);
      rest.remove_prefix(1);
    } else {
      expanded.push_back(c);
    }
  }
  return expanded;
}

Value Replace(const BuiltinCall& call) {
  const absl::string_view text = call.text(0);
  const auto matches = FindPieces(call, 3);
  if (!matches.ok()) return call.Error(matches.status().message());
  std::string replaced;
  size_t at = 0;
  for (const Match& match : *matches) {
    const auto expanded = Expand(call.text(2), match, text);
    if (!expanded.ok()) return call.Error(expanded.status().message());
    if (!call.run.Spend(Value::OfString(*expanded).weight())) return Value();
    absl::StrAppend(&replaced, text.substr(at, match[0]->begin - at), *expanded);
    at = match[0]->end;
  }
  absl::StrAppend(&replaced, text.substr(at));
  return Value::OfString(std::move(replaced));
}

Value Split(const BuiltinCall& call) {
  const absl::string_view text = call.text(0);
  const auto matches = FindPieces(call, 2);
  if (!matches.ok()) return call.Error(matches.status().message());
  std::vector<Value> pieces;
  size_t at = 0;
  for (const Match& match : *matches) {
    pieces.push_back(Value::OfString(std::string(text.substr(at, match[0]->begin - at))));
    at = match[0]->end;
  }
  pieces.push_back(Value::OfString(std::string(text.substr(at))));
  return MakeList(std::move(pieces), call.run);
}

const BuiltinParameter kInput = {"input", kString};
const BuiltinParameter kPattern = {"pattern", kString};
const BuiltinParameter kFlags = {"flags", kString, true};

const Builtin kRows[] = {
    {"matches", {kInput, kPattern, kFlags}, &Matches},
    {"replace", {kInput, kPattern, {"replacement", kString}, kFlags}, &Replace},
    {"split", {{"string", kString}, {"delimiter", kString}}, &Split},
};

}  // namespace

absl::Span<const Builtin> PatternBuiltins() { return kRows; }

}  // namespace skranke
