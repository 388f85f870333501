// value.member and list[filter].
#ifndef SKRANKE_LIBS_DECISION_FEEL_PATH_NODES_H_
#define SKRANKE_LIBS_DECISION_FEEL_PATH_NODES_H_

#include <optional>
#include <string>
#include <utility>

#include "libs/decision/feel/feel_node.h"

namespace skranke {

// A context's entry, or a property of a date, a time, a duration or a range. Of a list: that of
// each item.
class PathNode : public FeelNode {
 public:
  PathNode(int position, NodePtr source, std::string member)
      : FeelNode(position, HeightOver({source})),
        source_(std::move(source)),
        member_(std::move(member)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  Value MemberOf(const Value& value, FeelRun& run) const;
  Value MemberOfEach(absl::Span<const Value> items, FeelRun& run) const;
  const NodePtr source_;
  const std::string member_;
};

class FilterNode : public FeelNode {
 public:
  FilterNode(int position, NodePtr source, NodePtr filter)
      : FeelNode(position, HeightOver({source, filter})),
        source_(std::move(source)),
        filter_(std::move(filter)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const NodePtr source_;
  const NodePtr filter_;
};

// None where the type has no such property.
std::optional<Value> PropertyOf(const Value& value, absl::string_view property);

// The item at the 1-based index, from the end where it is negative; null where there is none.
Value ItemAt(absl::Span<const Value> items, const Number& index);

// The items of a list for which `filter` is true, or the one it is the index of. `filter` sees each
// as `item`, and its entries where it is a context. Null where it is once no boolean.
Value FilterList(const Value& list, const FeelNode& filter, const FeelScope& scope, FeelRun& run);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_PATH_NODES_H_
