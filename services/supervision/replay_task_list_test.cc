#include "services/supervision/replay_task_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The small list as version "draft", with `from` in one of its files replaced.
v1::ReplayTaskListRequest Draft(absl::string_view file = "", absl::string_view from = "",
                                absl::string_view to = "") {
  v1::ReplayTaskListRequest request;
  const PackageFiles package = SmallListPackage();
  const std::string version = TaskListVersions(package)[0];
  for (const char* name :
       {"list.csv", "tasks.csv", "conditions.csv", "requirements.csv", "routing.csv"}) {
    std::string text = package.at(TaskListPath(version, name));
    if (name == file) text = absl::StrReplaceAll(text, {{from, to}});
    if (absl::string_view(name) == "list.csv") {
      text = absl::StrReplaceAll(text, {{absl::StrCat("\n", version, ","), "\ndraft,"}});
    }
    auto* sent = request.add_files();
    sent->set_path(TaskListPath("draft", name));
    sent->set_content(text);
  }
  return request;
}

absl::StatusOr<v1::ReplayTaskListResponse> Replay(Town& town,
                                                  const v1::ReplayTaskListRequest& draft,
                                                  absl::string_view caller = "inspector") {
  return town.Call<v1::ReplayTaskListResponse>(caller, "ReplayTaskList", draft);
}

std::string Text(const v1::ReplayReceiver& receiver) {
  const std::string name = v1::CaseClass_Name(receiver.case_class());
  if (receiver.agency().empty()) return absl::StrReplaceAll(name, {{"CASE_CLASS_", ""}});
  return absl::StrCat(receiver.agency(), "/", receiver.unit());
}

// "trade STATE/DESK -> CITY/DESK 2", a row a line.
std::vector<std::string> Moves(const v1::ReplayTaskListResponse& response) {
  std::vector<std::string> lines;
  for (const auto& move : response.moves()) {
    lines.push_back(absl::StrCat(move.task(), " ", Text(move.from()), " -> ", Text(move.to()), " ",
                                 move.count()));
  }
  return lines;
}

// "STATE/DESK 2 -> 0", a row a line.
std::vector<std::string> Loads(const v1::ReplayTaskListResponse& response) {
  std::vector<std::string> lines;
  for (const auto& load : response.loads()) {
    lines.push_back(
        absl::StrCat(Text(load.receiver()), " ", load.count_before(), " -> ", load.count_after()));
  }
  return lines;
}

void RegisterSome(Town& town) {
  town.Register("clerk", "trade");
  town.Register("clerk", "trade", kProtectedPerson);
  town.Register("clerk", "orphan");
  town.Register("clerk", "form");
  town.Register("ferry", "aid");
}

TEST(ReplayTaskList, FindsNothingMovedByTheListInForce) {
  Town town;
  RegisterSome(town);
  const auto same = Replay(town, Draft());
  ASSERT_THAT(same, IsOk());
  EXPECT_EQ(same->case_count(), 5);
  EXPECT_EQ(same->moved_count(), 0);
  EXPECT_EQ(same->quick_before(), same->quick_after());
  EXPECT_EQ(same->version(), "draft");
  EXPECT_EQ(same->hash().size(), 64u);
  EXPECT_THAT(Moves(*same), IsEmpty());
}

// The draft in which the counter's own agency has the trade cases.
v1::ReplayTaskListRequest TradeToCity() {
  return Draft("routing.csv", "aid,*,*,,,CITY,DESK\n",
               "aid,*,*,,,CITY,DESK\ntrade,*,*,,,CITY,DESK\n");
}

