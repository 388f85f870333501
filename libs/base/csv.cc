#include "libs/base/csv.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/json_string.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

// How much of a cell an error repeats, in bytes: enough to find it by eye.
constexpr size_t kCellShownMax = 60;

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Payload type URL inside the process: file, row, column and message, with NUL between them.
constexpr char kPlaceUrl[] = "skranke/cell_place";

void SetPlace(absl::Status& fault, const CellPlace& place) {
  const std::string parts[] = {place.file, absl::StrCat(place.row), place.column, place.message};
  fault.SetPayload(kPlaceUrl, absl::Cord(absl::StrJoin(parts, absl::string_view("\0", 1))));
}

absl::string_view Shown(absl::string_view cell) {
  size_t bytes = 0;
  while (bytes < cell.size()) {
    const size_t next = std::max<size_t>(FirstUtf8Char(cell.substr(bytes)).bytes, 1);
    if (bytes + next > kCellShownMax) break;
    bytes += next;
  }
  return cell.substr(0, bytes);
}

// Walks the bytes once, row by row.
class CsvReader {
 public:
  CsvReader(absl::string_view file, absl::string_view bytes, char separator)
      : file_(file), rest_(bytes), separator_(separator) {}

  bool done() const { return rest_.empty(); }

  // Reads one row with its line end.
  absl::StatusOr<CsvRow> ReadRow() {
    CsvRow row{.line = line_};
    row_line_ = line_;
    do {
      column_ = row.cells.size() + 1;
      SKRANKE_ASSIGN_OR_RETURN(std::string cell, ReadCell());
      if (cell.size() > kCellBytesMax) return Fault("is longer than a cell may be");
      row.cells.push_back(std::move(cell));
      if (row.cells.size() > kColumnsMax) return Fault("is one column too many");
    } while (absl::ConsumePrefix(&rest_, absl::string_view(&separator_, 1)));
    SKRANKE_RETURN_IF_ERROR(ReadLineEnd());
    return row;
  }

 private:
  absl::Status Fault(absl::string_view message) const {
    return CellError(file_, row_line_, absl::StrCat("no. ", column_), "", message);
  }

  absl::StatusOr<std::string> ReadCell() {
    if (absl::ConsumePrefix(&rest_, "\"")) return ReadQuoted();
    const char ends[] = {separator_, '\r', '\n'};
    const absl::string_view cell =
        rest_.substr(0, rest_.find_first_of(absl::string_view(ends, std::size(ends))));
    if (absl::StrContains(cell, '"')) return Fault("has a quote inside a cell without quotes");
    rest_.remove_prefix(cell.size());
    return std::string(cell);
  }

  // What follows an opening quote, up to the closing one. A doubled quote stands for one.
  absl::StatusOr<std::string> ReadQuoted() {
    std::string cell;
    while (true) {
      const size_t quote = rest_.find('"');
      if (quote == absl::string_view::npos) return Fault("opens a quote that is never closed");
      cell.append(rest_.data(), quote);
      rest_.remove_prefix(quote + 1);
      if (!absl::ConsumePrefix(&rest_, "\"")) break;
      cell += '"';
    }
    line_ += static_cast<size_t>(std::count(cell.begin(), cell.end(), '\n'));
    return cell;
  }

  absl::Status ReadLineEnd() {
    if (absl::ConsumePrefix(&rest_, "\r\n") || absl::ConsumePrefix(&rest_, "\n")) {
      ++line_;
      return absl::OkStatus();
    }
    if (rest_.empty()) return absl::OkStatus();
    if (rest_[0] == '\r') return Fault("is followed by a carriage return without a line feed");
    return Fault("goes on after its closing quote");
  }

  const absl::string_view file_;
  absl::string_view rest_;
  const char separator_;
  size_t line_ = 1;
  size_t row_line_ = 1;
  size_t column_ = 1;
};

size_t LineOf(absl::string_view bytes, size_t offset) {
  return 1 + static_cast<size_t>(std::count(bytes.begin(), bytes.begin() + offset, '\n'));
}

absl::Status CheckBytes(absl::string_view file, absl::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const Utf8Char next = FirstUtf8Char(bytes.substr(at));
    if (next.bytes == 0) {
      return CellError(file, LineOf(bytes, at), "", "", "is not UTF-8; save the file as UTF-8");
    }
    if (next.code == 0) return CellError(file, LineOf(bytes, at), "", "", "contains a NUL byte");
    at += next.bytes;
  }
  return absl::OkStatus();
}

