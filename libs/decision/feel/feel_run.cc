#include "libs/decision/feel/feel_run.h"

namespace skranke {

bool FeelRun::Spend(int64_t steps) {
  if (is_spent()) return false;
  steps_left_ -= steps;
  if (!is_spent()) return true;
  Error("the evaluation takes more steps than it may");
  return false;
}

Value FeelRun::Error(absl::string_view message) {
  if (diagnostics_.size() < kDiagnosticsMax) {
    diagnostics_.push_back({position_, std::string(message)});
  }
  return Value();
}

}  // namespace skranke
