#include "libs/decision/dmn/table_fault.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

// A message is one line on a screen; the place leads to the rest. Bytes; source: design.
constexpr size_t kShownCellMax = 120;

// Cut before a character, never in one.
std::string Shown(const std::string& cell) {
  if (cell.size() <= kShownCellMax) return cell;
  size_t end = kShownCellMax;
  while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0) == 0x80) --end;
  return absl::StrCat(cell.substr(0, end), "…");
}

std::string PlaceOf(const TableFault& fault) {
  if (fault.place.line == 0) return fault.file;
  return absl::StrCat(fault.file, ":", fault.place.line, ":", fault.place.column);
}

}  // namespace

std::string TableFault::ToString() const {
  std::vector<std::string> parts;
  if (!table.empty()) parts.push_back(absl::StrCat("table \"", table, "\""));
  if (row > 0) parts.push_back(absl::StrCat("row ", row));
  if (!column.empty()) parts.push_back(absl::StrCat("column \"", column, "\""));
  if (!cell.empty()) parts.push_back(absl::StrCat("'", Shown(cell), "'"));
  std::vector<std::string> sentence;
  for (std::string part : {PlaceOf(*this), absl::StrJoin(parts, ", "), message}) {
    if (!part.empty()) sentence.push_back(std::move(part));
  }
  return absl::StrJoin(sentence, ": ");
}

absl::Status FaultStatus(absl::Span<const TableFault> faults) {
  if (faults.empty()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kInvalidArgument, "DMN_FAULT",
                     absl::StrJoin(faults, "\n", [](std::string* out, const TableFault& fault) {
                       out->append(fault.ToString());
                     }));
}

}  // namespace skranke
