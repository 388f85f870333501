#include "libs/decision/dmn/column_index.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace skranke {
namespace {

// Sets of ColumnIndex::common_.
enum CommonSet : size_t {
  kAnySet,            // Rows with "-".
  kAllSet,            // All rows.
  kNotAnySet,         // Rows with another cell.
  kMissingSet,        // Rows that may let a missing fact through,
  kMissingUnsureSet,  // and of them those whose cell has to be asked.
  kCommonSets
};

constexpr ValueType kIndexedTypes[] = {ValueType::kNumber, ValueType::kString, ValueType::kBoolean,
                                       ValueType::kDate};

bool Holds(const UnaryTest& test, ValueType type) {
  for (const UnaryTest::Alternative& alternative : test.alternatives()) {
    const Value* value = std::get_if<Value>(&alternative);
    if (!value) {
      const auto& interval = std::get<Interval>(alternative);
      value = &(interval.low ? interval.low : interval.high)->value;
    }
    if (value->is(type)) return true;
  }
  return false;
}

// Each constant of the column once.
std::vector<const UnaryTest*> TestsOf(const TableColumn& column, ValueType type) {
  absl::flat_hash_map<const TableCell*, bool> seen;
  std::vector<const UnaryTest*> tests;
  for (const auto& cell : column.cells) {
    if (!cell->constant() || !seen.try_emplace(cell.get(), true).second) continue;
    if (Holds(*cell->constant(), type)) tests.push_back(cell->constant());
  }
  return tests;
}

}  // namespace

bool TableColumn::Takes(const Value& fact) const {
  if (fact.is_null() || !type) return true;
  return fact.is(*type) && (!allowed || allowed->Test(fact) == Verdict::kYes);
}

Verdict TableColumn::Test(size_t row, const Value& fact, const FeelScope& scope,
                          FeelRun& run) const {
  const TableCell& cell = *cells[row];
  if (cell.is_any()) return Verdict::kYes;
  return Takes(fact) ? cell.Test(fact, scope, run) : Verdict::kUnknown;
}

ColumnIndex::Domain::Domain(Segments all_segments, size_t row_count, size_t set_count)
    : segments(std::move(all_segments)),
      sets(set_count),
      rows(row_count, set_count),
      unsure(row_count, 1),
      all_unsure(set_count < segments.size()),
      refused(segments.size()) {}

ColumnIndex::ColumnIndex(const TableColumn& column) : common_(column.cells.size(), kCommonSets) {
  for (size_t row = 0; row < column.cells.size(); ++row) {
    const bool is_any = column.cells[row]->is_any();
    common_.Add(is_any ? kAnySet : kNotAnySet, row);
    common_.Add(kAllSet, row);
    is_all_any_ = is_all_any_ && is_any;
  }
  FillMissing(column);
  for (const ValueType type : kIndexedTypes) {
    if (!column.type || column.type == type) AddDomain(type, column);
  }
}

void ColumnIndex::FillMissing(const TableColumn& column) {
  absl::flat_hash_map<const TableCell*, Verdict> verdicts;
  for (size_t row = 0; row < column.cells.size(); ++row) {
    const TableCell* const cell = column.cells[row].get();
    Verdict verdict = Verdict::kUnknown;
    if (cell->constant()) {
      const auto [known, is_new] = verdicts.try_emplace(cell, Verdict::kUnknown);
      FeelRun run;
      if (is_new) known->second = cell->Test(Value(), FeelScope(), run);
      verdict = known->second;
    }
    if (verdict != Verdict::kNo) common_.Add(kMissingSet, row);
    if (verdict == Verdict::kUnknown) common_.Add(kMissingUnsureSet, row);
  }
}

void ColumnIndex::AddDomain(ValueType type, const TableColumn& column) {
  std::vector<const UnaryTest*> tests = TestsOf(column, type);
  if (tests.empty() && !column.type) return;
  if (column.allowed) tests.push_back(&*column.allowed);
  Segments segments(type, tests);
  const size_t sets =
      std::min(segments.size(),
               std::max<size_t>(1, kWordsMax / std::max<size_t>(1, common_.layout().stride())));
  auto domain = std::make_unique<Domain>(std::move(segments), column.cells.size(), sets);
  FillDomain(column, *domain);
  domains_[static_cast<size_t>(type)] = std::move(domain);
}

void ColumnIndex::FillDomain(const TableColumn& column, Domain& domain) {
  for (size_t set = 0; set < domain.sets; ++set) domain.rows.AddAll(set, common_, kAnySet);
  for (size_t row = 0; row < column.cells.size(); ++row) {
    const TableCell& cell = *column.cells[row];
    if (cell.is_any()) continue;
    auto matching = cell.constant() ? domain.segments.Matching(*cell.constant()) : std::nullopt;
    if (!matching) {
      domain.unsure.Add(0, row);
      domain.has_unsure = true;
      matching = {{0, domain.segments.size() - 1}};
    }
    for (const Segments::Stretch& stretch : *matching) {
      const size_t last = domain.SetOf(stretch.to);
      for (size_t set = domain.SetOf(stretch.from); set <= last; ++set) domain.rows.Add(set, row);
    }
  }
  if (!column.allowed) return;
  const auto allowed = domain.segments.Matching(*column.allowed);
  if (!allowed) {
    domain.allowed = column.allowed;
    return;
  }
  domain.refused.assign(domain.segments.size(), true);
  for (const Segments::Stretch& stretch : *allowed) {
    for (size_t i = stretch.from; i <= stretch.to; ++i) domain.refused[i] = false;
  }
}

ColumnIndex::Entry ColumnIndex::EverythingUnsure() const {
  return {.rows = common_.At(kAllSet), .unsure = common_.At(kNotAnySet)};
}

ColumnIndex::Entry ColumnIndex::Find(const Value& fact) const {
  if (fact.is_null()) {
    return {.rows = common_.At(kMissingSet), .unsure = common_.At(kMissingUnsureSet)};
  }
  const auto type = static_cast<size_t>(fact.type());
  const Domain* const domain = type < domains_.size() ? domains_[type].get() : nullptr;
  if (!domain) return EverythingUnsure();
  const size_t segment = domain->segments.Find(fact);
  if (!domain->Takes(fact, segment)) return EverythingUnsure();
  return {.rows = domain->rows.At(domain->SetOf(segment)),
          .unsure = domain->has_unsure ? domain->unsure.At(0) : nullptr,
          .all_unsure = domain->all_unsure};
}

}  // namespace skranke
