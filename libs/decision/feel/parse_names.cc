// Names and types. A known name is the longest that the text begins with; an unknown one is as many
// words as stand together.
#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/cell_scanner.h"
#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/feel_parser.h"

namespace skranke {
namespace {

// No unknown name goes on with one of these.
constexpr absl::string_view kJoints[] = {"and",  "or",   "in",     "between",   "instance",
                                         "then", "else", "return", "satisfies", "external"};

bool IsJoint(absl::string_view word) {
  return std::find(std::begin(kJoints), std::end(kJoints), word) != std::end(kJoints);
}

// What may stand in a name without being known: its letters, and FEEL's additional signs.
bool IsNameCharacter(char c) { return IsWordCharacter(c) || absl::StrContains(" \t\r\n.-+*'/", c); }

}  // namespace

NameSet::Found FeelParser::KnownName() {
  const absl::string_view rest = scan_.rest();
  NameSet::Found best = names_.names().LongestAt(rest);
  const auto consider = [&](const NameSet& names) {
    if (NameSet::Found other = names.LongestAt(rest); other.bytes > best.bytes) {
      best = std::move(other);
    }
  };
  for (const Locals& locals : locals_) consider(locals.set);
  if (in_filter_) {
    consider(names_.members());
    consider(seen_members_);
  }
  consider(BuiltinNames());
  return best;
}

std::string FeelParser::UnknownName() {
  std::string name;
  for (absl::string_view word = scan_.SeeWord();
       !word.empty() && !IsJoint(word) && (!name.empty() || !absl::ascii_isdigit(word[0]));
       word = scan_.SeeWord()) {
    absl::StrAppend(&name, name.empty() ? "" : " ", word);
    scan_.Skip(word.size());
  }
  return name;
}

absl::StatusOr<std::string> FeelParser::MemberName() {
  scan_.SkipSpaces();
  NameSet::Found known = names_.members().LongestAt(scan_.rest());
  if (NameSet::Found seen = seen_members_.LongestAt(scan_.rest()); seen.bytes > known.bytes) {
    known = std::move(seen);
  }
  if (known.bytes > 0) {
    scan_.Skip(known.bytes);
    return known.name;
  }
  std::string name = UnknownName();
  if (name.empty()) return scan_.Error("a name was expected");
  return name;
}

// A name that is being made: all words as far as `word`, which is taken.
absl::StatusOr<std::string> FeelParser::NameBefore(absl::string_view word) {
  std::string name;
  while (!scan_.TakeWord(word)) {
    const absl::string_view part = scan_.SeeWord();
    if (part.empty()) return scan_.Error(absl::StrCat("the word ", word, " is missing"));
    absl::StrAppend(&name, name.empty() ? "" : " ", part);
    scan_.Skip(part.size());
  }
  if (name.empty()) return scan_.Error("a name was expected");
  return name;
}

// A name and its colon, which are taken; empty, and nothing taken, where there is none.
std::string FeelParser::NameBeforeColon() {
  scan_.SkipSpaces();
  const absl::string_view rest = scan_.rest();
  const auto end =
      std::find_if_not(rest.begin(), rest.end(), [](char c) { return IsNameCharacter(c); });
  const size_t length = end - rest.begin();
  if (length == rest.size() || *end != ':' || absl::ascii_isdigit(rest[0])) return "";
  scan_.Skip(length + 1);
  return NormalName(rest.substr(0, length));
}

void FeelParser::Mention(const std::string& name) {
  if (name == "partial") ++mentions_of_partial_;
  for (const Locals& locals : locals_) {
    const auto& known = locals.names;
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
  }
  const bool known_outside = names_.names().LongestAt(name).name == name;
  if (!known_outside && FindBuiltin(name) != nullptr) return;
  if (std::find(free_names_.begin(), free_names_.end(), name) != free_names_.end()) return;
  free_names_.push_back(name);
}

absl::StatusOr<FeelType> FeelParser::Type() {
  const Within<int> deeper(nesting_, nesting_ + 1);
  if (nesting_ > kNestingMax) return scan_.Error("the type is nested too deep");
  scan_.SkipSpaces();
  const NameSet::Found known = names_.type_names().LongestAt(scan_.rest());
  const absl::string_view before = scan_.rest();
  for (const absl::string_view words :
       {"years and months duration", "days and time duration", "date and time"}) {
    NameSet one;
    one.Add(words);
    const NameSet::Found found = one.LongestAt(before);
    if (found.bytes <= known.bytes) continue;
    scan_.Skip(found.bytes);
    return *FeelType::Named(words);
  }
  if (known.bytes > 0) {
    scan_.Skip(known.bytes);
    return *names_.FindType(known.name);
  }
  const std::string name(scan_.SeeWord());
  scan_.Skip(name.size());
  if (name == "context" && scan_.Take("<")) return ContextType();
  if (name == "function" && scan_.Take("<")) return FunctionType();
  const bool has_item = (name == "list" || name == "range") && scan_.Take("<");
  if (has_item) {
    SKRANKE_ASSIGN_OR_RETURN(FeelType item, Type());
    SKRANKE_RETURN_IF_ERROR(Expect(">"));
    return name == "list" ? FeelType::ListOf(std::move(item)) : FeelType::RangeOf(std::move(item));
  }
  if (auto type = FeelType::Named(name)) return *std::move(type);
  scan_.Rewind(before);
  return scan_.Error("no type has this name");
}

absl::StatusOr<FeelType> FeelParser::ContextType() {
  std::vector<FeelType::Member> members;
  if (scan_.Take(">")) return FeelType::ContextOf({});
  do {
    FeelType::Member member;
    member.name = NameBeforeColon();
    if (member.name.empty()) return scan_.Error("a name and a colon were expected");
    SKRANKE_ASSIGN_OR_RETURN(member.type, Type());
    members.push_back(std::move(member));
  } while (scan_.Take(","));
  SKRANKE_RETURN_IF_ERROR(Expect(">"));
  return FeelType::ContextOf(std::move(members));
}

absl::StatusOr<FeelType> FeelParser::FunctionType() {
  std::vector<FeelType> parameters;
  if (!scan_.Take(">")) {
    do {
      SKRANKE_ASSIGN_OR_RETURN(FeelType parameter, Type());
      parameters.push_back(std::move(parameter));
    } while (scan_.Take(","));
    SKRANKE_RETURN_IF_ERROR(Expect(">"));
  }
  SKRANKE_RETURN_IF_ERROR(Expect("->"));
  SKRANKE_ASSIGN_OR_RETURN(FeelType result, Type());
  return FeelType::FunctionOf(std::move(parameters), std::move(result));
}

}  // namespace skranke
