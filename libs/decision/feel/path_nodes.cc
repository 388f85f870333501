#include "libs/decision/feel/path_nodes.h"

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

FeelScope ScopeOfItem(const FeelScope& scope, const Value& item) {
  return scope.With("item", item).WithEntriesOf(item);
}

}  // namespace

Value PathNode::Compute(const FeelScope& scope, FeelRun& run) const {
  return MemberOf(source_->Evaluate(scope, run), run);
}

Value PathNode::MemberOfEach(absl::Span<const Value> items, FeelRun& run) const {
  if (!run.Spend(static_cast<int64_t>(items.size()))) return Value();
  std::vector<Value> members;
  members.reserve(items.size());
  for (const Value& item : items) members.push_back(MemberOf(item, run));
  return MakeList(std::move(members), run);
}

Value PathNode::MemberOf(const Value& value, FeelRun& run) const {
  if (value.is(ValueType::kList)) return MemberOfEach(value.list(), run);
  if (value.is(ValueType::kContext)) {
    const Value* const member = value.context().Find(member_);
    return member != nullptr ? *member : Error(run, absl::StrCat("no entry is called ", member_));
  }
  if (auto property = PropertyOf(value, member_)) return *std::move(property);
  return Error(run, absl::StrCat("a ", TypeName(value.type()), " has no ", member_));
}

Value ItemAt(absl::Span<const Value> items, const Number& index) {
  const auto whole = index.ToInt64();
  const auto size = static_cast<int64_t>(items.size());
  if (!whole || *whole == 0 || *whole > size || *whole < -size) return Value();
  return items[*whole > 0 ? *whole - 1 : size + *whole];
}

Value FilterNode::Compute(const FeelScope& scope, FeelRun& run) const {
  Value source = source_->Evaluate(scope, run);
  if (!source.is(ValueType::kList)) source = MakeList({source}, run);
  if (source.is_null()) return source;
  return FilterList(source, *filter_, scope, run);
}

Value FilterList(const Value& list, const FeelNode& filter, const FeelScope& scope, FeelRun& run) {
  const auto items = list.list();
  if (const Value* const index = filter.literal(); index && index->is(ValueType::kNumber)) {
    return ItemAt(items, index->number());
  }
  if (items.empty()) return list;
  std::vector<Value> kept;
  for (size_t i = 0; i < items.size(); ++i) {
    const Value verdict = filter.Evaluate(ScopeOfItem(scope, items[i]), run);
    if (i == 0 && verdict.is(ValueType::kNumber)) return ItemAt(items, verdict.number());
    if (run.is_spent()) return Value();
    if (verdict.is_true()) kept.push_back(items[i]);
    if (!verdict.is_null() && !verdict.is(ValueType::kBoolean)) {
      return run.Error("a filter gives a boolean, or one number");
    }
  }
  return MakeList(std::move(kept), run);
}

}  // namespace skranke
