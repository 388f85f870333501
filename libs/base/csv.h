// Comma-separated tables as RFC 4180 has them, read strictly: a spreadsheet that was saved wrongly
// is refused with file, row and column, never guessed at. Pure functions; threads may share them.
#ifndef SKRANKE_LIBS_BASE_CSV_H_
#define SKRANKE_LIBS_BASE_CSV_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace skranke {

struct CsvRow {
  size_t line = 0;  // Where it begins in the file; the header is line 1.
  std::vector<std::string> cells;
};

struct CsvTable {
  std::string file;
  std::vector<std::string> columns;  // The header row; all different, none empty.
  std::vector<CsvRow> rows;          // Each has exactly as many cells as there are columns.
  // Cells stand between semicolons, as spreadsheets write them in countries with a decimal comma.
  bool semicolons = false;

  // The place of a column; nothing where the table has none of that name.
  std::optional<size_t> FindColumn(absl::string_view name) const;
};

// Cells stand between commas; between semicolons where the header row has some and no comma. A byte
// order mark is dropped, \r\n and \n both end a row, an ending after the last row may be
// missing. Cells are kept as they are, with their spaces. INVALID_ARGUMENT PACKAGE_CELL (see
// CellError) for: nothing at all, broken UTF-8, NUL, a quote out of place or never closed, a lone
// \r, a row with more or fewer cells than the header, a header cell empty or doubled,
// kCellBytesMax, kColumnsMax, kRowsMax.
absl::StatusOr<CsvTable> ParseCsv(absl::string_view file, absl::string_view bytes);

// INVALID_ARGUMENT with reason PACKAGE_CELL and the sentence
//   tasks.csv row 12 column quick_minutes "ten": must be a whole number
// `row` is CsvRow::line. Where `column` or `cell` is empty the sentence leaves it out: give no cell
// of a table with persons in it. A long cell is cut.
absl::Status CellError(absl::string_view file, size_t row, absl::string_view column,
                       absl::string_view cell, absl::string_view message);

// INVALID_ARGUMENT with reason PACKAGE_FILE and the sentence
//   tasks.csv: is missing
absl::Status FileFaultError(absl::string_view file, absl::string_view message);

// Where a fault of a package stands; row 0 and no column where the whole file is meant.
struct CellPlace {
  std::string file;
  size_t row = 0;
  std::string column;
  std::string message;  // The sentence without the place.
};

// The place put there by CellError or FileFaultError.
std::optional<CellPlace> PlaceOf(const absl::Status& fault);

// One row with its \n. ParseCsv reads back the very same cells.
std::string CsvLine(absl::Span<const std::string> cells);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_CSV_H_
