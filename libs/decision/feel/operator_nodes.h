// Arithmetic, comparisons, three-valued logic, between, in, instance of.
#ifndef SKRANKE_LIBS_DECISION_FEEL_OPERATOR_NODES_H_
#define SKRANKE_LIBS_DECISION_FEEL_OPERATOR_NODES_H_

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/decision/feel/arithmetic.h"
#include "libs/decision/feel/feel_node.h"
#include "libs/decision/feel/feel_type.h"

namespace skranke {

class ArithmeticNode : public FeelNode {
 public:
  ArithmeticNode(int position, Operator op, NodePtr left, NodePtr right)
      : FeelNode(position, HeightOver({left, right})),
        op_(op),
        left_(std::move(left)),
        right_(std::move(right)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const Operator op_;
  const NodePtr left_;
  const NodePtr right_;
};

class NegationNode : public FeelNode {
 public:
  NegationNode(int position, NodePtr operand)
      : FeelNode(position, HeightOver({operand})), operand_(std::move(operand)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const NodePtr operand_;
};

// `and`, or `or`, of two or more. Stops at the first operand that decides.
class LogicNode : public FeelNode {
 public:
  // `decisive`: what one operand needs to be for the whole to be that: false of `and`.
  LogicNode(int position, bool decisive, std::vector<NodePtr> operands)
      : FeelNode(position, HeightOver(operands)),
        decisive_(decisive),
        operands_(std::move(operands)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const bool decisive_;
  const std::vector<NodePtr> operands_;
};

enum class Comparison { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

class ComparisonNode : public FeelNode {
 public:
  ComparisonNode(int position, Comparison comparison, NodePtr left, NodePtr right)
      : FeelNode(position, HeightOver({left, right})),
        comparison_(comparison),
        left_(std::move(left)),
        right_(std::move(right)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const Comparison comparison_;
  const NodePtr left_;
  const NodePtr right_;
};

class BetweenNode : public FeelNode {
 public:
  BetweenNode(int position, NodePtr operand, NodePtr low, NodePtr high)
      : FeelNode(position, HeightOver({operand, low, high})),
        operand_(std::move(operand)),
        low_(std::move(low)),
        high_(std::move(high)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const NodePtr operand_;
  const NodePtr low_;
  const NodePtr high_;
};

// e in test, e in (test, test).
class InNode : public FeelNode {
 public:
  InNode(int position, NodePtr operand, std::vector<NodePtr> tests)
      : FeelNode(position, std::max(HeightOver({operand}), HeightOver(tests))),
        operand_(std::move(operand)),
        tests_(std::move(tests)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const NodePtr operand_;
  const std::vector<NodePtr> tests_;
};

class InstanceOfNode : public FeelNode {
 public:
  InstanceOfNode(int position, NodePtr operand, FeelType type)
      : FeelNode(position, HeightOver({operand})),
        operand_(std::move(operand)),
        type_(std::move(type)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const NodePtr operand_;
  const FeelType type_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_OPERATOR_NODES_H_
