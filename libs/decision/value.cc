#include "libs/decision/value.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace skranke {
namespace {

// Bytes of text that weigh as much as one value.
constexpr size_t kBytesPerWeight = 16;
// A walk over so many entries finds a name as fast as a table does.
constexpr size_t kWalkedEntriesMax = 8;

constexpr std::array<absl::string_view, 13> kTypeNames = {"null",
                                                          "number",
                                                          "string",
                                                          "boolean",
                                                          "date",
                                                          "time",
                                                          "date and time",
                                                          "years and months duration",
                                                          "days and time duration",
                                                          "list",
                                                          "context",
                                                          "range",
                                                          "function"};

std::string Quoted(absl::string_view text) {
  return absl::StrCat(
      "\"",
      absl::StrReplaceAll(
          text, {{"\\", "\\\\"}, {"\"", "\\\""}, {"\n", "\\n"}, {"\r", "\\r"}, {"\t", "\\t"}}),
      "\"");
}

// "date", "2026-01-31" -> date("2026-01-31")
std::string Constructed(absl::string_view type, absl::string_view text) {
  return absl::StrCat(type, "(\"", text, "\")");
}

// Whether the name needs no quotes: words with single spaces between them.
bool IsPlainName(absl::string_view name) {
  const auto is_word = [](char c) {
    return absl::ascii_isalnum(c) || c == '_' || !absl::ascii_isascii(c);
  };
  if (name.empty() || !is_word(name.front()) || absl::ascii_isdigit(name.front()) ||
      !is_word(name.back()) || name.find("  ") != absl::string_view::npos) {
    return false;
  }
  return std::all_of(name.begin(), name.end(), [&](char c) { return c == ' ' || is_word(c); });
}

std::string ContextToString(const Context& context) {
  const auto write = [](std::string* out, const Context::Entry& entry) {
    absl::StrAppend(out, IsPlainName(entry.name) ? entry.name : Quoted(entry.name), ": ",
                    entry.value.ToString());
  };
  return absl::StrCat("{", absl::StrJoin(context.entries(), ", ", write), "}");
}

std::string RangeToString(const ValueRange& range) {
  if (range.excludes) return absl::StrCat("(!= ", range.low.ToString(), ")");
  if (range.high.is_null() && !range.low.is_null()) {
    return absl::StrCat("(", range.low_included ? ">= " : "> ", range.low.ToString(), ")");
  }
  if (range.low.is_null() && !range.high.is_null()) {
    return absl::StrCat("(", range.high_included ? "<= " : "< ", range.high.ToString(), ")");
  }
  return absl::StrCat(range.low_included ? "[" : "(", range.low.ToString(), "..",
                      range.high.ToString(), range.high_included ? "]" : ")");
}

bool Equal(const Context& a, const Context& b) {
  if (a.entries().size() != b.entries().size()) return false;
  return std::all_of(a.entries().begin(), a.entries().end(), [&](const Context::Entry& entry) {
    const Value* const other = b.Find(entry.name);
    return other != nullptr && *other == entry.value;
  });
}

// Equal of lists and contexts, part by part: a no outweighs what cannot be compared.
std::optional<bool> ListsEqual(absl::Span<const Value> a, absl::Span<const Value> b) {
  if (a.size() != b.size()) return false;
  std::optional<bool> equal = true;
  for (size_t i = 0; i < a.size(); ++i) {
    const auto part = FeelEqual(a[i], b[i]);
    if (part == false) return false;
    if (!part) equal = part;
  }
  return equal;
}

std::optional<bool> ContextsEqual(const Context& a, const Context& b) {
  if (a.entries().size() != b.entries().size()) return false;
  std::optional<bool> equal = true;
  for (const Context::Entry& entry : a.entries()) {
    const Value* const other = b.Find(entry.name);
    const auto part = other == nullptr ? false : FeelEqual(entry.value, *other);
    if (part == false) return false;
    if (!part) equal = part;
  }
  return equal;
}

std::optional<bool> RangesEqual(const ValueRange& a, const ValueRange& b) {
  if (a.low_included != b.low_included || a.high_included != b.high_included ||
      a.excludes != b.excludes) {
    return false;
  }
  return ListsEqual({a.low, a.high}, {b.low, b.high});
}

}  // namespace

