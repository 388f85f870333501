#include "absl/strings/strip.h"
#include "skranke/v1/supervision.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/statistics_json.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

void AppendCounts(const std::string& title,
                  const google::protobuf::RepeatedPtrField<v1::Count>& counts, std::string& text) {
  if (counts.empty()) return;
  TextTable table({title, "COUNT"});
  for (const v1::Count& count : counts) {
    table.Add({std::string(absl::StripPrefix(count.key(), "STATE_")), absl::StrCat(count.count())});
  }
  absl::StrAppend(&text, "\n", table.Text());
}

std::string ShowStatistics(const v1::GetStatisticsResponse& response) {
  TextTable head({});
  head.AddField("cases", absl::StrCat(response.case_count()));
  head.AddField("returned", absl::StrCat(response.returned_count()));
  head.AddField("triaged", absl::StrCat(response.triaged_count()));
  head.AddField("finished at the counter", ShareText(response.quick_share_ppm()));
  head.AddField("of protected persons", absl::StrCat(response.protected_count()));
  std::string text = head.Text();
  AppendCounts("STATE", response.by_state(), text);
  AppendCounts("OUTCOME", response.by_outcome(), text);
  AppendCounts("CHANNEL", response.by_channel(), text);
  AppendCounts("AGENCY", response.by_agency(), text);
  AppendCounts("UNIT", response.by_unit(), text);
  AppendCounts("TASK", response.by_task(), text);
  AppendCounts("SENT TO OWNER", response.sent_to_owner(), text);
  AppendCounts("CONTACT", response.contacts(), text);
  AppendCounts("ACCEPTED WITHIN SECONDS", response.acceptance_seconds(), text);
  return text;
}

absl::Status Statistics(Session& session, const Arguments& arguments) {
  v1::GetStatisticsRequest request;
  v1::GetStatisticsResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  SKRANKE_RETURN_IF_ERROR(
      session.Call("/skranke.v1.SupervisionService/GetStatistics", request, response));
  session.Print(StatisticsJson(response), ShowStatistics(response));
  return absl::OkStatus();
}

std::string ShowStock(const v1::GetStockResponse& response) {
  TextTable table(
      {"OWNER", "STATE", "COUNT", "OLDEST", "<1 d", "1-7 d", "7-30 d", "30-90 d", ">90 d"});
  for (const v1::StockRow& row : response.rows()) {
    std::vector<std::string> cells = {OwnerText(row.authority(), row.unit()),
                                      ShortName(row.state()), absl::StrCat(row.count()),
                                      LocalText(row.oldest_receive_time())};
    for (int i = 0; i < 5; ++i) {
      cells.push_back(absl::StrCat(i < row.by_age_size() ? row.by_age(i) : 0));
    }
    table.Add(std::move(cells));
  }
  return table.Text();
}

}  // namespace

Commands StatisticsCommands() {
  return {
      {"stats",
       "",
       "Counts cases by state, outcome, task, agency and unit.",
       {{"from", "DAY", "from_day"}, {"to", "DAY", "to_day"}, {"office", "CODE", "office"}},
       {Statistics, v1::GetStatisticsRequest::descriptor()}},
      {"stock",
       "",
       "Shows open cases by unit, state and age.",
       {{"agency", "CODE", "agency"}, {"unit", "CODE", "unit"}},
       CallCommand<v1::GetStockRequest, v1::GetStockResponse>(
           "/skranke.v1.SupervisionService/GetStock", ShowStock)},
  };
}

}  // namespace skranke
