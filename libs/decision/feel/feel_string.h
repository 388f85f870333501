// A value as FEEL's string() writes it: text as it is, dates without their constructor; inside
// lists and contexts text is quoted.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_STRING_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_STRING_H_

#include <string>

#include "libs/decision/value.h"

namespace skranke {

std::string FeelString(const Value& value);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_STRING_H_
