// if, for, some and every.
#ifndef SKRANKE_LIBS_DECISION_FEEL_CONTROL_NODES_H_
#define SKRANKE_LIBS_DECISION_FEEL_CONTROL_NODES_H_

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/decision/feel/feel_node.h"

namespace skranke {

class IfNode : public FeelNode {
 public:
  IfNode(int position, NodePtr condition, NodePtr then, NodePtr otherwise)
      : FeelNode(position, HeightOver({condition, then, otherwise})),
        condition_(std::move(condition)),
        then_(std::move(then)),
        otherwise_(std::move(otherwise)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const NodePtr condition_;
  const NodePtr then_;
  const NodePtr otherwise_;
};

// "x in list", "x in from..to" (`to` is then no null pointer).
struct Iteration {
  std::string name;
  NodePtr from;
  NodePtr to;
};

int HeightOver(const std::vector<Iteration>& iterations);

// Calls `visit` for what an iteration runs over, one after another, until it says false. False
// where there is nothing to run over, or the run's steps are spent.
bool Iterate(const Iteration& iteration, const FeelScope& scope, FeelRun& run,
             const std::function<bool(Value)>& visit);

class ForNode : public FeelNode {
 public:
  // `uses_partial`: the body names `partial`, the list of the results so far.
  ForNode(int position, std::vector<Iteration> iterations, NodePtr body, bool uses_partial)
      : FeelNode(position, std::max(HeightOver(iterations), HeightOver({body}))),
        iterations_(std::move(iterations)),
        body_(std::move(body)),
        uses_partial_(uses_partial) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  bool Collect(size_t level, const FeelScope& scope, FeelRun& run,
               std::vector<Value>& results) const;

  const std::vector<Iteration> iterations_;
  const NodePtr body_;
  const bool uses_partial_;
};

class QuantifiedNode : public FeelNode {
 public:
  // `decisive`: what one condition needs to be for the whole to be that: true of `some`.
  QuantifiedNode(int position, bool decisive, std::vector<Iteration> iterations, NodePtr condition)
      : FeelNode(position, std::max(HeightOver(iterations), HeightOver({condition}))),
        decisive_(decisive),
        iterations_(std::move(iterations)),
        condition_(std::move(condition)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  bool Judge(size_t level, const FeelScope& scope, FeelRun& run,
             std::optional<bool>& verdict) const;

  const bool decisive_;
  const std::vector<Iteration> iterations_;
  const NodePtr condition_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_CONTROL_NODES_H_