absl::string_view TypeName(ValueType type) { return kTypeNames[static_cast<size_t>(type)]; }

Value Value::OfString(std::string text) {
  return Value(Held(std::make_shared<const std::string>(std::move(text))));
}

Value Value::OfTime(TimeOfDay time) {
  return Value(Held(std::make_shared<const TimeOfDay>(std::move(time))));
}

Value Value::OfDateTime(DateTime moment) {
  return Value(Held(std::make_shared<const DateTime>(std::move(moment))));
}

// Null where it is too heavy or too deep.
template <typename T>
Value Value::Weigh(T held, int64_t weight, int depth) {
  if (weight > kWeightMax || depth > kDepthMax) return Value();
  return Value(
      Held(std::make_shared<const Weighed<T>>(Weighed<T>{std::move(held), weight, depth})));
}

Value Value::OfList(std::vector<Value> items) {
  int64_t weight = 1;
  int depth = 1;
  for (const Value& item : items) {
    weight += item.weight();
    depth = std::max(depth, item.depth() + 1);
  }
  return Weigh(std::move(items), weight, depth);
}

Value Value::OfContext(Context context) {
  const int64_t weight = context.weight();
  const int depth = context.depth();
  return Weigh(std::move(context), weight, depth);
}

Value Value::OfRange(ValueRange range) {
  const int64_t weight = 1 + range.low.weight() + range.high.weight();
  const int depth = 1 + std::max(range.low.depth(), range.high.depth());
  return Weigh(std::move(range), weight, depth);
}

Value Value::OfFunction(std::shared_ptr<const FeelFunction> function, int depth) {
  return Weigh(std::move(function), 1, depth + 1);
}

const Context& Value::context() const { return std::get<Shared<Weighed<Context>>>(value_)->held; }

const ValueRange& Value::range() const {
  return std::get<Shared<Weighed<ValueRange>>>(value_)->held;
}

const std::shared_ptr<const FeelFunction>& Value::function() const {
  return std::get<Shared<Weighed<Shared<FeelFunction>>>>(value_)->held;
}

absl::StatusOr<Value> Value::ParseDate(absl::string_view text) {
  absl::CivilDay day;
  // Abseil also takes spaces, signs and years of other lengths: writing the day must give the text.
  if (text.size() != 10 || !absl::ParseCivilTime(text, &day) || day.year() < 1000 ||
      absl::FormatCivilTime(day) != text) {
    return absl::InvalidArgumentError("a date is a day of the calendar, as YYYY-MM-DD");
  }
  return OfDate(day);
}

int64_t Value::weight() const {
  switch (type()) {
    case ValueType::kString:
      return 1 + static_cast<int64_t>(string().size() / kBytesPerWeight);
    case ValueType::kList:
      return std::get<Shared<List>>(value_)->weight;
    case ValueType::kContext:
      return std::get<Shared<Weighed<Context>>>(value_)->weight;
    case ValueType::kRange:
      return std::get<Shared<Weighed<ValueRange>>>(value_)->weight;
    default:
      return 1;
  }
}

int Value::depth() const {
  switch (type()) {
    case ValueType::kList:
      return std::get<Shared<List>>(value_)->depth;
    case ValueType::kContext:
      return std::get<Shared<Weighed<Context>>>(value_)->depth;
    case ValueType::kRange:
      return std::get<Shared<Weighed<ValueRange>>>(value_)->depth;
    case ValueType::kFunction:
      return std::get<Shared<Weighed<Shared<FeelFunction>>>>(value_)->depth;
    default:
      return 0;
  }
}

std::string Value::ToString() const {
  switch (type()) {
    case ValueType::kNull:
      return "null";
    case ValueType::kNumber:
      return number().ToString();
    case ValueType::kString:
      return Quoted(string());
    case ValueType::kBoolean:
      return boolean() ? "true" : "false";
    case ValueType::kDate:
      return Constructed("date", FormatFeel(date()));
    case ValueType::kTime:
      return Constructed("time", FormatFeel(time()));
    case ValueType::kDateTime:
      return Constructed("date and time", FormatFeel(date_time()));
    case ValueType::kYearsMonthsDuration:
      return Constructed("duration", FormatFeel(Months{months()}));
    case ValueType::kDaysTimeDuration:
      return Constructed("duration", FormatFeel(duration()));
    case ValueType::kList: {
      const auto write = [](std::string* out, const Value& item) { *out += item.ToString(); };
      return absl::StrCat("[", absl::StrJoin(list(), ", ", write), "]");
    }
    case ValueType::kContext:
      return ContextToString(context());
    case ValueType::kRange:
      return RangeToString(range());
    case ValueType::kFunction:
      return "function";
  }
  return "";
}

