// A node of a parsed expression. Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_NODE_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_NODE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/decision/feel/feel_run.h"
#include "libs/decision/feel/feel_scope.h"
#include "libs/decision/value.h"

namespace skranke {

class FeelNode;
using NodePtr = std::shared_ptr<const FeelNode>;

class FeelNode {
 public:
  // Deepest expression, so that who walks over it needs little stack. Source: design; nobody reads
  // one that is nested a tenth as deep.
  static constexpr int kHeightMax = 500;

  // `height`: of the node above its children (HeightOver).
  explicit FeelNode(int position, int height = 1) : position_(position), height_(height) {}
  virtual ~FeelNode() = default;
  FeelNode(const FeelNode&) = delete;
  FeelNode& operator=(const FeelNode&) = delete;

  // What the node computes: one step, one deeper. Null once the run has no steps left.
  Value Evaluate(const FeelScope& scope, FeelRun& run) const;

  // The value where it is a literal.
  virtual const Value* literal() const { return nullptr; }
  // Whether it is made of literals alone: one, or a date, a range and the like of them.
  virtual bool is_constant() const { return literal() != nullptr; }
  // The name where it is one.
  virtual const std::string* name() const { return nullptr; }
  // Characters from 1 in the text.
  int position() const { return position_; }
  int height() const { return height_; }

 protected:
  // A diagnostic at this node, and null.
  Value Error(FeelRun& run, absl::string_view message) const;

 private:
  virtual Value Compute(const FeelScope& scope, FeelRun& run) const = 0;

  const int position_;
  const int height_;
};

// One more than the highest child's; null pointers are none.
int HeightOver(absl::Span<const NodePtr> children);

// A list, or null and a diagnostic where it would be too heavy.
Value MakeList(std::vector<Value> items, FeelRun& run);
Value MakeContext(Context context, FeelRun& run);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_NODE_H_
