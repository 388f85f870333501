#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/decision/dmn/boxed_logic.h"

namespace skranke {
namespace {

using Kind = BoxedExpression::Kind;

bool IsIteration(Kind kind) {
  return kind == Kind::kFor || kind == Kind::kSome || kind == Kind::kEvery;
}

}  // namespace

std::shared_ptr<const BoxedLogic> LogicCompiler::Compile(const BoxedExpression& expression,
                                                         const NameScope& names) {
  auto logic = std::make_shared<BoxedLogic>();
  logic->kind_ = expression.kind;
  // A function's says what it gives, not what it is.
  if (expression.kind != Kind::kFunction) logic->type_ = types_.Find(expression.type);
  for (const TypedName& name : expression.names) {
    logic->types_.push_back(types_.Find(name.type));
    logic->names_.push_back({NormalName(name.name), logic->types_.back().type()});
  }
  switch (expression.kind) {
    case Kind::kNone:
      break;
    case Kind::kLiteral:
      CompileText(expression.text, names, *logic);
      break;
    case Kind::kTable:
      CompileTable(expression, names, *logic);
      break;
    case Kind::kContext:
      CompileContext(expression, names, *logic);
      break;
    default:
      CompileParts(expression, names, *logic);
  }
  return logic;
}

void LogicCompiler::CompileText(const TableText& text, const NameScope& names, BoxedLogic& logic) {
  absl::StatusOr<FeelExpression> expression = FeelExpression::Parse(text.text, names);
  if (expression.ok()) {
    logic.expression_ = *std::move(expression);
    return;
  }
  logic.broken_ = absl::StrCat("the expression cannot be read: ", expression.status().message());
  faults_.push_back({.file = file_,
                     .place = text.place,
                     .table = element_,
                     .cell = text.text,
                     .message = std::string(expression.status().message())});
}

void LogicCompiler::CompileTable(const BoxedExpression& expression, const NameScope& names,
                                 BoxedLogic& logic) {
  for (const TableInput& input : expression.table->inputs) {
    auto part = std::make_shared<BoxedLogic>();
    part->kind_ = Kind::kLiteral;
    CompileText(input.expression, names, *part);
    logic.parts_.push_back(std::move(part));
  }
  const DecisionTable::Options options{.mode = mode_, .names = &names};
  absl::StatusOr<DecisionTable> table = DecisionTable::Compile(*expression.table, options);
  if (table.ok()) {
    logic.table_ = *std::move(table);
    return;
  }
  logic.broken_ = "the table cannot be read";
  const std::vector<TableFault> faults = DecisionTable::Check(*expression.table, options);
  faults_.insert(faults_.end(), faults.begin(), faults.end());
}

// Each entry may use those before it.
void LogicCompiler::CompileContext(const BoxedExpression& expression, NameScope names,
                                   BoxedLogic& logic) {
  for (size_t i = 0; i < expression.parts.size(); ++i) {
    logic.parts_.push_back(Compile(expression.parts[i], names));
    if (!logic.names_[i].name.empty()) names.AddName(logic.names_[i].name, logic.names_[i].type);
  }
}

void LogicCompiler::CompileParts(const BoxedExpression& expression, const NameScope& names,
                                 BoxedLogic& logic) {
  if (expression.kind == Kind::kFunction && !expression.text.text.empty()) {
    logic.broken_ = absl::StrCat("a function of the kind ", expression.text.text, " is not run");
  }
  const NameScope inner = InnerNames(expression, names);
  for (size_t i = 0; i < expression.parts.size(); ++i) {
    const bool is_inner =
        expression.kind == Kind::kFunction ||
        (i == 1 && (IsIteration(expression.kind) || expression.kind == Kind::kFilter));
    logic.parts_.push_back(Compile(expression.parts[i], is_inner ? inner : names));
  }
  if (expression.kind == Kind::kFor) logic.uses_partial_ = logic.parts_[1]->MayName("partial");
}

NameScope LogicCompiler::InnerNames(const BoxedExpression& expression,
                                    const NameScope& names) const {
  NameScope inner = names;
  if (expression.kind == Kind::kFunction || IsIteration(expression.kind)) {
    for (const TypedName& name : expression.names) {
      inner.AddName(name.name, types_.Find(name.type).type());
    }
  }
  if (expression.kind == Kind::kFilter) inner.AddName("item");
  if (expression.kind == Kind::kFor) inner.AddName("partial");
  return inner;
}

}  // namespace skranke
