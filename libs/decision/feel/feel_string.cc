#include "libs/decision/feel/feel_string.h"

namespace skranke {

std::string FeelString(const Value& value) {
  switch (value.type()) {
    case ValueType::kString:
      return value.string();
    case ValueType::kDate:
      return FormatFeel(value.date());
    case ValueType::kTime:
      return FormatFeel(value.time());
    case ValueType::kDateTime:
      return FormatFeel(value.date_time());
    case ValueType::kYearsMonthsDuration:
      return FormatFeel(Months{value.months()});
    case ValueType::kDaysTimeDuration:
      return FormatFeel(value.duration());
    default:
      return value.ToString();
  }
}

}  // namespace skranke
