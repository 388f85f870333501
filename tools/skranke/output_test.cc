// What the program prints: tables for people, the fixed JSON shapes for others.
#include <gtest/gtest.h>

#include <array>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/testing/matchers.h"
#include "tools/skranke/case_json.h"
#include "tools/skranke/explanation.h"
#include "tools/skranke/import_progress.h"
#include "tools/skranke/import_report.h"
#include "tools/skranke/json_object.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/show_gaps.h"
#include "tools/skranke/show_shuttling.h"
#include "tools/skranke/statistics_json.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

void AddCount(const char* key, int64_t count, google::protobuf::RepeatedPtrField<v1::Count>* to) {
  v1::Count& added = *to->Add();
  added.set_key(key);
  added.set_count(count);
}

TEST(TextTable, AlignsByCharactersAndNumbersToTheRight) {
  TextTable table({"NAME", "N", "NOTE"});
  table.Add({"Bærum", "7", "x"});
  table.Add({"Oslo", "12", ""});
  table.Add({"A\u030As", "100", "y"});  // An A with a ring of its own.
  EXPECT_EQ(table.Text(),
            "NAME     N  NOTE\n"
            "Bærum    7  x\n"
            "Oslo    12\n"
            "A\u030As     100  y\n");
}

TEST(TextTable, LeavesOutEmptyFields) {
  TextTable table({});
  table.AddField("case", "cases/X");
  table.AddField("note", "");
  EXPECT_EQ(table.Text(), "case  cases/X\n");
  EXPECT_EQ(TextTable({}).Text(), "");
}

TEST(PrintableText, LetsNothingSteerTheTerminal) {
  EXPECT_EQ(PrintableText("a\x1b[31mb\nc\x7f"), "a [31mb c ");
  EXPECT_EQ(PrintableText("a\xff"), "a\uFFFD");
  EXPECT_EQ(PrintableText("blåbær €"), "blåbær €");
}

TEST(ShowCase, TellsWhatItIsLinkedToAndHowOftenItWasCorrected) {
  v1::Case shown;
  shown.set_name("cases/X");
  v1::Link& duplicate = *shown.add_links();
  duplicate.set_kind(v1::LINK_KIND_DUPLICATE_OF);
  duplicate.set_citizen_case("cases/Y");
  v1::Link& appeal = *shown.add_links();
  appeal.set_kind(v1::LINK_KIND_APPEAL_OF);
  appeal.set_citizen_case("cases/Z");
  appeal.set_inverse(true);
  EXPECT_EQ(ShowCase(shown),
            "case  cases/X\n"
            "link  a duplicate of cases/Y\n"
            "link  appealed by cases/Z\n");
  shown.clear_links();
  shown.set_correction_count(2);
  EXPECT_EQ(ShowCase(shown),
            "case       cases/X\n"
            "corrected  2 times\n");
}

TEST(CaseListJson, HasItsFixedShape) {
  v1::ListCasesResponse response;
  v1::Case& row = *response.add_cases();
  row.set_name("cases/X");
  row.set_task("passport");
  row.set_state(v1::STATE_CLOSED);
  row.set_outcome("RESOLVED");
  row.mutable_responsibility()->set_authority("PWDx");
  row.mutable_responsibility()->set_unit("PWDx_\"A\"");
  row.mutable_receive_time()->set_seconds(1309498353);
  EXPECT_EQ(CaseListJson(response),
            R"({"cases":[{"name":"cases/X","task":"passport","state":"CLOSED",)"
            R"("outcome":"RESOLVED","agency":"PWDx","unit":"PWDx_\"A\"",)"
            R"("received_at":"2011-07-01T05:32:33Z"}]})");
  EXPECT_EQ(CaseListJson({}), R"({"cases":[]})");
}

v1::ExplainCaseResponse Explained() {
  v1::ExplainCaseResponse response;
  v1::Classification& verdict = *response.mutable_classification();
  verdict.set_case_class(v1::CASE_CLASS_DISCRETIONARY);
  verdict.set_list_version("1");
  verdict.set_list_hash("aa");
  verdict.set_row("tasks.csv:2");
  verdict.set_reason("It needs discretion.");
  v1::DecisionInput& input = *verdict.add_inputs();
  input.set_name("task");
  input.set_value("passport");
  response.set_re_derived_same(true);
  return response;
}

TEST(ExplanationJson, IsTheClassificationsWhereNothingWasRouted) {
  EXPECT_EQ(ExplanationJson(ExplanationOf(Explained(), "boston")),
            R"({"list_hash":"aa","list_version":"1","row":"tasks.csv:2","class":"DISCRETIONARY",)"
            R"("receiver":"boston","inputs":{"task":"passport"},"reason":"It needs discretion.",)"
            R"("re_derived_same":true,"differences":[],"emergency_list":false,"alternatives":[]})");
}

