// Structured logs on stderr: one JSON object a line, for an operator's tools. Threads may share it.
//
//   Log(LogLevel::kInfo, "listening", {{"address", address}, {"services", 6}});
//   {"time":"2027-01-04T08:00:00.000Z","level":"info","event":"listening","address":"...","services":6}
//
// Never a citizen's data: name a case, an RPC, a reason, not what someone wrote or who they are.
#ifndef SKRANKE_LIBS_BASE_LOG_H_
#define SKRANKE_LIBS_BASE_LOG_H_

#include <initializer_list>
#include <string>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/json_string.h"

namespace skranke {

enum class LogLevel { kInfo, kWarning, kError };

// One value of a log line, already JSON.
class LogValue {
 public:
  LogValue(absl::string_view text) : json_(JsonString(text)) {}   // NOLINT: made to convert.
  LogValue(const std::string& text) : json_(JsonString(text)) {}  // NOLINT
  LogValue(const char* text) : json_(JsonString(text)) {}         // NOLINT
  LogValue(bool value) : json_(value ? "true" : "false") {}       // NOLINT
  LogValue(absl::Duration span) : json_(JsonString(absl::FormatDuration(span))) {}  // NOLINT
  template <typename Int, typename = std::enable_if_t<std::is_integral_v<Int>>>
  LogValue(Int number) : json_(absl::StrCat(number)) {}  // NOLINT

  const std::string& json() const { return json_; }

 private:
  std::string json_;
};

struct LogField {
  absl::string_view key;  // snake_case, a literal in the code.
  LogValue value;
};

// Writes one line. A stderr that is gone or full loses the line, never the request.
void Log(LogLevel level, absl::string_view event, std::initializer_list<LogField> fields = {});

// The line that Log writes at `now`, with its line end.
std::string LogLine(absl::Time now, LogLevel level, absl::string_view event,
                    std::initializer_list<LogField> fields);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_LOG_H_
