#include "libs/decision/dmn/decision_table.h"

#include <bit>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/decision/dmn/column_index.h"
#include "libs/decision/dmn/table_compiler.h"
#include "libs/decision/dmn/table_outputs.h"

namespace skranke {
namespace {

// A column's answer to the fact, for a walk over the rows.
struct ColumnEntry : ColumnIndex::Entry {
  uint32_t column = 0;
};

// Usual tables need no memory of their own for a walk.
using Entries = absl::InlinedVector<ColumnEntry, 8>;

bool IsIn(const uint64_t* set, const RowLayout& layout, uint32_t row) {
  return (set[layout.summary_words + row / 64] >> (row % 64) & 1) != 0;
}

// The common bits of all entries' sets in one word.
uint64_t CommonWord(const Entries& entries, size_t word) {
  uint64_t common = ~uint64_t{0};
  for (const ColumnEntry& entry : entries) common &= entry.rows[word];
  return common;
}

// Calls `visit` for the rows that are in all entries' sets, in order, until it says false.
template <typename Visit>
void WalkCommonRows(const Entries& entries, const RowLayout& layout, Visit visit) {
  for (size_t i = 0; i < layout.summary_words; ++i) {
    for (uint64_t words = CommonWord(entries, i); words != 0; words &= words - 1) {
      const size_t word = 64 * i + static_cast<size_t>(std::countr_zero(words));
      uint64_t rows = CommonWord(entries, layout.summary_words + word);
      for (; rows != 0; rows &= rows - 1) {
        const size_t row = 64 * word + static_cast<size_t>(std::countr_zero(rows));
        if (!visit(static_cast<uint32_t>(row))) return;
      }
    }
  }
}

// A rule's cells together: a no outweighs everything, then an unknown.
Verdict And(Verdict a, Verdict b) {
  if (a == Verdict::kNo || b == Verdict::kNo) return Verdict::kNo;
  return a == Verdict::kUnknown || b == Verdict::kUnknown ? Verdict::kUnknown : Verdict::kYes;
}

}  // namespace

// What a table consists of, shared by all its copies.
class DecisionTable::Rules {
 public:
  Rules(const TableModel& model, TableMode mode, std::vector<TableColumn> columns,
        TableOutputs outputs)
      : model_(model),
        mode_(mode),
        columns_(std::move(columns)),
        outputs_(std::move(outputs)),
        layout_(model_.rules.size()) {
    indexes_.reserve(columns_.size());
    for (const TableColumn& column : columns_) indexes_.emplace_back(column);
  }

  const TableModel& model() const { return model_; }
  TableMode mode() const { return mode_; }

  Decision Decide(absl::Span<const Value> inputs, const FeelScope& scope, FeelRun& run) const;
  TableTrace Explain(absl::Span<const Value> inputs, const FeelScope& scope, FeelRun& run) const;

 private:
  // What a walk over the rows has found. An unknown row ends it.
  struct Hits {
    absl::InlinedVector<uint32_t, 4> rows;
    std::optional<uint32_t> unknown;
  };

  Hits FindHits(absl::Span<const Value> inputs, const FeelScope& scope, FeelRun& run) const;
  // Notes what a row said; false where no other row matters any more.
  bool Take(uint32_t row, Verdict verdict, Hits& hits) const;
  Decision Combine(Hits hits, absl::Span<const Value> inputs, const FeelScope& scope,
                   FeelRun& run) const;
  std::string WhyUnknown(uint32_t row, absl::Span<const Value> inputs) const;

  const TableModel model_;
  const TableMode mode_;
  const std::vector<TableColumn> columns_;
  const TableOutputs outputs_;
  const RowLayout layout_;
  std::vector<ColumnIndex> indexes_;
};

bool DecisionTable::Rules::Take(uint32_t row, Verdict verdict, Hits& hits) const {
  if (verdict == Verdict::kNo) return true;
  if (verdict == Verdict::kUnknown) {
    hits.unknown = row;
    return false;
  }
  hits.rows.push_back(row);
  return !outputs_.takes_first();
}

DecisionTable::Rules::Hits DecisionTable::Rules::FindHits(absl::Span<const Value> inputs,
                                                          const FeelScope& scope,
                                                          FeelRun& run) const {
  Hits hits;
  Entries entries;
  bool is_sure = true;
  for (uint32_t i = 0; i < indexes_.size(); ++i) {
    if (indexes_[i].is_all_any()) continue;
    entries.push_back({indexes_[i].Find(inputs[i]), i});
    is_sure = is_sure && !entries.back().unsure && !entries.back().all_unsure;
  }
  if (entries.empty()) {
    for (uint32_t row = 0; row < model_.rules.size() && Take(row, Verdict::kYes, hits); ++row) {
    }
    return hits;
  }
  const auto verdict_of = [&](uint32_t row) {
    Verdict verdict = Verdict::kYes;
    for (const ColumnEntry& entry : entries) {
      if (!entry.all_unsure && !(entry.unsure && IsIn(entry.unsure, layout_, row))) continue;
      verdict = And(verdict, columns_[entry.column].Test(row, inputs[entry.column], scope, run));
      if (verdict == Verdict::kNo) break;
    }
    return verdict;
  };
  WalkCommonRows(entries, layout_, [&](uint32_t row) {
    return Take(row, is_sure ? Verdict::kYes : verdict_of(row), hits);
  });
  return hits;
}

std::string DecisionTable::Rules::WhyUnknown(uint32_t row, absl::Span<const Value> inputs) const {
  FeelRun run;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].Test(row, inputs[i], FeelScope(), run) != Verdict::kUnknown) continue;
    const std::string at =
        absl::StrCat("row ", row + 1, ", column \"", ColumnName(model_.inputs[i]), "\": ");
    if (inputs[i].is_null()) return at + "the fact is missing";
    if (columns_[i].type && !inputs[i].is(*columns_[i].type)) {
      return absl::StrCat(at, "the fact is a ", TypeName(inputs[i].type()), ", not a ",
                          TypeName(*columns_[i].type));
    }
    if (!columns_[i].Takes(inputs[i])) return at + "the fact is not among the allowed values";
    return at + "the cell has no answer to this fact";
  }
  return absl::StrCat("row ", row + 1, " has no answer");
}

