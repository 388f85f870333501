#include "tools/skranke/show_shuttling.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

bool IsTime(v1::ShuttlingFigure figure) { return figure >= v1::SHUTTLING_FIGURE_TIME_AT_COUNTER; }

// "unnecessary contacts".
std::string FigureText(v1::ShuttlingFigure figure) {
  const std::string name = ShortEnumName(*v1::ShuttlingFigure_descriptor(), figure);
  return absl::AsciiStrToLower(absl::StrReplaceAll(name, {{"_", " "}}));
}

std::string ValueText(v1::ShuttlingFigure figure, int64_t value) {
  return IsTime(figure) ? DurationText(value) : absl::StrCat(value);
}

const v1::ShuttlingStatistic* Find(const ShuttlingStatistics& statistics,
                                   v1::ShuttlingFigure figure) {
  for (const v1::ShuttlingStatistic& one : statistics) {
    if (one.figure() == figure) return &one;
  }
  return nullptr;
}

std::string SumOf(const v1::ShuttlingRow& row, v1::ShuttlingFigure figure) {
  const auto* const found = Find(row.statistics(), figure);
  return absl::StrCat(found == nullptr ? 0 : found->sum());
}

std::string MedianOf(const v1::ShuttlingRow& row, v1::ShuttlingFigure figure) {
  const auto* const found = Find(row.statistics(), figure);
  return found == nullptr ? "" : ValueText(figure, found->median());
}

std::string ShowGroups(const std::string& group, const v1::GetShuttlingResponse& response) {
  TextTable table({group, "CASES", "HAND-OVERS", "RETURNS", "FORWARDS", "CONTACTS", "UNNECESSARY",
                   "PING-PONG", "FIRST LINE", "PASSED ON", "FAKED WAITS", "MEDIAN TIME"});
  for (const v1::ShuttlingRow& row : response.rows()) {
    table.Add({row.key(), absl::StrCat(row.case_count()),
               SumOf(row, v1::SHUTTLING_FIGURE_HANDOVERS), SumOf(row, v1::SHUTTLING_FIGURE_RETURNS),
               SumOf(row, v1::SHUTTLING_FIGURE_FORWARDS), SumOf(row, v1::SHUTTLING_FIGURE_CONTACTS),
               SumOf(row, v1::SHUTTLING_FIGURE_UNNECESSARY_CONTACTS),
               SumOf(row, v1::SHUTTLING_FIGURE_UNIT_PING_PONG),
               SumOf(row, v1::SHUTTLING_FIGURE_SOLVED_IN_FIRST_LINE),
               SumOf(row, v1::SHUTTLING_FIGURE_PASSED_ON_BY_FIRST_LINE),
               SumOf(row, v1::SHUTTLING_FIGURE_FAKED_WAITS),
               MedianOf(row, v1::SHUTTLING_FIGURE_TIME_IN_ALL)});
  }
  std::string text = table.Text();
  if (response.left_out_count() > 0) {
    absl::StrAppend(&text, response.left_out_count(), " more with fewer returns\n");
  }
  return text;
}

}  // namespace

std::string ShowFigures(const ShuttlingStatistics& statistics) {
  TextTable table({"FIGURE", "CASES", "SUM", "MEDIAN", "9 OF 10", "MOST"});
  for (const v1::ShuttlingStatistic& one : statistics) {
    const auto text = [&](int64_t value) { return ValueText(one.figure(), value); };
    table.Add({FigureText(one.figure()), absl::StrCat(one.case_count()), text(one.sum()),
               text(one.median()), text(one.ninth_decile()), text(one.maximum())});
  }
  return table.Text();
}

std::string ShowShuttling(const std::string& group, const v1::GetShuttlingResponse& response) {
  TextTable head({});
  head.AddField("cases", absl::StrCat(response.case_count()));
  if (response.protected_count() > 0) {
    head.AddField("with a hidden route, not counted", absl::StrCat(response.protected_count()));
  }
  std::string text = head.Text();
  if (response.statistics_size() > 0) {
    absl::StrAppend(&text, "\n", ShowFigures(response.statistics()));
  }
  if (response.rows_size() > 0) absl::StrAppend(&text, "\n", ShowGroups(group, response));
  return text;
}

std::string ShowBehind(v1::ShuttlingFigure figure, const v1::ListShuttledCasesResponse& response) {
  TextTable table({"CASE", absl::AsciiStrToUpper(FigureText(figure)), "RECEIVED", "STATE", "TASK",
                   "ROW", "AGENCIES"});
  for (const v1::ShuttledCase& one : response.cases()) {
    table.Add({one.name(), ValueText(figure, one.value()), LocalText(one.receive_time()),
               ShortName(one.state()), one.task(), one.row(),
               absl::StrJoin(one.agencies(), " > ")});
  }
  return table.Text();
}

}  // namespace skranke
