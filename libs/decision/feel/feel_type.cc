#include "libs/decision/feel/feel_type.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/decision/feel/feel_function.h"

namespace skranke {
namespace {

// FEEL's names come first; then DMN's older ones, and XML Schema's as files of DMN 1.1 have them.
constexpr std::pair<absl::string_view, ValueType> kNames[] = {
    {"Null", ValueType::kNull},
    {"number", ValueType::kNumber},
    {"string", ValueType::kString},
    {"boolean", ValueType::kBoolean},
    {"date", ValueType::kDate},
    {"time", ValueType::kTime},
    {"date and time", ValueType::kDateTime},
    {"dateTime", ValueType::kDateTime},
    {"years and months duration", ValueType::kYearsMonthsDuration},
    {"yearMonthDuration", ValueType::kYearsMonthsDuration},
    {"days and time duration", ValueType::kDaysTimeDuration},
    {"dayTimeDuration", ValueType::kDaysTimeDuration},
    {"list", ValueType::kList},
    {"context", ValueType::kContext},
    {"range", ValueType::kRange},
    {"function", ValueType::kFunction},
};

}  // namespace

struct FeelType::Parts {
  ValueType type = ValueType::kNull;
  // A list's or range's; a function's result.
  FeelType item;
  std::vector<Member> members;
  // None: of a function that may have any.
  std::optional<std::vector<FeelType>> parameters;
};

FeelType FeelType::Of(ValueType type) {
  return FeelType(std::make_shared<const Parts>(Parts{.type = type}));
}

FeelType FeelType::ListOf(FeelType item) {
  return FeelType(
      std::make_shared<const Parts>(Parts{.type = ValueType::kList, .item = std::move(item)}));
}

FeelType FeelType::RangeOf(FeelType end) {
  return FeelType(
      std::make_shared<const Parts>(Parts{.type = ValueType::kRange, .item = std::move(end)}));
}

FeelType FeelType::ContextOf(std::vector<Member> members) {
  return FeelType(std::make_shared<const Parts>(
      Parts{.type = ValueType::kContext, .members = std::move(members)}));
}

FeelType FeelType::FunctionOf(std::vector<FeelType> parameters, FeelType result) {
  return FeelType(std::make_shared<const Parts>(Parts{.type = ValueType::kFunction,
                                                      .item = std::move(result),
                                                      .parameters = std::move(parameters)}));
}

std::optional<FeelType> FeelType::Named(absl::string_view name) {
  if (name == "Any") return FeelType();
  for (const auto& [known, type] : kNames) {
    if (known == name) return Of(type);
  }
  return std::nullopt;
}

ValueType FeelType::value_type() const { return parts_->type; }

absl::Span<const FeelType::Member> FeelType::members() const {
  if (is_any()) return {};
  return parts_->members;
}

FeelType FeelType::item() const { return is_any() ? FeelType() : parts_->item; }

bool FeelType::Holds(const Value& value) const {
  if (is_any()) return !value.is_null();
  if (value.type() != parts_->type) return false;
  switch (value.type()) {
    case ValueType::kList:
      return std::all_of(value.list().begin(), value.list().end(),
                         [&](const Value& one) { return parts_->item.HoldsOrNull(one); });
    case ValueType::kRange:
      return parts_->item.HoldsOrNull(value.range().low) &&
             parts_->item.HoldsOrNull(value.range().high);
    case ValueType::kContext:
      return std::all_of(parts_->members.begin(), parts_->members.end(), [&](const Member& member) {
        const Value* const found = value.context().Find(member.name);
        return found != nullptr && member.type.HoldsOrNull(*found);
      });
    case ValueType::kFunction:
      return HoldsFunction(*value.function());
    default:
      return true;
  }
}

// What a lambda or a built-in gives is not declared: then it is taken on trust, and checked when it
// is there.
bool FeelType::HoldsFunction(const FeelFunction& function) const {
  if (!parts_->parameters) return true;
  return function.MayTake(*parts_->parameters) &&
         (function.result().is_any() || function.result().ConformsTo(parts_->item));
}

bool FeelType::ConformsTo(const FeelType& wider) const {
  if (wider.is_any()) return true;
  if (is_any()) return false;
  if (parts_->type == ValueType::kNull) return true;
  return parts_->type == wider.parts_->type && PartsConformTo(wider);
}

bool FeelType::PartsConformTo(const FeelType& wider) const {
  const Parts& other = *wider.parts_;
  if (!parts_->item.ConformsTo(other.item)) return false;
  for (const Member& member : other.members) {
    const auto mine = std::find_if(parts_->members.begin(), parts_->members.end(),
                                   [&](const Member& one) { return one.name == member.name; });
    if (mine == parts_->members.end() || !mine->type.ConformsTo(member.type)) return false;
  }
  if (!other.parameters) return true;
  if (!parts_->parameters || parts_->parameters->size() != other.parameters->size()) return false;
  for (size_t i = 0; i < other.parameters->size(); ++i) {
    if (!(*other.parameters)[i].ConformsTo((*parts_->parameters)[i])) return false;
  }
  return true;
}

std::optional<Value> FeelType::Coerce(const Value& value) const {
  if (is_any() || value.is_null() || Holds(value)) return value;
  if (value.is(ValueType::kDate) && parts_->type == ValueType::kDateTime) {
    return Value::OfDateTime(
        {.second = absl::CivilSecond(value.date()), .zone = absl::UTCTimeZone()});
  }
  if (parts_->type == ValueType::kList && !value.is(ValueType::kList)) {
    if (parts_->item.Holds(value)) return Value::OfList({value});
    return std::nullopt;
  }
  const bool single = value.is(ValueType::kList) && value.list().size() == 1;
  if (single && parts_->type != ValueType::kList && Holds(value.list()[0])) return value.list()[0];
  return std::nullopt;
}

std::string FeelType::ToString() const {
  if (is_any()) return "Any";
  const std::string name(TypeName(parts_->type));
  if (!parts_->members.empty()) {
    const auto write = [](std::string* out, const Member& member) {
      absl::StrAppend(out, member.name, ": ", member.type.ToString());
    };
    return absl::StrCat(name, "<", absl::StrJoin(parts_->members, ", ", write), ">");
  }
  if (parts_->parameters) {
    const auto write = [](std::string* out, const FeelType& type) { *out += type.ToString(); };
    return absl::StrCat(name, "<", absl::StrJoin(*parts_->parameters, ", ", write), "> -> ",
                        parts_->item.ToString());
  }
  return parts_->item.is_any() ? name : absl::StrCat(name, "<", parts_->item.ToString(), ">");
}

}  // namespace skranke
