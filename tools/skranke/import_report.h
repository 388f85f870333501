// What an import did. A value.
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORT_REPORT_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORT_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace skranke {

struct RejectedRow {
  size_t line = 0;  // The header is line 1.
  std::string reason;
};

struct ImportReport {
  int64_t read = 0;
  int64_t registered = 0;
  int64_t duplicates = 0;
  std::vector<RejectedRow> rejected;
  absl::Duration took;
  // Why it ended before all rows were done; OK if it did not.
  absl::Status stopped;
};

// `STEP: REASON: sentence` of an error. Never a citizen's data.
std::string RejectionText(const std::string& step, const absl::Status& status);

// {"read":N,"registered":N,"duplicates":N,"rejected":[{"line":N,"reason":"…"}],"seconds":S}. Others
// rely on its shape. Rows by line.
std::string ImportReportJson(const ImportReport& report);

std::string ShowImportReport(const ImportReport& report);

// OK, or why the import's exit code is not 0: stopped, or rows rejected (ROWS_REJECTED).
absl::Status ImportResult(const ImportReport& report);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORT_REPORT_H_
