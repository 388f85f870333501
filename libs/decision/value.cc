#include "libs/decision/value.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace skranke {
namespace {

std::string Quoted(absl::string_view text) {
  return absl::StrCat(
      "\"",
      absl::StrReplaceAll(
          text, {{"\\", "\\\\"}, {"\"", "\\\""}, {"\n", "\\n"}, {"\r", "\\r"}, {"\t", "\\t"}}),
      "\"");
}

}  // namespace

absl::string_view TypeName(ValueType type) {
  switch (type) {
    case ValueType::kNull:
      return "null";
    case ValueType::kNumber:
      return "number";
    case ValueType::kString:
      return "string";
    case ValueType::kBoolean:
      return "boolean";
    case ValueType::kDate:
      return "date";
  }
  return "";
}

absl::StatusOr<Value> Value::ParseDate(absl::string_view text) {
  absl::CivilDay day;
  // Abseil also takes spaces, signs and years of other lengths: writing the day must give the text.
  if (text.size() != 10 || !absl::ParseCivilTime(text, &day) || day.year() < 1000 ||
      absl::FormatCivilTime(day) != text) {
    return absl::InvalidArgumentError("a date is a day of the calendar, as YYYY-MM-DD");
  }
  return Value(day);
}

std::string Value::ToString() const {
  switch (type()) {
    case ValueType::kNull:
      return "null";
    case ValueType::kNumber:
      return std::get<Number>(value_).ToString();
    case ValueType::kString:
      return Quoted(std::get<std::string>(value_));
    case ValueType::kBoolean:
      return std::get<bool>(value_) ? "true" : "false";
    case ValueType::kDate:
      return absl::StrCat("date(\"", absl::FormatCivilTime(std::get<absl::CivilDay>(value_)),
                          "\")");
  }
  return "";
}

std::optional<std::strong_ordering> Value::Compare(const Value& a, const Value& b) {
  if (a.type() != b.type()) return std::nullopt;
  switch (a.type()) {
    case ValueType::kNumber:
      return std::get<Number>(a.value_) <=> std::get<Number>(b.value_);
    case ValueType::kString:
      // Bytes of UTF-8 have the order of their code points.
      return std::get<std::string>(a.value_) <=> std::get<std::string>(b.value_);
    case ValueType::kDate:
      return std::get<absl::CivilDay>(a.value_) - std::get<absl::CivilDay>(b.value_) <=> 0;
    case ValueType::kNull:
    case ValueType::kBoolean:
      return std::nullopt;
  }
  return std::nullopt;
}

bool IsOrdered(ValueType type) {
  return type == ValueType::kNumber || type == ValueType::kString || type == ValueType::kDate;
}

}  // namespace skranke
