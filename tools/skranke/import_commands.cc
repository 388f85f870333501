#include <unistd.h>

#include "libs/base/status_macros.h"
#include "skranke/v1/directory.pb.h"
#include "tools/skranke/command.h"
#include "tools/skranke/import_source.h"
#include "tools/skranke/importer.h"

namespace skranke {
namespace {

// Calls at a time: enough for the server to write them in batches (issue 2, 64 in flight).
constexpr int kInFlight = 64;

// One call first: a wrong address or name is told at once, not after minutes of trying.
absl::Status CheckServer(Session& session) {
  v1::GetDirectoryResponse directory;
  return session.Call("/skranke.v1.DirectoryService/GetDirectory", v1::GetDirectoryRequest(),
                      directory);
}

absl::Status Import(Session& session, const Arguments& arguments) {
  SKRANKE_ASSIGN_OR_RETURN(const int in_flight, arguments.GetNumber("in-flight", kInFlight, 1));
  SKRANKE_ASSIGN_OR_RETURN(const int limit, arguments.GetNumber("limit", 0, 0));
  SKRANKE_ASSIGN_OR_RETURN(const ImportMap map, ReadImportMap(arguments.Get("map")));
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable table, ReadImportTable(arguments.words()[0], map));
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