TEST(ExplanationJson, IsTheRoutingsWhereThereWasOneWithTheInputsOfBoth) {
  v1::ExplainCaseResponse response = Explained();
  v1::RoutingDecision& decision = *response.mutable_decision();
  decision.set_list_version("2");
  decision.set_list_hash("bb");
  decision.set_row("routing.csv:3");
  decision.set_reason("The row says so.");
  decision.mutable_receiver()->set_agency("A");
  decision.mutable_receiver()->set_unit("U");
  v1::DecisionInput& input = *decision.add_inputs();
  input.set_name("place");
  input.set_value("central");
  response.set_re_derived_same(false);
  response.add_differences("the receiver is another");
  v1::Alternative& other = *response.add_alternatives();
  other.set_row("routing.csv:4");
  other.set_agency("B");
  other.set_reason("It is for the place quay.");
  EXPECT_EQ(ExplanationJson(ExplanationOf(response, "")),
            R"({"list_hash":"bb","list_version":"2","row":"routing.csv:3","class":"DISCRETIONARY",)"
            R"("receiver":"A/U","inputs":{"place":"central","task":"passport"},)"
            R"("reason":"The row says so.","re_derived_same":false,)"
            R"("differences":["the receiver is another"],"emergency_list":false,)"
            R"("alternatives":[{"row":"routing.csv:4","receiver":"B",)"
            R"("reason":"It is for the place quay."}]})");
}

TEST(ExplanationJson, NamesTheClassificationsRowWhereAReturnDecidedTheRoute) {
  v1::ExplainCaseResponse response = Explained();
  response.mutable_decision()->set_reason("Returned.");
  response.mutable_decision()->mutable_receiver()->set_agency("A");
  const Explanation explanation = ExplanationOf(response, "");
  EXPECT_EQ(explanation.row, "tasks.csv:2");
  EXPECT_EQ(explanation.list_version, "1");
  EXPECT_EQ(explanation.list_hash, "aa");
  EXPECT_EQ(explanation.reason, "Returned.");
  EXPECT_EQ(explanation.receiver, "A");
}

