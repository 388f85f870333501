// A table that is read has rows as wide as its header, and written again is the same table.
#include "libs/base/csv.h"
#include "libs/base/reason.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string Written(const CsvTable& table) {
  std::string bytes = CsvLine(table.columns);
  for (const CsvRow& row : table.rows) bytes += CsvLine(row.cells);
  return bytes;
}

bool SameCells(const CsvTable& a, const CsvTable& b) {
  if (a.columns != b.columns || a.rows.size() != b.rows.size()) return false;
  for (size_t i = 0; i < a.rows.size(); ++i) {
    if (a.rows[i].cells != b.rows[i].cells) return false;
  }
  return true;
}

std::string FaultOf(absl::string_view bytes) {
  const auto table = ParseCsv("any.csv", bytes);
  if (!table.ok()) return ReasonOf(table.status()) == "PACKAGE_CELL" ? "" : "has another reason";
  for (const CsvRow& row : table->rows) {
    if (row.cells.size() != table->columns.size()) return "has a row of another width";
  }
  const auto again = ParseCsv("any.csv", Written(*table));
  return again.ok() && SameCells(*table, *again) ? "" : "is not read back";
}

bool Takes(absl::string_view bytes) { return ParseCsv("any.csv", bytes).ok(); }

std::vector<std::string> Seeds() {
  return {"a,b\n1,2\n3,4\n",
          "\xEF\xBB\xBF"
          "a,b\r\n\"1,\n\",\"say \"\"x\"\"\"\r\n",
          "only\n\"\"\n \n", "\xEF\xBB\xBF\xEF\xBB\xBFtwice\nx\n", "a,b,c\n,,\n,,"};
}

}  // namespace

const FuzzTarget kCsvTarget = {"csv", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
