// How the rows of a foreign file become cases: one readable file, read strictly. A value; threads
// may share a const one.
//
//   # a comment
//   system  = boston311          with `id` the case's external reference and the request ids
//   zone    = America/New_York   of times without an offset; an hour that occurs twice is the first
//   id      = case_id            the column with the row's number in that system
//   columns = case_id opened_at  the file's header, exactly; several such lines are joined
//
//   [values channel]             a table for value(source, channel)
//   Self Service = WEB
//
//   [step register]              the first step calls RegisterCase, the later ones what follows
//   call    = RegisterCase
//   task    = slug(type)         a field of the request = an expression (import_expression.h)
//   applicant = or(person, "…")  RegisterCase only: the applicant's number, as --person takes it
//   fact.ward = ward             RegisterCase only: a stated fact, as text
//
//   [step close]
//   call = CloseCase
//   when = reply.class is not "QUICK" and closed_at is not empty   (import_condition.h)
//
//   [route]                      where the row really went, for `tasklist suggest`; no import reads
//   it agency  = department unit    = queue when    = queue is not "Sent back" rows that tell
//   nothing are left out
//
// A field whose expression is empty for a row stays unset. The import itself sets name, etag,
// external_reference and request_id (SYSTEM:ID of the first step, SYSTEM:ID:STEP of the others).
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORT_MAP_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORT_MAP_H_

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tools/skranke/import_call.h"
#include "tools/skranke/import_condition.h"
#include "tools/skranke/import_expression.h"

namespace skranke {

// One field and what it gets.
struct ImportField {
  std::string target;
  Expression value;
};

struct ImportStep {
  std::string name;
  const ImportCall* call = nullptr;
  std::vector<ImportCondition> when;
  std::vector<ImportField> fields;
};

// Where a row really went.
struct ImportRoute {
  std::optional<Expression> agency;
  std::optional<Expression> unit;
  std::vector<ImportCondition> when;
};

struct ImportMap {
  std::string system;
  absl::TimeZone zone;
  size_t id_column = 0;
  std::vector<std::string> columns;
  std::vector<ImportStep> steps;
  std::optional<ImportRoute> route;  // Has agency and unit.
};

using FileReader = std::function<absl::StatusOr<std::string>(const std::string& path)>;

// `file` is only for errors; `read_file` reads what line_of names. USAGE with file and line for
// every key, section, column, function, field or call that is not known, given twice, or missing.
absl::StatusOr<ImportMap> ParseImportMap(absl::string_view file, absl::string_view text,
                                         FileReader read_file);

// The request of a step for a row, without what the import itself sets. USAGE naming the field.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> BuildRequest(const ImportMap& map,
                                                                        const ImportStep& step,
                                                                        const ImportRow& row);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORT_MAP_H_