TEST(ReplayTaskList, SaysWhoMovesAndHidesWhoIsProtected) {
  Town town;
  RegisterSome(town);
  v1::ReplayTaskListRequest draft = TradeToCity();
  draft.set_cases_per_figure(1);
  const auto moved = Replay(town, draft);
  ASSERT_THAT(moved, IsOk());
  // Both persons' cases: no figure tells that one of them lies elsewhere.
  EXPECT_THAT(Moves(*moved), ElementsAre("trade STATE/DESK -> CITY/DESK 2"));
  EXPECT_EQ(moved->moves(0).cases_size(), 1);
  EXPECT_EQ(moved->moved_count(), 2);
  EXPECT_THAT(Loads(*moved), ElementsAre("QUICK 1 -> 1", "CITY/DESK 1 -> 3", "STATE/DESK 2 -> 0",
                                         "TRIAGE 1 -> 1"));
}

TEST(ReplayTaskList, TellsTheQuickShareBeforeAndAfter) {
  Town town;
  RegisterSome(town);
  const auto slower =
      Replay(town, Draft("tasks.csv", "Form,Skjema,CITY,yes,20,no", "Form,Skjema,CITY,no,,yes"));
  ASSERT_THAT(slower, IsOk());
  EXPECT_EQ(slower->quick_before(), 1);
  EXPECT_EQ(slower->quick_after(), 0);
}

TEST(ReplayTaskList, TellsTheSilentFromTheAmbiguous) {
  Town town;
  town.Register("clerk", "orphan");
  town.Register("clerk", "pass");
  // Nobody is asked for the fact any more, so without it the condition cannot be judged.
  const auto left = Replay(town, Draft("requirements.csv", "pass,fact,age,number,yes,\n", ""));
  ASSERT_THAT(left, IsOk());
  std::vector<std::string> lines;
  for (const auto& row : left->undecided()) {
    lines.push_back(absl::StrCat(row.task(), row.ambiguous() ? " ambiguous" : " silent"));
  }
  EXPECT_THAT(lines, ElementsAre("orphan silent", "pass ambiguous"));
}

TEST(ReplayTaskList, KeepsToThePeriodAndToTheCallersOffice) {
  Town town;  // It is 2026-03-02.
  RegisterSome(town);
  for (const auto& [from, to, count] :
       {std::tuple("2026-03-02", "2026-03-02", 5), {"2026-03-03", "", 0}, {"", "2026-03-01", 0}}) {
    v1::ReplayTaskListRequest draft = Draft();
    draft.set_from_day(from);
    draft.set_to_day(to);
    EXPECT_EQ(Replay(town, draft)->case_count(), count) << from << ".." << to;
  }
  EXPECT_EQ(Replay(town, Draft(), "ferry_supervisor")->case_count(), 1);
}

TEST(ReplayTaskList, RefusesADraftWithItsPlace) {
  Town town;
  EXPECT_THAT(Replay(town, Draft("tasks.csv", "Trade,Handel,STATE", "Trade,Handel,NOBODY")),
              HasReason("PACKAGE_CELL"));
  v1::ReplayTaskListRequest draft = Draft();
  draft.set_to_day("2026-02-29");
  EXPECT_THAT(Replay(town, draft), HasField("to_day"));
  draft.set_to_day("");
  draft.set_cases_per_figure(kReplayCasesMax);
  EXPECT_THAT(Replay(town, draft), IsOk());
  draft.set_cases_per_figure(kReplayCasesMax + 1);
  EXPECT_THAT(Replay(town, draft), HasField("cases_per_figure"));
  EXPECT_THAT(Replay(town, v1::ReplayTaskListRequest()), HasField("version"));
}

TEST(ReplayTaskList, NamesCasesToSupervisorsAndAuditorsAlone) {
  Town town;
  v1::ReplayTaskListRequest draft = Draft();
  draft.set_cases_per_figure(1);
  EXPECT_THAT(Replay(town, draft, "auditor"), IsOk());
  EXPECT_THAT(Replay(town, draft, "head"), HasReason("CASE_NAMES_DENIED"));
  EXPECT_THAT(Replay(town, Draft(), "head"), IsOk());
  EXPECT_THAT(Replay(town, Draft(), "clerk"), HasReason("ROLE_MAY_NOT"));
}

}  // namespace
}  // namespace skranke
