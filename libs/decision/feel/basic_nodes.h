// Literals, names, lists, contexts and ranges.
#ifndef SKRANKE_LIBS_DECISION_FEEL_BASIC_NODES_H_
#define SKRANKE_LIBS_DECISION_FEEL_BASIC_NODES_H_

#include <string>
#include <utility>
#include <vector>

#include "libs/decision/feel/feel_node.h"

namespace skranke {

class LiteralNode : public FeelNode {
 public:
  LiteralNode(int position, Value value) : FeelNode(position), value_(std::move(value)) {}
  const Value* literal() const override { return &value_; }

 private:
  Value Compute(const FeelScope&, FeelRun&) const override { return value_; }
  const Value value_;
};

// An @"..." whose text no temporal value has: null, and a diagnostic each time.
class BrokenLiteralNode : public FeelNode {
 public:
  BrokenLiteralNode(int position, std::string message)
      : FeelNode(position), message_(std::move(message)) {}

 private:
  Value Compute(const FeelScope&, FeelRun& run) const override { return Error(run, message_); }
  const std::string message_;
};

class NameNode : public FeelNode {
 public:
  NameNode(int position, std::string name) : FeelNode(position), name_(std::move(name)) {}
  const std::string* name() const override { return &name_; }

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const std::string name_;
};

class ListNode : public FeelNode {
 public:
  ListNode(int position, std::vector<NodePtr> items)
      : FeelNode(position, HeightOver(items)), items_(std::move(items)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const std::vector<NodePtr> items_;
};

// Later entries see earlier ones.
class ContextNode : public FeelNode {
 public:
  struct Entry {
    std::string name;
    NodePtr value;
  };
  ContextNode(int position, std::vector<Entry> entries)
      : FeelNode(position, HeightOf(entries)), entries_(std::move(entries)) {}

 private:
  static int HeightOf(const std::vector<Entry>& entries);
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const std::vector<Entry> entries_;
};

// [low..high], and of one end: < high, >= low, = low. A null pointer is an end that is not there.
class RangeNode : public FeelNode {
 public:
  struct Ends {
    NodePtr low;
    NodePtr high;
    bool low_included = false;
    bool high_included = false;
    bool excludes = false;
  };
  bool is_constant() const override;
  RangeNode(int position, Ends ends)
      : FeelNode(position, HeightOver({ends.low, ends.high})), ends_(std::move(ends)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const Ends ends_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_BASIC_NODES_H_