bool operator==(const Value& a, const Value& b) {
  if (a.type() != b.type()) return false;
  switch (a.type()) {
    case ValueType::kString:
      return a.string() == b.string();
    case ValueType::kTime:
      return a.time() == b.time();
    case ValueType::kDateTime:
      return a.date_time() == b.date_time();
    case ValueType::kList:
      return a.list() == b.list();
    case ValueType::kContext:
      return Equal(a.context(), b.context());
    case ValueType::kRange:
      return a.range() == b.range();
    case ValueType::kFunction:
      return a.function() == b.function();
    default:
      return a.value_ == b.value_;
  }
}

std::optional<std::strong_ordering> Value::Compare(const Value& a, const Value& b) {
  if (a.type() != b.type()) return std::nullopt;
  switch (a.type()) {
    case ValueType::kNumber:
      return a.number() <=> b.number();
    case ValueType::kString:
      // Bytes of UTF-8 have the order of their code points.
      return a.string() <=> b.string();
    case ValueType::kDate:
      return a.date() - b.date() <=> 0;
    case ValueType::kTime:
      return CompareTimes(a.time(), b.time());
    case ValueType::kDateTime:
      return CompareMoments(a.date_time(), b.date_time());
    case ValueType::kYearsMonthsDuration:
      return a.months() <=> b.months();
    case ValueType::kDaysTimeDuration:
      return a.duration() < b.duration()   ? std::strong_ordering::less
             : a.duration() > b.duration() ? std::strong_ordering::greater
                                           : std::strong_ordering::equal;
    default:
      return std::nullopt;
  }
}

Context::Context(std::vector<Entry> entries) {
  for (Entry& entry : entries) Set(entry.name, std::move(entry.value));
}

size_t Context::PlaceOf(absl::string_view name) const {
  if (!places_.empty()) {
    const auto found = places_.find(name);
    return found == places_.end() ? entries_.size() : found->second;
  }
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.name == name; });
  return found - entries_.begin();
}

void Context::Set(absl::string_view name, Value value) {
  const size_t place = PlaceOf(name);
  if (place < entries_.size()) {
    entries_[place].value = std::move(value);
    return;
  }
  entries_.push_back({std::string(name), std::move(value)});
  if (entries_.size() <= kWalkedEntriesMax) return;
  for (size_t i = places_.size(); i < entries_.size(); ++i) places_[entries_[i].name] = i;
}

const Value* Context::Find(absl::string_view name) const {
  const size_t place = PlaceOf(name);
  return place < entries_.size() ? &entries_[place].value : nullptr;
}

int64_t Context::weight() const {
  int64_t weight = 1;
  for (const Entry& entry : entries_) {
    weight += 1 + static_cast<int64_t>(entry.name.size() / kBytesPerWeight) + entry.value.weight();
  }
  return weight;
}

int Context::depth() const {
  int depth = 1;
  for (const Entry& entry : entries_) depth = std::max(depth, entry.value.depth() + 1);
  return depth;
}

std::optional<bool> FeelEqual(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.type() != b.type()) return std::nullopt;
  switch (a.type()) {
    case ValueType::kTime:
    case ValueType::kDateTime: {
      const auto order = Value::Compare(a, b);
      return order.has_value() && *order == 0;
    }
    case ValueType::kList:
      return ListsEqual(a.list(), b.list());
    case ValueType::kContext:
      return ContextsEqual(a.context(), b.context());
    case ValueType::kRange:
      return RangesEqual(a.range(), b.range());
    default:
      return a == b;
  }
}

bool IsOrdered(ValueType type) {
  switch (type) {
    case ValueType::kNull:
    case ValueType::kBoolean:
    case ValueType::kList:
    case ValueType::kContext:
    case ValueType::kRange:
    case ValueType::kFunction:
      return false;
    default:
      return true;
  }
}

}  // namespace skranke
