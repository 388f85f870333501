#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "libs/base/csv.h"
#include "libs/base/files.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/directory.pb.h"
#include "tools/skranke/command.h"
#include "tools/skranke/gzip_file.h"
#include "tools/skranke/import_map.h"
#include "tools/skranke/importer.h"
#include "tools/skranke/shared_folder.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

// The largest bulk file, unpacked: it is held in memory as a whole. Some 3 million rows.
constexpr size_t kImportBytesMax = size_t{512} * 1024 * 1024;
// Calls at a time: enough for the server to write them in batches (issue 2, 64 in flight).
constexpr int kInFlight = 64;

std::string BaseName(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

absl::StatusOr<ImportMap> ReadMap(const Arguments& arguments) {
  const std::string path = arguments.Get("map");
  if (path.empty()) return UsageError("--map=MAP is needed");
  const auto text = ReadFile(path);
  if (!text.ok()) return UsageError(text.status().message());
  return ParseImportMap(BaseName(path), *text, [&path](const std::string& name) {
    return ReadMaybeGzip(SharedPath(path, name), kImportBytesMax);
  });
}

absl::Status CheckColumns(const CsvTable& table, const ImportMap& map) {
  const auto [found, wanted] = std::mismatch(table.columns.begin(), table.columns.end(),
                                             map.columns.begin(), map.columns.end());
  if (found == table.columns.end() && wanted == map.columns.end()) return absl::OkStatus();
  return CellError(table.file, 1, found == table.columns.end() ? "" : *found, "",
                   wanted == map.columns.end() ? "is no column of the map"
                                               : "the map has the column " + *wanted + " here");
}

absl::StatusOr<CsvTable> ReadTable(const std::string& path, const ImportMap& map) {
  const auto bytes = ReadMaybeGzip(path, kImportBytesMax);
  if (!bytes.ok()) return UsageError(bytes.status().message());
  SKRANKE_ASSIGN_OR_RETURN(CsvTable table, ParseCsv(BaseName(path), *bytes));
  SKRANKE_RETURN_IF_ERROR(CheckColumns(table, map));
  return table;
}

// One call first: a wrong address or name is told at once, not after minutes of trying.
absl::Status CheckServer(Session& session) {
  v1::GetDirectoryResponse directory;
  return session.Call("/skranke.v1.DirectoryService/GetDirectory", v1::GetDirectoryRequest(),
                      directory);
}

absl::Status Import(Session& session, const Arguments& arguments) {
  SKRANKE_ASSIGN_OR_RETURN(const int in_flight, arguments.GetNumber("in-flight", kInFlight, 1));
  SKRANKE_ASSIGN_OR_RETURN(const int limit, arguments.GetNumber("limit", 0, 0));
  SKRANKE_ASSIGN_OR_RETURN(const ImportMap map, ReadMap(arguments));
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable table, ReadTable(arguments.words()[0], map));
  SKRANKE_RETURN_IF_ERROR(CheckServer(session));
  absl::Span<const CsvRow> rows = table.rows;
  if (limit > 0) rows = rows.subspan(0, static_cast<size_t>(limit));
  const SystemClock clock;
  Importer importer(map, rows,
                    {.server = session.settings().server,
                     .caller = session.settings().caller,
                     .in_flight = in_flight},
                    clock);
  ImportProgress progress(session.progress(), isatty(STDERR_FILENO) == 1, rows.size());
  const ImportReport report = importer.Run(progress);
  session.Print(ImportReportJson(report), ShowImportReport(report));
  return ImportResult(report);
}

}  // namespace

Commands ImportCommands() {
  return {{"import",
           "FILE",
           "Registers the rows of a bulk file; run again, it goes on.",
           {{"map", "MAP"}, {"in-flight", "N"}, {"limit", "N"}},
           {Import}}};
}

}  // namespace skranke
