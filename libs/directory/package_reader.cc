#include "libs/directory/package_reader.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/text_field.h"
#include "libs/base/utf8.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/local_forms.h"

namespace skranke {
namespace {

bool Contains(const std::vector<absl::string_view>& names, absl::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// C0, DEL, C1 and the line and paragraph separators: a code is one line on every screen.
bool IsPrintable(absl::string_view text) {
  while (!text.empty()) {
    const Utf8Char next = FirstUtf8Char(text);
    const bool control = next.code < 0x20 || (next.code >= 0x7F && next.code <= 0x9F);
    if (next.bytes == 0 || control || next.code == 0x2028 || next.code == 0x2029) return false;
    text.remove_prefix(next.bytes);
  }
  return true;
}

// Empty where `text` may be a code.
std::string CodeFault(absl::string_view text) {
  if (text.empty()) return "is missing";
  if (text.size() > kPackageCodeBytesMax) {
    return absl::StrCat("is longer than ", kPackageCodeBytesMax, " bytes");
  }
  return IsPrintable(text) ? "" : "has a control character";
}

// In one form whatever the country's spreadsheets write.
CsvTable Canonical(CsvTable table) {
  for (CsvRow& row : table.rows) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      row.cells[i] = CanonicalCell(table.columns[i], row.cells[i]);
    }
  }
  return table;
}

std::string KeyOf(const PackageRow& row, absl::Span<const absl::string_view> columns) {
  std::string key;
  for (const absl::string_view column : columns) absl::StrAppend(&key, row.Cell(column), "\n");
  return key;
}

}  // namespace

absl::string_view PackageRow::Cell(absl::string_view column) const {
  const auto at = table_->FindColumn(column);
  return at ? absl::StripAsciiWhitespace(row_->cells[*at]) : absl::string_view();
}

std::vector<PackageRow> PackageReader::Rows(const TableShape& shape) {
  const auto file = files_.find(shape.file);
  if (file == files_.end()) {
    FileFault(shape.file, "is missing");
    return {};
  }
  absl::StatusOr<CsvTable> parsed = ParseCsv(shape.file, file->second);
  if (!parsed.ok()) {
    faults_.push_back(parsed.status());
    return {};
  }
  tables_.push_back(Canonical(*std::move(parsed)));
  const CsvTable& table = tables_.back();
  if (!CheckShape(table, shape)) return {};
  whole_.insert(shape.file);
  std::vector<PackageRow> rows;
  for (const CsvRow& row : table.rows) rows.emplace_back(&table, &row, shape.with_persons);
  return rows;
}

bool PackageReader::CheckShape(const CsvTable& table, const TableShape& shape) {
  const size_t faults_before = faults_.size();
  for (const absl::string_view column : shape.required) {
    if (table.FindColumn(column)) continue;
    faults_.push_back(CellError(shape.file, 1, column, "", "is missing"));
  }
  for (const std::string& column : table.columns) {
    if (Contains(shape.required, column) || Contains(shape.optional, column)) continue;
    faults_.push_back(CellError(shape.file, 1, column, "", "is not a column of this table"));
  }
  return faults_.size() == faults_before;
}

std::string PackageReader::Code(const PackageRow& row, absl::string_view column) {
  const std::string fault = CodeFault(row.Cell(column));
  if (!fault.empty()) Fault(row, column, fault);
  return std::string(row.Cell(column));
}

std::string PackageReader::CodeOrEmpty(const PackageRow& row, absl::string_view column) {
  return row.Cell(column).empty() ? "" : Code(row, column);
}

std::string PackageReader::Text(const PackageRow& row, absl::string_view column, size_t bytes_max) {
  const absl::string_view cell = row.Cell(column);
  const absl::Status fault = CheckTextField(column, cell, bytes_max);
  if (!fault.ok()) Fault(row, column, fault.message());
  return std::string(cell);
}

bool PackageReader::YesNo(const PackageRow& row, absl::string_view column) {
  const absl::string_view cell = row.Cell(column);
  if (cell != "yes" && cell != "no") Fault(row, column, "must be yes or no");
  return cell == "yes";
}

uint32_t PackageReader::WholeNumber(const PackageRow& row, absl::string_view column,
                                    NumberBounds bounds) {
  const absl::string_view cell = row.Cell(column);
  if (cell.empty()) return bounds.when_empty;
  const bool digits = std::all_of(cell.begin(), cell.end(), absl::ascii_isdigit);
  uint32_t number = 0;
  if (!digits || !absl::SimpleAtoi(cell, &number) || number < bounds.min || number > bounds.max) {
    Fault(row, column,
          absl::StrCat("must be a whole number from ", bounds.min, " to ", bounds.max));
  }
  return number;
}

std::string PackageReader::DayOrEmpty(const PackageRow& row, absl::string_view column) {
  const absl::string_view cell = row.Cell(column);
  if (!cell.empty() && !ParseDay(cell).ok()) Fault(row, column, "must be a day, YYYY-MM-DD");
  return std::string(cell);
}

std::vector<std::string> PackageReader::Codes(const PackageRow& row, absl::string_view column) {
  if (row.Cell(column).empty()) return {};
  std::vector<std::string> codes;
  for (const absl::string_view part : absl::StrSplit(row.Cell(column), ';')) {
    const absl::string_view code = absl::StripAsciiWhitespace(part);
    const std::string fault = CodeFault(code);
    if (!fault.empty()) Fault(row, column, absl::StrCat("a part between semicolons ", fault));
    codes.emplace_back(code);
  }
  return codes;
}

void PackageReader::CheckDays(const PackageRow& row) {
  const absl::string_view from = row.Cell("valid_from");
  const absl::string_view to = row.Cell("valid_to");
  if (!ParseDay(from).ok() || !ParseDay(to).ok() || from <= to) return;
  Fault(row, "valid_to", absl::StrCat("is before valid_from, ", from));
}

void PackageReader::CheckUnique(absl::Span<const PackageRow> rows,
                                absl::Span<const absl::string_view> columns) {
  absl::flat_hash_map<std::string, uint32_t> first_lines;
  for (const PackageRow& row : rows) {
    if (row.Cell(columns.back()).empty()) continue;
    const auto [first, is_first] = first_lines.emplace(KeyOf(row, columns), row.line());
    if (!is_first) {
      Fault(row, columns.back(), absl::StrCat("stands twice, also in row ", first->second));
    }
  }
}

void PackageReader::Fault(const PackageRow& row, absl::string_view column,
                          absl::string_view message) {
  const absl::string_view cell = row.with_persons() ? absl::string_view() : row.Cell(column);
  faults_.push_back(CellError(row.file(), row.line(), column, cell, message));
}

void PackageReader::FileFault(absl::string_view file, absl::string_view message) {
  faults_.push_back(FileFaultError(file, message));
}

absl::Status PackageReader::status() const {
  if (faults_.empty()) return absl::OkStatus();
  const auto message = [](std::string* out, const absl::Status& fault) {
    absl::StrAppend(out, fault.message());
  };
  return ReasonError(absl::StatusCode::kInvalidArgument, ReasonOf(faults_.front()),
                     absl::StrJoin(faults_, "\n", message));
}

}  // namespace skranke
