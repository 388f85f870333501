#include "libs/decision/dmn/boxed_logic.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/decision/feel/feel_node.h"

namespace skranke {
namespace {

// Items that are copied in about the time of one step.
constexpr size_t kItemsPerStep = 16;

// Neither true, false nor unknown.
bool IsNoTruth(const Value& value) { return !value.is_null() && !value.is(ValueType::kBoolean); }

// A boxed function: its body, and the names where it stands.
class BoxedFunction : public FeelFunction {
 public:
  BoxedFunction(std::vector<Parameter> parameters, std::shared_ptr<const BoxedLogic> body,
                FeelScope scope)
      : parameters_(std::move(parameters)), body_(std::move(body)), scope_(std::move(scope)) {}

  Value Call(absl::Span<const Value> arguments, FeelRun& run) const override {
    const auto coerced = CoerceArguments(parameters_, arguments, run);
    if (!coerced) return Value();
    FeelScope scope = scope_;
    for (size_t i = 0; i < coerced->size(); ++i) {
      scope = scope.With(parameters_[i].name, (*coerced)[i]);
    }
    return body_->Evaluate(scope, run);
  }

  absl::Span<const Parameter> parameters() const override { return parameters_; }

 private:
  const std::vector<Parameter> parameters_;
  const std::shared_ptr<const BoxedLogic> body_;
  const FeelScope scope_;
};

}  // namespace

Value BoxedLogic::Evaluate(const FeelScope& scope, FeelRun& run) const {
  const FeelRun::Deeper deeper(run);
  if (deeper.too_deep()) return run.Error("is nested too deep");
  if (!run.Spend(1)) return Value();
  if (!broken_.empty()) return run.Error(broken_);
  std::optional<Value> coerced = type_.Coerce(EvaluateKind(scope, run), run);
  if (coerced) return *std::move(coerced);
  return run.Error(absl::StrCat("the value is no allowed ", type_.type().ToString()));
}

Value BoxedLogic::EvaluateKind(const FeelScope& scope, FeelRun& run) const {
  switch (kind_) {
    case Kind::kNone:
      return run.Error("there is no decision logic");
    case Kind::kLiteral:
      return expression_->Evaluate(scope, run);
    case Kind::kTable:
      return EvaluateTable(scope, run);
    case Kind::kContext:
      return EvaluateContext(scope, run);
    case Kind::kInvocation:
      return EvaluateInvocation(scope, run);
    case Kind::kList:
      return EvaluateList(scope, run);
    case Kind::kRelation:
      return EvaluateRelation(scope, run);
    case Kind::kFunction:
      return Value::OfFunction(std::make_shared<BoxedFunction>(names_, parts_[0], scope),
                               scope.depth());
    case Kind::kConditional:
      return EvaluateConditional(scope, run);
    case Kind::kFilter:
      return EvaluateFilter(scope, run);
    case Kind::kFor:
      return EvaluateFor(scope, run);
    case Kind::kSome:
    case Kind::kEvery:
      return EvaluateQuantified(scope, run);
  }
  return Value();
}

std::vector<Value> BoxedLogic::TableInputs(const FeelScope& scope, FeelRun& run) const {
  std::vector<Value> inputs;
  for (const auto& input : parts_) inputs.push_back(input->Evaluate(scope, run));
  return inputs;
}

Value BoxedLogic::EvaluateTable(const FeelScope& scope, FeelRun& run) const {
  Decision decision = table_->Decide(TableInputs(scope, run), scope, run);
  const bool is_hit = decision.outcome == Decision::Outcome::kDecided;
  const bool is_error = decision.outcome == Decision::Outcome::kConflict;
  if (is_error || (!is_hit && table_->mode() == TableMode::kStrict)) {
    return run.Error(decision.reason);
  }
  return std::move(decision.output);
}

Value BoxedLogic::EvaluateContext(FeelScope scope, FeelRun& run) const {
  Context context;
  for (size_t i = 0; i < parts_.size(); ++i) {
    const Value value = parts_[i]->Evaluate(scope, run);
    std::optional<Value> coerced = types_[i].Coerce(value, run);
    if (!coerced) {
      run.Error(
          absl::StrCat("the entry \"", names_[i].name, "\" is no ", types_[i].type().ToString()));
      coerced = Value();
    }
    if (names_[i].name.empty()) return *coerced;
    scope = scope.With(names_[i].name, *coerced);
    context.Set(names_[i].name, *std::move(coerced));
  }
  return MakeContext(std::move(context), run);
}

Value BoxedLogic::EvaluateInvocation(const FeelScope& scope, FeelRun& run) const {
  const Value called = parts_[0]->Evaluate(scope, run);
  Context arguments;
  for (size_t i = 0; i < names_.size(); ++i) {
    arguments.Set(names_[i].name, parts_[i + 1]->Evaluate(scope, run));
  }
  if (!called.is(ValueType::kFunction)) return run.Error("what is invoked is no function");
  return called.function()->CallNamed(arguments, run);
}

Value BoxedLogic::EvaluateList(const FeelScope& scope, FeelRun& run) const {
  std::vector<Value> items;
  for (const auto& part : parts_) items.push_back(part->Evaluate(scope, run));
  return MakeList(std::move(items), run);
}

Value BoxedLogic::EvaluateRelation(const FeelScope& scope, FeelRun& run) const {
  std::vector<Value> rows;
  for (const auto& row : parts_) {
    Context context;
    for (size_t i = 0; i < row->parts_.size() && i < names_.size(); ++i) {
      context.Set(names_[i].name, row->parts_[i]->Evaluate(scope, run));
    }
    rows.push_back(MakeContext(std::move(context), run));
  }
  return MakeList(std::move(rows), run);
}

Value BoxedLogic::EvaluateConditional(const FeelScope& scope, FeelRun& run) const {
  const Value condition = parts_[0]->Evaluate(scope, run);
  if (IsNoTruth(condition)) return run.Error("a condition is no boolean");
  return parts_[condition.is_true() ? 1 : 2]->Evaluate(scope, run);
}

std::vector<Value> BoxedLogic::Items(const FeelScope& scope, FeelRun& run) const {
  Value value = parts_[0]->Evaluate(scope, run);
  if (!value.is(ValueType::kList)) return {std::move(value)};
  return {value.list().begin(), value.list().end()};
}

Value BoxedLogic::EvaluateFilter(const FeelScope& scope, FeelRun& run) const {
  std::vector<Value> kept;
  for (const Value& item : Items(scope, run)) {
    FeelScope inner = scope.With("item", item);
    if (item.is(ValueType::kContext)) inner = inner.WithEntriesOf(item);
    const Value match = parts_[1]->Evaluate(inner, run);
    if (IsNoTruth(match)) return run.Error("a filter's match is no boolean");
    if (match.is_true()) kept.push_back(item);
  }
  return MakeList(std::move(kept), run);
}

bool BoxedLogic::MayName(absl::string_view name) const {
  if (!expression_) return true;
  const std::vector<std::string>& names = expression_->free_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

Value BoxedLogic::EvaluateFor(const FeelScope& scope, FeelRun& run) const {
  std::vector<Value> results;
  for (const Value& item : Items(scope, run)) {
    FeelScope inner = scope;
    if (uses_partial_) {
      if (!run.Spend(static_cast<int64_t>(results.size() / kItemsPerStep))) return Value();
      inner = scope.With("partial", Value::OfList(results));
    }
    inner = inner.With(names_[0].name, item);
    results.push_back(parts_[1]->Evaluate(inner, run));
    if (run.is_spent()) return Value();
  }
  return MakeList(std::move(results), run);
}

// Three-valued: one answer decides, an unknown leaves it open. All are asked: one that is no truth
// value spoils the whole.
Value BoxedLogic::EvaluateQuantified(const FeelScope& scope, FeelRun& run) const {
  const bool wanted = kind_ == Kind::kSome;
  bool is_open = false, is_decided = false;
  for (const Value& item : Items(scope, run)) {
    const Value holds = parts_[1]->Evaluate(scope.With(names_[0].name, item), run);
    if (IsNoTruth(holds)) return run.Error("what has to hold is no boolean");
    is_open = is_open || holds.is_null();
    is_decided = is_decided || (!holds.is_null() && holds.boolean() == wanted);
  }
  if (is_decided) return Value::OfBoolean(wanted);
  return is_open ? Value() : Value::OfBoolean(!wanted);
}

}  // namespace skranke
