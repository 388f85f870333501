#include "tools/skranke/arguments.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

std::string Hyphenated(absl::string_view name) { return absl::StrReplaceAll(name, {{"_", "-"}}); }

absl::Status UnknownFlag(absl::string_view name, absl::Span<const Flag> known) {
  std::vector<std::string> names;
  for (const Flag& flag : known) names.push_back(absl::StrCat("--", flag.name));
  const std::string given = absl::StrCat("--", name);
  return UsageError(absl::StrCat("unknown flag ", given, Suggestion(NearestWord(given, names))));
}

}  // namespace

// Walks the tokens once.
class Arguments::Reader {
 public:
  Reader(absl::Span<const std::string> tokens, absl::Span<const Flag> known)
      : tokens_(tokens), known_(known) {}

  bool done() const { return at_ == tokens_.size(); }
  size_t at() const { return at_; }
  bool AtWord() const { return only_words_ || !absl::StartsWith(tokens_[at_], "--"); }

  absl::Status ReadInto(Arguments& arguments) {
    if (AtWord()) {
      arguments.words_.push_back(tokens_[at_++]);
      return absl::OkStatus();
    }
    if (tokens_[at_] == "--") {
      ++at_;
      only_words_ = true;
      return absl::OkStatus();
    }
    SKRANKE_ASSIGN_OR_RETURN(GivenFlag given, ReadFlag());
    return arguments.Add(std::move(given));
  }

 private:
  absl::StatusOr<GivenFlag> ReadFlag() {
    absl::string_view token = tokens_[at_++];
    absl::ConsumePrefix(&token, "--");
    const size_t equals = token.find('=');
    const std::string name = Hyphenated(token.substr(0, equals));
    const auto flag = std::find_if(known_.begin(), known_.end(),
                                   [&](const Flag& candidate) { return candidate.name == name; });
    if (flag == known_.end()) return UnknownFlag(name, known_);
    std::optional<std::string> value;
    if (equals != absl::string_view::npos) value = std::string(token.substr(equals + 1));
    SKRANKE_ASSIGN_OR_RETURN(std::string given, ValueOf(*flag, value));
    return GivenFlag{*flag, std::move(given)};
  }

  absl::StatusOr<std::string> ValueOf(const Flag& flag, const std::optional<std::string>& value) {
    if (flag.value.empty()) return SwitchValue(flag, value.value_or("true"));
    if (value) return *value;
    if (done()) return UsageError(absl::StrCat("--", flag.name, " needs a value"));
    return tokens_[at_++];
  }

  static absl::StatusOr<std::string> SwitchValue(const Flag& flag, const std::string& value) {
    if (value == "true" || value == "false") return value;
    return UsageError(absl::StrCat("--", flag.name, " is a switch: true or false"));
  }

  const absl::Span<const std::string> tokens_;
  const absl::Span<const Flag> known_;
  size_t at_ = 0;
  bool only_words_ = false;
};

absl::StatusOr<Arguments> Arguments::Parse(absl::Span<const std::string> tokens,
                                           absl::Span<const Flag> known) {
  Arguments arguments;
  Reader reader(tokens, known);
  while (!reader.done()) SKRANKE_RETURN_IF_ERROR(reader.ReadInto(arguments));
  return arguments;
}

absl::StatusOr<Arguments::Leading> Arguments::ParseLeading(absl::Span<const std::string> tokens,
                                                           absl::Span<const Flag> known) {
  Leading leading;
  Reader reader(tokens, known);
  while (!reader.done() && !reader.AtWord()) {
    SKRANKE_RETURN_IF_ERROR(reader.ReadInto(leading.arguments));
  }
  leading.used = reader.at();
  return leading;
}

absl::Status Arguments::Add(GivenFlag given) {
  if (!given.flag.many && Find(given.flag.name)) {
    return UsageError(absl::StrCat("--", given.flag.name, " is given twice"));
  }
  flags_.push_back(std::move(given));
  return absl::OkStatus();
}

absl::Status Arguments::Append(const Arguments& other) {
  words_.insert(words_.end(), other.words_.begin(), other.words_.end());
  for (const GivenFlag& given : other.flags_) SKRANKE_RETURN_IF_ERROR(Add(given));
  return absl::OkStatus();
}

std::optional<std::string> Arguments::Find(absl::string_view name) const {
  for (const GivenFlag& given : flags_) {
    if (given.flag.name == name) return given.value;
  }
  return std::nullopt;
}

std::string Arguments::Get(absl::string_view name, absl::string_view otherwise) const {
  return Find(name).value_or(std::string(otherwise));
}

absl::StatusOr<int> Arguments::GetNumber(absl::string_view name, int otherwise, int least) const {
  const std::optional<std::string> text = Find(name);
  int number = otherwise;
  if (!text || (absl::SimpleAtoi(*text, &number) && number >= least)) return number;
  return UsageError(absl::StrCat("--", name, " must be a whole number from ", least, " on"));
}

}  // namespace skranke
