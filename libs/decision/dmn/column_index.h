// One input column, compiled: for a fact, the rows whose cell may let it through.
//
// The constants of the cells cut each type's values into segments in which all cells say the same:
// strings into the keys and all others, numbers and dates into the cuts and what lies between them.
// Each segment has its set of rows. Where there are too many segments several share a set, which
// then is too large, and its cells have to be asked.
//
// Never changes; threads may share it.
#ifndef SKRANKE_LIBS_DECISION_DMN_COLUMN_INDEX_H_
#define SKRANKE_LIBS_DECISION_DMN_COLUMN_INDEX_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "libs/decision/dmn/row_sets.h"
#include "libs/decision/dmn/segments.h"
#include "libs/decision/dmn/table_cell.h"
#include "libs/decision/value.h"

namespace skranke {

// What a column is made of.
struct TableColumn {
  // By row; rows with the same text may share one.
  std::vector<std::shared_ptr<const TableCell>> cells;
  // Strict mode only: to a fact of another type, or none of the allowed, no cell but "-" has an
  // answer.
  std::optional<ValueType> type;
  std::optional<UnaryTest> allowed;

  // Whether the profile takes the fact; always where it does not apply, and for a missing fact.
  bool Takes(const Value& fact) const;
  // What the row's cell says.
  Verdict Test(size_t row, const Value& fact, const FeelScope& scope, FeelRun& run) const;
};

class ColumnIndex {
 public:
  // Memory of one column's sets of one type, in words of 64 bits. Source: design; 4 MiB, so that 20
  // columns stay below 100 MiB; 10,000 rules have 3,200 segments then before two share a set.
  static constexpr size_t kWordsMax = 512 * 1024;

  explicit ColumnIndex(const TableColumn& column);

  struct Entry {
    // Rows that may match: see RowSets::At.
    const uint64_t* rows = nullptr;
    // Of them those whose cell has to be asked. Null where `rows` is sure.
    const uint64_t* unsure = nullptr;
    // Every row's cell has to be asked.
    bool all_unsure = false;
  };
  Entry Find(const Value& fact) const;

  // Every row lets every fact through.
  bool is_all_any() const { return is_all_any_; }

 private:
  // The rows by the segments of one type.
  struct Domain {
    Domain(Segments segments, size_t rows, size_t sets);
    size_t SetOf(size_t segment) const { return segment * sets / segments.size(); }
    // `segment` is the fact's.
    bool Takes(const Value& fact, size_t segment) const {
      return !refused[segment] && (!allowed || allowed->Test(fact) == Verdict::kYes);
    }

    Segments segments;
    size_t sets;
    RowSets rows;
    RowSets unsure;  // One set.
    bool has_unsure = false;
    bool all_unsure = false;           // Segments share sets.
    std::vector<bool> refused;         // By segment: no allowed value is in it.
    std::optional<UnaryTest> allowed;  // Where segments do not tell what is allowed.
  };

  void AddDomain(ValueType type, const TableColumn& column);
  void FillDomain(const TableColumn& column, Domain& domain);
  void FillMissing(const TableColumn& column);
  Entry EverythingUnsure() const;

  bool is_all_any_ = true;
  RowSets common_;
  // By type: null, number, string, boolean, date. Null pointer where no cell holds one.
  std::array<std::unique_ptr<const Domain>, 5> domains_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_COLUMN_INDEX_H_
