#include "tools/skranke/import_report.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/json_object.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/usage.h"

namespace skranke {

std::string RejectionText(const std::string& step, const absl::Status& status) {
  const std::string reason = IsUsageError(status) ? "NOT_MAPPED" : ReasonOf(status);
  const std::string field = FieldOf(status).empty() ? "" : absl::StrCat(FieldOf(status), ": ");
  return absl::StrCat(step, ": ", reason, ": ", field, status.message());
}

std::string ImportReportJson(const ImportReport& report) {
  std::vector<std::string> rejected;
  for (const RejectedRow& row : report.rejected) {
    rejected.push_back(JsonObject()
                           .Number("line", static_cast<int64_t>(row.line))
                           .Text("reason", row.reason)
                           .Json());
  }
  return JsonObject()
      .Number("read", report.read)
      .Number("registered", report.registered)
      .Number("duplicates", report.duplicates)
      .Raw("rejected", JsonArray(rejected))
      .Raw("seconds", absl::StrFormat("%.3f", absl::ToDoubleSeconds(report.took)))
      .Json();
}

std::string ShowImportReport(const ImportReport& report) {
  TextTable totals({});
  totals.AddField("rows read", absl::StrCat(report.read));
  totals.AddField("registered", absl::StrCat(report.registered));
  totals.AddField("duplicates", absl::StrCat(report.duplicates));
  totals.AddField("rejected", absl::StrCat(report.rejected.size()));
  totals.AddField("seconds", absl::StrFormat("%.1f", absl::ToDoubleSeconds(report.took)));
  if (report.rejected.empty()) return totals.Text();
  TextTable rows({"LINE", "REASON"});
  for (const RejectedRow& row : report.rejected) rows.Add({absl::StrCat(row.line), row.reason});
  return absl::StrCat(totals.Text(), "\n", rows.Text());
}

absl::Status ImportResult(const ImportReport& report) {
  SKRANKE_RETURN_IF_ERROR(report.stopped);
  if (report.rejected.empty()) return absl::OkStatus();
  return ReasonError(
      absl::StatusCode::kFailedPrecondition, "ROWS_REJECTED",
      absl::StrCat(report.rejected.size(), " of ", report.read, " rows were rejected"));
}

}  // namespace skranke
