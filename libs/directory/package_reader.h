// Reads the tables of one office package strictly and remembers every fault with file, row, column
// and cell, so that whoever mends the package sees all of them at once. One thread at a time.
//
//   PackageReader reader(files);
//   for (const PackageRow& row : reader.Rows({.file = "agencies.csv", .required = {"agency"}})) {
//     agency.set_agency(reader.Code(row, "agency"));
//   }
//   SKRANKE_RETURN_IF_ERROR(reader.status());
#ifndef SKRANKE_LIBS_DIRECTORY_PACKAGE_READER_H_
#define SKRANKE_LIBS_DIRECTORY_PACKAGE_READER_H_

#include <cstdint>
#include <limits>
#include <list>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/csv.h"
#include "libs/base/limits.h"
#include "libs/directory/package.h"

namespace skranke {

// Longest code of an office, unit, task or place in a package, in bytes of UTF-8. Source: the
// longest in the shared data has 82 (the Norwegian list); rounded up.
inline constexpr size_t kPackageCodeBytesMax = 100;

struct TableShape {
  std::string file;  // Path inside the package.
  std::vector<absl::string_view> required;
  std::vector<absl::string_view> optional;
  bool with_persons = false;  // Faults then leave out what the cell holds.
};

// One row of a table; valid as long as its PackageReader.
class PackageRow {
 public:
  PackageRow(const CsvTable* table, const CsvRow* row, bool with_persons)
      : table_(table), row_(row), with_persons_(with_persons) {}

  const std::string& file() const { return table_->file; }
  uint32_t line() const { return static_cast<uint32_t>(row_->line); }
  bool with_persons() const { return with_persons_; }
  // Whether a comma between two digits belongs to a number.
  bool decimal_comma() const { return table_->semicolons; }
  // Without spaces around it; empty where the table has no such column.
  absl::string_view Cell(absl::string_view column) const;

 private:
  const CsvTable* table_;
  const CsvRow* row_;
  bool with_persons_;
};

struct NumberBounds {
  uint32_t min = 0;
  uint32_t max = std::numeric_limits<uint32_t>::max();
  uint32_t when_empty = 0;
};

class PackageReader {
 public:
  // Keeps a reference to `files`.
  explicit PackageReader(const PackageFiles& files) : files_(files) {}
  PackageReader(const PackageReader&) = delete;
  PackageReader& operator=(const PackageReader&) = delete;

  // The rows of a table; none where it is missing, broken, or has not the columns of `shape`.
  std::vector<PackageRow> Rows(const TableShape& shape);
  // Whether Rows found the table in shape. What a broken one lists is not known to be missing.
  bool IsWhole(absl::string_view file) const { return whole_.contains(file); }

  // Whether the package has the file at all.
  bool Has(absl::string_view file) const { return files_.contains(std::string(file)); }

  // One cell each, with a fault where it cannot be what it should be.
  std::string Code(const PackageRow& row, absl::string_view column);
  std::string CodeOrEmpty(const PackageRow& row, absl::string_view column);
  std::string Text(const PackageRow& row, absl::string_view column,
                   size_t bytes_max = kNameBytesMax);
  bool YesNo(const PackageRow& row, absl::string_view column);
  uint32_t WholeNumber(const PackageRow& row, absl::string_view column, NumberBounds bounds);
  // "YYYY-MM-DD", or empty.
  std::string DayOrEmpty(const PackageRow& row, absl::string_view column);
  // Parts between semicolons, each a code.
  std::vector<std::string> Codes(const PackageRow& row, absl::string_view column);

  // A fault where valid_to is before valid_from.
  void CheckDays(const PackageRow& row);
  // A fault in the last of `columns` for every row that repeats an earlier one in all of them.
  void CheckUnique(absl::Span<const PackageRow> rows, absl::Span<const absl::string_view> columns);

  void Fault(const PackageRow& row, absl::string_view column, absl::string_view message);
  void FileFault(absl::string_view file, absl::string_view message);

  // OK, or INVALID_ARGUMENT with all faults, one a line, and the reason of the first: PACKAGE_FILE
  // for a whole file, PACKAGE_CELL for a place in it.
  absl::Status status() const;
  // Each fault by itself, with its place (PlaceOf in libs/base/csv.h).
  absl::Span<const absl::Status> faults() const { return faults_; }

 private:
  bool CheckShape(const CsvTable& table, const TableShape& shape);

  const PackageFiles& files_;
  std::list<CsvTable> tables_;  // A list, since rows point into them.
  absl::flat_hash_set<std::string> whole_;
  std::vector<absl::Status> faults_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_PACKAGE_READER_H_
