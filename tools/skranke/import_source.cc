#include "tools/skranke/import_source.h"

#include <algorithm>
#include <filesystem>

#include "libs/base/files.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/gzip_file.h"
#include "tools/skranke/shared_folder.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

// The largest bulk file, unpacked: it is held in memory as a whole. Some 3 million rows.
constexpr size_t kImportBytesMax = size_t{512} * 1024 * 1024;

std::string BaseName(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

absl::Status CheckColumns(const CsvTable& table, const ImportMap& map) {
  const auto [found, wanted] = std::mismatch(table.columns.begin(), table.columns.end(),
                                             map.columns.begin(), map.columns.end());
  if (found == table.columns.end() && wanted == map.columns.end()) return absl::OkStatus();
  return CellError(table.file, 1, found == table.columns.end() ? "" : *found, "",
                   wanted == map.columns.end() ? "is no column of the map"
                                               : "the map has the column " + *wanted + " here");
}

}  // namespace

absl::StatusOr<ImportMap> ReadImportMap(const std::string& path) {
  if (path.empty()) return UsageError("--map=MAP is needed");
  const auto text = ReadFile(path);
  if (!text.ok()) return UsageError(text.status().message());
  return ParseImportMap(BaseName(path), *text, [&path](const std::string& name) {
    return ReadMaybeGzip(SharedPath(path, name), kImportBytesMax);
  });
}

absl::StatusOr<CsvTable> ReadImportTable(const std::string& path, const ImportMap& map) {
  const auto bytes = ReadMaybeGzip(path, kImportBytesMax);
  if (!bytes.ok()) return UsageError(bytes.status().message());
  SKRANKE_ASSIGN_OR_RETURN(CsvTable table, ParseCsv(BaseName(path), *bytes));
  SKRANKE_RETURN_IF_ERROR(CheckColumns(table, map));
  return table;
}

}  // namespace skranke
