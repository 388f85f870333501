// What every FEEL text must be, an expression and a cell.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_TEXT_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_TEXT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace skranke {

// INVALID_ARGUMENT where it is too long, or no UTF-8.
absl::Status CheckFeelText(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_TEXT_H_
