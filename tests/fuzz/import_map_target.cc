// A map that is read makes requests of rows, whatever stands in their cells, or refuses them; one
// that is not names a line.
#include "libs/base/reason.h"
#include "tests/fuzz/target.h"
#include "tools/skranke/import_map.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

absl::StatusOr<std::string> NoFile(const std::string&) { return UsageError("there are no files"); }

std::string FaultOf(absl::string_view bytes) {
  const auto map = ParseImportMap("any.map", bytes, &NoFile);
  const std::string reason = ReasonOf(map.status());
  if (!map.ok()) return reason == "USAGE" ? "" : "has another reason: " + map.status().ToString();
  if (map->id_column >= map->columns.size()) return "has an id column that is none";
  for (const char* cell : {"", "7", "A b", "2011-07-01 00:00:01", "\xFF\"'\n"}) {
    const std::vector<std::string> cells(map->columns.size(), cell);
    for (const ImportStep& step : map->steps) {
      const auto request = BuildRequest(*map, step, {.cells = cells, .reply_class = "QUICK"});
      if (!request.ok() && ReasonOf(request.status()).empty()) return "has no reason";
    }
  }
  return "";
}

bool Takes(absl::string_view bytes) { return ParseImportMap("any.map", bytes, &NoFile).ok(); }

std::vector<std::string> Seeds() {
  return {R"(system  = test
zone    = America/New_York
columns = id type opened
id      = id
[values kinds]
A b = PHONE
[step register]
call         = RegisterCase
task         = slug(type)
channel      = value(type, kinds)
receive_time = opened
applicant    = or(id, "SE:1")
fact.kind    = upper(type)
[step close]
call       = CloseCase
when       = reply.class is not "QUICK" and opened is not empty
outcome    = or(upper(type), "DONE")
)",
          "system = a\nzone = Europe/Oslo\ncolumns = b\nid = b\n[step c]\ncall = RegisterCase\n"
          "task = b\nreceive_time = b\n"};
}

}  // namespace

const FuzzTarget kImportMapTarget = {"import_map", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
