#include "libs/decision/feel/basic_nodes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/decision/feel/builtin.h"

namespace skranke {
namespace {

// Names that are looked through in about the time of one step.
constexpr int64_t kNamesPerStep = 16;

}  // namespace

Value NameNode::Compute(const FeelScope& scope, FeelRun& run) const {
  if (const Value* const value = scope.Find(name_)) return *value;
  if (auto function = FindBuiltin(name_)) return Value::OfFunction(std::move(function));
  return Error(run, absl::StrCat("nothing is called ", name_));
}

Value ListNode::Compute(const FeelScope& scope, FeelRun& run) const {
  std::vector<Value> items;
  items.reserve(items_.size());
  for (const NodePtr& item : items_) items.push_back(item->Evaluate(scope, run));
  return MakeList(std::move(items), run);
}

int ContextNode::HeightOf(const std::vector<Entry>& entries) {
  int height = 1;
  for (const Entry& entry : entries) height = std::max(height, HeightOver({entry.value}));
  return height;
}

Value ContextNode::Compute(const FeelScope& scope, FeelRun& run) const {
  Context context;
  FeelScope inner = scope;
  int64_t count = 0;
  for (const Entry& entry : entries_) {
    // Each name is looked up in a longer chain.
    if (!run.Spend(++count / kNamesPerStep)) return Value();
    if (context.Find(entry.name) != nullptr) {
      return Error(run, absl::StrCat("the context has two entries ", entry.name));
    }
    Value value = entry.value->Evaluate(inner, run);
    inner = inner.With(entry.name, value);
    context.Set(entry.name, std::move(value));
  }
  return MakeContext(std::move(context), run);
}

bool RangeNode::is_constant() const {
  return ends_.low != nullptr && ends_.low->is_constant() && ends_.high != nullptr &&
         ends_.high->is_constant();
}

Value RangeNode::Compute(const FeelScope& scope, FeelRun& run) const {
  ValueRange range = {.low_included = ends_.low_included,
                      .high_included = ends_.high_included,
                      .excludes = ends_.excludes};
  if (ends_.low != nullptr) range.low = ends_.low->Evaluate(scope, run);
  // "= 5" has one node for both ends.
  if (ends_.high != nullptr) {
    range.high = ends_.high == ends_.low ? range.low : ends_.high->Evaluate(scope, run);
  }
  const bool is_equality = ends_.low == ends_.high;
  const bool both = ends_.low != nullptr && ends_.high != nullptr;
  if (both && !is_equality && !range.low.is_null() && !range.high.is_null() &&
      !Value::Compare(range.low, range.high)) {
    return Error(run, absl::StrCat("no range reaches from a ", TypeName(range.low.type()), " to a ",
                                   TypeName(range.high.type())));
  }
  return Value::OfRange(std::move(range));
}

}  // namespace skranke
