#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/code_points.h"
#include "libs/decision/feel/feel_node.h"

namespace skranke {
namespace {

Value Of(absl::string_view text) { return Value::OfString(std::string(text)); }

std::optional<int64_t> Whole(const Value& number) {
  const auto whole = number.number().Round(0, Number::Rounding::kDown);
  return whole ? whole->ToInt64() : std::nullopt;
}

Value Substring(const BuiltinCall& call) {
  const absl::string_view text = call.text(0);
  const int64_t size = CountCodePoints(text);
  const auto start = Whole(call[1]);
  if (!start || *start == 0 || std::abs(*start) > size) {
    return call.Error("substring: the start position is outside the text");
  }
  const int64_t first = *start > 0 ? *start - 1 : size + *start;
  const size_t begin = ByteOfCodePoint(text, first);
  if (!call.has(2)) return Of(text.substr(begin));
  const auto length = Whole(call[2]);
  if (!length || *length < 1) return call.Error("substring: the length is at least 1");
  const int64_t taken = std::min(*length, size - first);
  return Of(text.substr(begin, ByteOfCodePoint(text.substr(begin), taken)));
}

Value StringLength(const BuiltinCall& call) {
  return Value::OfNumber(Number(CountCodePoints(call.text(0))));
}

// As Unicode says, of no language: Turkish i is an exception that a rule cannot know.
Value UpperCase(const BuiltinCall& call) {
  std::string upper;
  icu::UnicodeString::fromUTF8(call.text(0)).toUpper(icu::Locale::getRoot()).toUTF8String(upper);
  return Value::OfString(std::move(upper));
}

Value LowerCase(const BuiltinCall& call) {
  std::string lower;
  icu::UnicodeString::fromUTF8(call.text(0)).toLower(icu::Locale::getRoot()).toUTF8String(lower);
  return Value::OfString(std::move(lower));
}

Value SubstringBefore(const BuiltinCall& call) {
  const absl::string_view text = call.text(0);
  const size_t at = text.find(call.text(1));
  return at == absl::string_view::npos ? Of("") : Of(text.substr(0, at));
}

Value SubstringAfter(const BuiltinCall& call) {
  const absl::string_view text = call.text(0);
  const size_t at = text.find(call.text(1));
  return at == absl::string_view::npos ? Of("") : Of(text.substr(at + call.text(1).size()));
}

Value Contains(const BuiltinCall& call) {
  return Value::OfBoolean(absl::StrContains(call.text(0), call.text(1)));
}

Value StartsWith(const BuiltinCall& call) {
  return Value::OfBoolean(absl::StartsWith(call.text(0), call.text(1)));
}

Value EndsWith(const BuiltinCall& call) {
  return Value::OfBoolean(absl::EndsWith(call.text(0), call.text(1)));
}

// Nulls are left out.
Value StringJoin(const BuiltinCall& call) {
  const std::string delimiter = call.has(1) ? call.text(1) : "";
  std::string joined;
  bool first = true;
  for (const Value& item : call[0].list()) {
    if (item.is_null()) continue;
    if (!item.is(ValueType::kString)) return call.Error("string join: only strings are joined");
    if (!call.run.Spend(Value::OfString(delimiter).weight())) return Value();
    absl::StrAppend(&joined, first ? "" : delimiter, item.string());
    first = false;
  }
  return Value::OfString(std::move(joined));
}

const BuiltinParameter kText = {"string", kString};
const BuiltinParameter kMatch = {"match", kString};

const Builtin kRows[] = {
    {"substring", {kText, {"start position", kNumber}, {"length", kNumber, true}}, &Substring},
    {"string length", {kText}, &StringLength},
    {"upper case", {kText}, &UpperCase},
    {"lower case", {kText}, &LowerCase},
    {"substring before", {kText, kMatch}, &SubstringBefore},
    {"substring after", {kText, kMatch}, &SubstringAfter},
    {"contains", {kText, kMatch}, &Contains},
    {"starts with", {kText, kMatch}, &StartsWith},
    {"ends with", {kText, kMatch}, &EndsWith},
    {"string join", {{"list", kList}, {"delimiter", kString, true}}, &StringJoin},
};

}  // namespace

absl::Span<const Builtin> StringBuiltins() { return kRows; }

}  // namespace skranke
