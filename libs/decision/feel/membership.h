// Whether a value lies in a range, is one of a list, passes a test: what `in` and the cells of
// decision tables ask. Three-valued: null where it cannot be told.
#ifndef SKRANKE_LIBS_DECISION_FEEL_MEMBERSHIP_H_
#define SKRANKE_LIBS_DECISION_FEEL_MEMBERSHIP_H_

#include <optional>

#include "libs/decision/feel/feel_run.h"
#include "libs/decision/value.h"

namespace skranke {

// None: it cannot be told.
using Truth = std::optional<bool>;

Truth Not(Truth truth);
Truth Or(Truth a, Truth b);
Truth And(Truth a, Truth b);
Value ToValue(Truth truth);
// None for everything that is no boolean.
Truth ToTruth(const Value& value);

Truth Contains(const ValueRange& range, const Value& value);
// `wanted` is a value that it must equal, a range to lie in, or a list of such. Takes steps.
Truth Passes(const Value& value, const Value& wanted, FeelRun& run);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_MEMBERSHIP_H_
