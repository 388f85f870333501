#include "libs/decision/feel/feel_run.h"

namespace skranke {
namespace {

// More are compiled anew. Source: design; an expression has a few.
constexpr size_t kPatternsMax = 32;

}  // namespace

bool FeelRun::Spend(int64_t steps) {
  if (is_spent()) return false;
  steps_left_ -= steps;
  if (!is_spent()) return true;
  Error("the evaluation takes more steps than it may");
  return false;
}

std::shared_ptr<const FeelRegex>& FeelRun::Pattern(absl::string_view key) {
  if (patterns_.size() >= kPatternsMax && !patterns_.contains(key)) patterns_.clear();
  return patterns_[key];
}

Value FeelRun::Error(absl::string_view message) {
  if (diagnostics_.size() < kDiagnosticsMax) {
    diagnostics_.push_back({position_, std::string(message)});
  }
  return Value();
}

}  // namespace skranke
