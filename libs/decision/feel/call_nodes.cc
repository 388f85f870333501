#include "libs/decision/feel/call_nodes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/decision/feel/builtin.h"

namespace skranke {
namespace {

using Parameters = std::vector<FeelFunction::Parameter>;

class Closure : public FeelFunction {
 public:
  Closure(std::shared_ptr<const Parameters> parameters, NodePtr body, FeelScope scope)
      : parameters_(std::move(parameters)), body_(std::move(body)), scope_(std::move(scope)) {}

  Value Call(absl::Span<const Value> arguments, FeelRun& run) const override {
    auto values = CoerceArguments(*parameters_, arguments, run);
    if (!values) return Value();
    if (body_ == nullptr) return run.Error("a function of another language is not run");
    FeelScope inner = scope_;
    for (size_t i = 0; i < values->size(); ++i) {
      inner = inner.With((*parameters_)[i].name, std::move((*values)[i]));
    }
    return body_->Evaluate(inner, run);
  }

  absl::Span<const Parameter> parameters() const override { return *parameters_; }

 private:
  const std::shared_ptr<const Parameters> parameters_;
  const NodePtr body_;
  const FeelScope scope_;
};

}  // namespace

int CallNode::HeightOf(const NodePtr& function, const std::vector<Argument>& arguments) {
  int height = HeightOver({function});
  for (const Argument& one : arguments) height = std::max(height, HeightOver({one.value}));
  return height;
}

// A built-in that is called by its name needs no value made of it.
std::shared_ptr<const FeelFunction> CallNode::FindFunction(const FeelScope& scope,
                                                           FeelRun& run) const {
  const std::string* const name = function_->name();
  if (name != nullptr && scope.Find(*name) == nullptr) {
    if (auto builtin = FindBuiltin(*name)) return builtin;
  }
  const Value function = function_->Evaluate(scope, run);
  if (function.is(ValueType::kFunction)) return function.function();
  if (!function.is_null()) {
    Error(run, absl::StrCat("a ", TypeName(function.type()), " cannot be called"));
  }
  return nullptr;
}

// date("2026-01-31") and its like.
bool CallNode::is_constant() const {
  static constexpr absl::string_view kConstructors[] = {"date", "time", "date and time",
                                                        "duration"};
  const std::string* const name = function_->name();
  if (name == nullptr) return false;
  return std::find(std::begin(kConstructors), std::end(kConstructors), *name) !=
             std::end(kConstructors) &&
         std::all_of(arguments_.begin(), arguments_.end(),
                     [](const Argument& one) { return one.value->literal() != nullptr; });
}

Value CallNode::Compute(const FeelScope& scope, FeelRun& run) const {
  const auto function = FindFunction(scope, run);
  if (function == nullptr) return Value();
  const bool named = !arguments_.empty() && !arguments_[0].name.empty();
  std::vector<Value> values;
  Context by_name;
  for (const Argument& argument : arguments_) {
    Value value = argument.value->Evaluate(scope, run);
    if (!named) {
      values.push_back(std::move(value));
    } else if (by_name.Find(argument.name) == nullptr) {
      by_name.Set(argument.name, std::move(value));
    } else {
      return Error(run, absl::StrCat("the argument ", argument.name, " is given twice"));
    }
  }
  if (run.is_spent()) return Value();
  run.set_position(position());
  return named ? function->CallNamed(by_name, run) : function->Call(values, run);
}

Value FunctionNode::Compute(const FeelScope& scope, FeelRun& run) const {
  auto closure = std::make_shared<const Closure>(parameters_, body_, scope);
  const Value function = Value::OfFunction(std::move(closure), scope.depth());
  return function.is_null() ? Error(run, "functions capture functions too deep") : function;
}

}  // namespace skranke