TEST(StatisticsJson, HasItsFixedShapeFirst) {
  v1::GetStatisticsResponse response;
  response.set_case_count(3);
  AddCount("STATE_CLOSED", 2, response.mutable_by_state());
  AddCount("ROUTED", 1, response.mutable_by_state());
  AddCount("RESOLVED", 2, response.mutable_by_outcome());
  response.set_returned_count(1);
  response.set_triaged_count(0);
  response.set_quick_share_ppm(290'199);
  AddCount("passport", 3, response.mutable_by_task());
  AddCount("A", 3, response.mutable_by_agency());
  AddCount("A/U", 3, response.mutable_by_unit());
  EXPECT_THAT(StatisticsJson(response),
              testing::StartsWith(
                  R"({"cases":3,"by_state":{"CLOSED":2,"ROUTED":1},"by_outcome":{"RESOLVED":2},)"
                  R"("returned":1,"triaged":0,"quick_share":0.290199,"by_task":{"passport":3},)"
                  R"("by_agency":{"A":3},"by_unit":{"A/U":3},)"));
}

v1::Gap& AddGap(v1::GapKind kind, const std::string& authority, v1::ListGapsResponse& response) {
  v1::Gap& gap = *response.add_gaps();
  gap.set_kind(kind);
  gap.set_authority(authority);
  gap.mutable_since_time()->set_seconds(1309498353);
  return gap;
}

TEST(ShowGaps, IsOneGapALineAndWhenAllWasLookedThrough) {
  v1::ListGapsResponse response;
  EXPECT_EQ(ShowGaps(response), "Nothing has been looked through yet.\n");
  v1::Gap& unaccepted = AddGap(v1::GAP_KIND_NEVER_ACCEPTED, "WELFARE", response);
  unaccepted.set_citizen_case("cases/X");
  unaccepted.set_unit("WEST");
  unaccepted.set_state(v1::STATE_ROUTED);
  unaccepted.set_next_step("Somebody accepts it.");
  v1::Gap& unreachable = AddGap(v1::GAP_KIND_RECEIVER_UNREACHABLE, "POLICE", response);
  unreachable.set_subject("POLICE");
  unreachable.set_next_step("It is called.");
  response.mutable_sweep_time()->set_seconds(1309499999);
  const std::string since = LocalText(unaccepted.since_time());
  const std::string rows = absl::StrCat(
      "SINCE             GAP                   CASE     WHO           STATE   NEXT STEP\n", since,
      "  NEVER_ACCEPTED        cases/X  WELFARE/WEST  ROUTED  Somebody accepts it.\n", since,
      "  RECEIVER_UNREACHABLE  POLICE   POLICE                It is called.\n",
      "Looked through at ", LocalText(response.sweep_time()));
  EXPECT_EQ(ShowGaps(response), rows + ".\n");
  response.set_incomplete(true);
  EXPECT_EQ(ShowGaps(response), rows + "; there are more than are kept.\n");
}

TEST(ShowFigures, SaysTimesInWords) {
  ShuttlingStatistics statistics;
  const auto add = [&](v1::ShuttlingFigure figure, std::array<int64_t, 4> values) {
    v1::ShuttlingStatistic& one = *statistics.Add();
    one.set_figure(figure);
    one.set_case_count(3);
    one.set_sum(values[0]);
    one.set_median(values[1]);
    one.set_ninth_decile(values[2]);
    one.set_maximum(values[3]);
  };
  add(v1::SHUTTLING_FIGURE_TIME_IN_TRIAGE, {90'000, 86'400, 3'600, 0});
  add(v1::SHUTTLING_FIGURE_HANDOVERS, {12, 1, 2, 4});
  EXPECT_EQ(ShowFigures(statistics),
            "FIGURE          CASES  SUM      MEDIAN  9 OF 10  MOST\n"
            "time in triage      3  1 d 1 h  1 d     1 h      0 s\n"
            "handovers           3  12       1       2        4\n");
}

TEST(ShareText, IsADecimalNumber) {
  EXPECT_EQ(ShareText(0), "0.0");
  EXPECT_EQ(ShareText(1), "0.000001");
  EXPECT_EQ(ShareText(290'200), "0.2902");
  EXPECT_EQ(ShareText(1'000'000), "1.0");
}

TEST(ImportReport, HasItsFixedJsonShape) {
  ImportReport report{
      .read = 3, .registered = 1, .duplicates = 1, .took = absl::Milliseconds(1234)};
  report.rejected.push_back({4, "close: WRONG_STATE: it is closed"});
  EXPECT_EQ(ImportReportJson(report),
            R"({"read":3,"registered":1,"duplicates":1,"rejected":[{"line":4,)"
            R"("reason":"close: WRONG_STATE: it is closed"}],"seconds":1.234})");
}

TEST(ImportReport, FailsOnlyForRejectedRowsOrAStop) {
  ImportReport report{.read = 1, .duplicates = 1};
  SKRANKE_EXPECT_OK(ImportResult(report));
  report.rejected.push_back({2, "x"});
  EXPECT_THAT(ImportResult(report), HasReason("ROWS_REJECTED"));
  report.stopped = ReasonError(absl::StatusCode::kUnavailable, "NOT_REACHED", "gone");
  EXPECT_THAT(ImportResult(report), HasReason("NOT_REACHED"));
}

TEST(RejectionText, NamesStepReasonAndField) {
  EXPECT_EQ(RejectionText("register", FieldError("parties[0].person.number", "is wrong")),
            "register: INVALID_FIELD: parties[0].person.number: is wrong");
  EXPECT_EQ(RejectionText("close", UsageError("x")), "close: NOT_MAPPED: x");
}

TEST(ProgressLine, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(ProgressLine(0, 10, absl::Seconds(1)), "[------------------------------] 0/10");
  EXPECT_EQ(ProgressLine(5, 10, absl::Seconds(1)),
            "[###############---------------] 5/10  5/s  1 s left");
  EXPECT_EQ(ProgressLine(10, 10, absl::Seconds(2)),
            "[##############################] 10/10  5/s  0 s left");
  EXPECT_EQ(ProgressLine(0, 0, absl::Seconds(2)), "[##############################] 0/0");
}

TEST(ImportProgress, WritesALineEveryFewSecondsWhereNobodyLooks) {
  std::ostringstream log;
  ImportProgress progress(log, /*terminal=*/false, 10);
  for (int second = 0; second <= 6; ++second) progress.Show(1, absl::Seconds(second));
  progress.End(10, absl::Seconds(7));
  const std::string text = log.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\r'), 0);
}

TEST(MessageJson, IsOneLineWithTheProtosNames) {
  v1::GetStatisticsResponse response;
  response.set_quick_share_ppm(1);
  EXPECT_EQ(MessageJson(response), R"({"quick_share_ppm":"1"})");
}

}  // namespace
}  // namespace skranke