bool HasSemicolons(absl::string_view bytes) {
  const absl::string_view header = bytes.substr(0, bytes.find_first_of("\r\n"));
  return absl::StrContains(header, ';') && !absl::StrContains(header, ',');
}

absl::Status CheckHeader(const CsvTable& table) {
  absl::flat_hash_set<absl::string_view> seen;
  for (const std::string& column : table.columns) {
    if (column.empty()) return CellError(table.file, 1, "", "", "has a column without a name");
    if (!seen.insert(column).second) {
      return CellError(table.file, 1, column, "", "stands there twice");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckWidth(const CsvTable& table, const CsvRow& row) {
  if (row.cells.size() == table.columns.size()) return absl::OkStatus();
  return CellError(
      table.file, row.line, "", "",
      absl::StrCat("has ", row.cells.size(), " cells where the header has ", table.columns.size()));
}

bool NeedsQuotes(absl::string_view cell) {
  // A byte order mark that begins a cell would be dropped where the cell begins a file.
  return cell.find_first_of(",\"\r\n") != absl::string_view::npos ||
         absl::StartsWith(cell, kByteOrderMark);
}

}  // namespace

std::optional<size_t> CsvTable::FindColumn(absl::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<size_t>(found - columns.begin());
}

absl::StatusOr<CsvTable> ParseCsv(absl::string_view file, absl::string_view bytes) {
  absl::ConsumePrefix(&bytes, kByteOrderMark);
  if (bytes.empty()) return CellError(file, 1, "", "", "is missing: the file is empty");
  SKRANKE_RETURN_IF_ERROR(CheckBytes(file, bytes));
  CsvTable table{.file = std::string(file), .semicolons = HasSemicolons(bytes)};
  CsvReader reader(file, bytes, table.semicolons ? ';' : ',');
  SKRANKE_ASSIGN_OR_RETURN(CsvRow header, reader.ReadRow());
  table.columns = std::move(header.cells);
  SKRANKE_RETURN_IF_ERROR(CheckHeader(table));
  while (!reader.done()) {
    SKRANKE_ASSIGN_OR_RETURN(CsvRow row, reader.ReadRow());
    SKRANKE_RETURN_IF_ERROR(CheckWidth(table, row));
    if (table.rows.size() == kRowsMax) {
      return CellError(file, row.line, "", "",
                       absl::StrCat("is one row too many; a file has at most ", kRowsMax));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

absl::Status CellError(absl::string_view file, size_t row, absl::string_view column,
                       absl::string_view cell, absl::string_view message) {
  std::string sentence = absl::StrCat(file, " row ", row);
  if (!column.empty()) absl::StrAppend(&sentence, " column ", column);
  if (!cell.empty()) absl::StrAppend(&sentence, " ", JsonString(Shown(cell)));
  absl::Status fault = ReasonError(absl::StatusCode::kInvalidArgument, "PACKAGE_CELL",
                                   absl::StrCat(sentence, ": ", message));
  SetPlace(fault, {std::string(file), row, std::string(column), std::string(message)});
  return fault;
}

absl::Status FileFaultError(absl::string_view file, absl::string_view message) {
  absl::Status fault = ReasonError(absl::StatusCode::kInvalidArgument, "PACKAGE_FILE",
                                   absl::StrCat(file, ": ", message));
  SetPlace(fault, {.file = std::string(file), .message = std::string(message)});
  return fault;
}

std::optional<CellPlace> PlaceOf(const absl::Status& fault) {
  const auto payload = fault.GetPayload(kPlaceUrl);
  if (!payload) return std::nullopt;
  const std::string bytes(*payload);
  const std::vector<std::string> parts = absl::StrSplit(bytes, absl::MaxSplits('\0', 3));
  CellPlace place{.file = parts[0], .column = parts[2], .message = parts[3]};
  if (!absl::SimpleAtoi(parts[1], &place.row)) return std::nullopt;
  return place;
}

std::string CsvLine(absl::Span<const std::string> cells) {
  // A row of one empty cell would be an empty line, which other readers drop.
  if (cells.size() == 1 && cells[0].empty()) return "\"\"\n";
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    if (NeedsQuotes(cell)) {
      absl::StrAppend(&line, "\"", absl::StrReplaceAll(cell, {{"\"", "\"\""}}), "\"");
    } else {
      line += cell;
    }
  }
  line += '\n';
  return line;
}

}  // namespace skranke
