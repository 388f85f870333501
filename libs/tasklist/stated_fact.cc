#include "libs/tasklist/stated_fact.h"

#include "libs/decision/number.h"
#include "libs/decision/value.h"

namespace skranke {
namespace {

// A fact of a broken form is no value of its kind: text, which no test of another type accepts, so
// that the case goes to a person and not to the next row.
Value ToValue(const storage::v1::FactRecord& fact) {
  if (fact.has_number()) {
    const auto number = Number::Parse(fact.number());
    return number.ok() ? Value::OfNumber(*number) : Value::OfString(fact.number());
  }
  if (fact.has_date()) {
    const auto day = Value::ParseDate(fact.date());
    return day.ok() ? *day : Value::OfString(fact.date());
  }
  if (fact.has_flag()) return Value::OfBoolean(fact.flag());
  if (fact.has_text()) return Value::OfString(fact.text());
  return Value();
}

}  // namespace

NamedValue ToNamedValue(const storage::v1::FactRecord& fact) {
  return {.name = fact.name(), .value = ToValue(fact)};
}

}  // namespace skranke