Decision DecisionTable::Rules::Combine(Hits hits, absl::Span<const Value> inputs,
                                       const FeelScope& scope, FeelRun& run) const {
  if (!hits.unknown) return outputs_.Combine(std::move(hits.rows), scope, run);
  return {.outcome = Decision::Outcome::kUnknown,
          .rows = {*hits.unknown},
          .reason = WhyUnknown(*hits.unknown, inputs)};
}

Decision DecisionTable::Rules::Decide(absl::Span<const Value> inputs, const FeelScope& scope,
                                      FeelRun& run) const {
  return Combine(FindHits(inputs, scope, run), inputs, scope, run);
}

TableTrace DecisionTable::Rules::Explain(absl::Span<const Value> inputs, const FeelScope& scope,
                                         FeelRun& run) const {
  TableTrace trace{.inputs = {inputs.begin(), inputs.end()}};
  Hits hits;
  bool is_open = true;
  for (uint32_t row = 0; row < model_.rules.size(); ++row) {
    TableTrace::Row& told = trace.rows.emplace_back();
    told.row = row;
    told.verdict = Verdict::kYes;
    for (size_t i = 0; i < columns_.size(); ++i) {
      told.cells.push_back(columns_[i].Test(row, inputs[i], scope, run));
      told.verdict = And(told.verdict, told.cells.back());
    }
    is_open = is_open && Take(row, told.verdict, hits);
  }
  trace.decision = Combine(std::move(hits), inputs, scope, run);
  return trace;
}

absl::StatusOr<DecisionTable> DecisionTable::Compile(const TableModel& model,
                                                     const Options& options) {
  TableCompiler compiler(model, options);
  SKRANKE_RETURN_IF_ERROR(FaultStatus(compiler.faults()));
  std::vector<TableColumn> columns = compiler.TakeColumns();
  return DecisionTable(std::make_shared<const Rules>(model, options.mode, std::move(columns),
                                                     compiler.TakeOutputs()));
}

std::vector<TableFault> DecisionTable::Check(const TableModel& model, const Options& options) {
  return TableCompiler(model, options).faults();
}

Decision DecisionTable::Decide(absl::Span<const Value> inputs) const {
  FeelRun run;
  return rules_->Decide(inputs, FeelScope(), run);
}

Decision DecisionTable::Decide(absl::Span<const Value> inputs, const FeelScope& scope,
                               FeelRun& run) const {
  return rules_->Decide(inputs, scope, run);
}

TableTrace DecisionTable::Explain(absl::Span<const Value> inputs) const {
  FeelRun run;
  return rules_->Explain(inputs, FeelScope(), run);
}

TableTrace DecisionTable::Explain(absl::Span<const Value> inputs, const FeelScope& scope,
                                  FeelRun& run) const {
  return rules_->Explain(inputs, scope, run);
}

std::vector<Value> DecisionTable::InputsFrom(const Context& facts) const {
  std::vector<Value> inputs;
  for (const TableInput& input : model().inputs) {
    const Context* context = &facts;
    Value value;
    for (const absl::string_view name : absl::StrSplit(input.expression.text, '.')) {
      const Value* found = context ? context->Find(absl::StripAsciiWhitespace(name)) : nullptr;
      value = found ? *found : Value();
      context = value.is(ValueType::kContext) ? &value.context() : nullptr;
    }
    inputs.push_back(std::move(value));
  }
  return inputs;
}

const TableModel& DecisionTable::model() const { return rules_->model(); }

TableMode DecisionTable::mode() const { return rules_->mode(); }

}  // namespace skranke
