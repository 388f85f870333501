// Sorting by a FEEL function, which may be no order at all: a merge sort ends whatever it says.
#ifndef SKRANKE_LIBS_DECISION_FEEL_LIST_ORDER_H_
#define SKRANKE_LIBS_DECISION_FEEL_LIST_ORDER_H_

#include <functional>

#include "absl/types/span.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/membership.h"
#include "libs/decision/value.h"

namespace skranke {

// Whether the first value comes before the second.
using Precedes = std::function<Truth(const Value&, const Value&)>;

// The items in order; equal ones keep theirs. Null and a diagnostic where `precedes` once cannot
// tell.
Value SortList(absl::Span<const Value> items, FeelRun& run, const Precedes& precedes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_LIST_ORDER_H_
