// Calling a function, and making one.
#ifndef SKRANKE_LIBS_DECISION_FEEL_CALL_NODES_H_
#define SKRANKE_LIBS_DECISION_FEEL_CALL_NODES_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/decision/feel/feel_function.h"
#include "libs/decision/feel/feel_node.h"

namespace skranke {

class CallNode : public FeelNode {
 public:
  struct Argument {
    // Empty: by position. All have a name, or none.
    std::string name;
    NodePtr value;
  };
  CallNode(int position, NodePtr function, std::vector<Argument> arguments)
      : FeelNode(position, HeightOf(function, arguments)),
        function_(std::move(function)),
        arguments_(std::move(arguments)) {}
  bool is_constant() const override;

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  static int HeightOf(const NodePtr& function, const std::vector<Argument>& arguments);
  std::shared_ptr<const FeelFunction> FindFunction(const FeelScope& scope, FeelRun& run) const;
  const NodePtr function_;
  const std::vector<Argument> arguments_;
};

// function(a: number, b) body: a value that keeps the scope it was made in.
class FunctionNode : public FeelNode {
 public:
  // No body: one that is written in another language, which we do not run.
  FunctionNode(int position, std::vector<FeelFunction::Parameter> parameters, NodePtr body)
      : FeelNode(position, HeightOver({body})),
        parameters_(
            std::make_shared<const std::vector<FeelFunction::Parameter>>(std::move(parameters))),
        body_(std::move(body)) {}

 private:
  Value Compute(const FeelScope& scope, FeelRun& run) const override;
  const std::shared_ptr<const std::vector<FeelFunction::Parameter>> parameters_;
  const NodePtr body_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_CALL_NODES_H_
