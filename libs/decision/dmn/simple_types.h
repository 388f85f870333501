// The types of columns that a model declares, written out, so that the strict profile can take
// them. Pure; threads may call this at the same time.
#ifndef SKRANKE_LIBS_DECISION_DMN_SIMPLE_TYPES_H_
#define SKRANKE_LIBS_DECISION_DMN_SIMPLE_TYPES_H_

#include "absl/types/span.h"
#include "libs/decision/dmn/dmn_model.h"
#include "libs/decision/dmn/table_model.h"

namespace skranke {

// A column whose type is declared upon a simple one gets that and its allowed values. What cannot
// be said so stays as it is, and the strict profile refuses it: a list, a context, a function, and
// allowed values in several places that are not the same text.
void UseSimpleTypes(absl::Span<const ItemDefinition> types, TableModel& table);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_SIMPLE_TYPES_H_
