#include "libs/decision/feel/feel_node.h"

#include <algorithm>

namespace skranke {

int HeightOver(absl::Span<const NodePtr> children) {
  int highest = 0;
  for (const NodePtr& child : children) {
    if (child != nullptr) highest = std::max(highest, child->height());
  }
  return highest + 1;
}

Value FeelNode::Evaluate(const FeelScope& scope, FeelRun& run) const {
  const FeelRun::Deeper deeper(run);
  run.set_position(position_);
  if (deeper.too_deep()) return run.Error("the evaluation is nested too deep");
  if (!run.Spend(1)) return Value();
  return Compute(scope, run);
}

Value FeelNode::Error(FeelRun& run, absl::string_view message) const {
  run.set_position(position_);
  return run.Error(message);
}

Value MakeList(std::vector<Value> items, FeelRun& run) {
  const Value list = Value::OfList(std::move(items));
  return list.is_null() ? run.Error("the list is too large or nested too deep") : list;
}

Value MakeContext(Context context, FeelRun& run) {
  const Value value = Value::OfContext(std::move(context));
  return value.is_null() ? run.Error("the context is too large or nested too deep") : value;
}

}  // namespace skranke
