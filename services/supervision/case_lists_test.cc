#include "services/supervision/case_lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

absl::StatusOr<v1::ListUnacceptedResponse> Unaccepted(Town& town, absl::string_view caller,
                                                      int page_size = 0,
                                                      const std::string& token = "") {
  v1::ListUnacceptedRequest request;
  request.set_page_size(page_size);
  request.set_page_token(token);
  return town.Call<v1::ListUnacceptedResponse>(caller, "ListUnaccepted", request);
}

absl::StatusOr<v1::ListTriageResponse> Triage(Town& town, absl::string_view caller,
                                              const std::string& token = "") {
  v1::ListTriageRequest request;
  request.set_page_token(token);
  return town.Call<v1::ListTriageResponse>(caller, "ListTriage", request);
}

template <typename Response>
std::vector<std::string> Names(const absl::StatusOr<Response>& response) {
  std::vector<std::string> names;
  EXPECT_THAT(response, IsOk());
  for (const auto& shown : response->cases()) names.push_back(shown.name());
  return names;
}

TEST(CaseLists, ShowWhatWaitsOldestFirst) {
  Town town;
  const std::string trade = town.Register("clerk", "trade").name();
  town.clock().Advance(absl::Minutes(1));
  const std::string orphan = town.Register("clerk", "orphan").name();
  town.clock().Advance(absl::Minutes(1));
  const std::string aid = town.Register("ferry", "aid").name();
  town.clock().Advance(absl::Minutes(1));
  const std::string later = town.Register("clerk", "trade").name();
  town.Register("clerk", "form");
  EXPECT_THAT(Names(Unaccepted(town, "inspector")), ElementsAre(trade, aid, later));
  EXPECT_THAT(Names(Unaccepted(town, "supervisor")), ElementsAre(trade, later));
  EXPECT_THAT(Names(Triage(town, "inspector")), ElementsAre(orphan));
  EXPECT_THAT(Names(Triage(town, "ferry_supervisor")), IsEmpty());
}

PackageFiles TownWithHeads() {
  PackageFiles files = TownPackage();
  files["staff.csv"] +=
      "state_head,UNIT_HEAD,,STATE,DESK,,nb,\n"
      "desk_head,UNIT_HEAD,,CITY,DESK,,nb,\n"
      "sort_head,UNIT_HEAD,,CITY,SORT,,nb,\n"
      "shield_head,UNIT_HEAD,,CITY,SHIELD,,nb,\n";
  return files;
}

// Of whatever office, and nothing that another unit has: also not what the counter is told is here.
TEST(CaseLists, ShowAUnitsHeadWhatTheOwnUnitHasNotAccepted) {
  Town town(TownWithHeads());
  const std::string trade = town.Register("clerk", "trade").name();
  town.clock().Advance(absl::Minutes(1));
  const std::string ferry = town.Register("ferry", "trade").name();
  const std::string hidden = town.Register("clerk", "trade", kProtectedPerson).name();
  town.Register("clerk", "orphan");
  EXPECT_THAT(Names(Unaccepted(town, "state_head")), ElementsAre(trade, ferry));
  EXPECT_THAT(Names(Unaccepted(town, "STATE")), ElementsAre(trade, ferry));
  EXPECT_THAT(Names(Unaccepted(town, "shield_head")), ElementsAre(hidden));
  EXPECT_THAT(Names(Unaccepted(town, "CITY")), ElementsAre(hidden));
  for (const char* other : {"desk_head", "sort_head"}) {
    EXPECT_THAT(Names(Unaccepted(town, other)), IsEmpty()) << other;
  }
  EXPECT_THAT(Unaccepted(town, "worker"), HasReason("ROLE_MAY_NOT"));
  EXPECT_THAT(Triage(town, "sort_head"), HasReason("ROLE_MAY_NOT"));
}

TEST(CaseLists, GiveEveryCaseOnOneOfTheirPages) {
  Town town;
  std::vector<std::string> all;
  for (int i = 0; i < 7; ++i) {
    all.push_back(town.Register("clerk", i % 2 == 0 ? "trade" : "aid").name());
    town.Register("ferry", "trade");  // Read, and not shown to the hall's people.
    town.clock().Advance(absl::Seconds(1));
  }
  for (const int page_size : {1, 3, 6, 7, 8}) {
    std::vector<std::string> paged;
    std::string token;
    int pages = 0;
    do {
      SKRANKE_ASSERT_OK_AND_ASSIGN(const auto page,
                                   Unaccepted(town, "supervisor", page_size, token));
      EXPECT_LE(page.cases_size(), page_size);
      EXPECT_GT(page.cases_size(), 0);
      for (const auto& shown : page.cases()) paged.push_back(shown.name());
      token = page.next_page_token();
    } while (!token.empty() && ++pages < 20);
    EXPECT_EQ(paged, all) << "pages of " << page_size;
  }
}

TEST(CaseLists, RefuseTokensOfOtherLists) {
  Town town;
  town.Register("clerk", "trade");
  town.Register("clerk", "trade");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto page, Unaccepted(town, "supervisor", 1));
  ASSERT_THAT(page.next_page_token(), Not(IsEmpty()));
  EXPECT_THAT(Triage(town, "supervisor", page.next_page_token()), HasReason("INVALID_PAGE_TOKEN"));
  EXPECT_THAT(Unaccepted(town, "supervisor", -1), HasField("page_size"));
}

// A protected trade goes to the protected unit: shown as any other trade. A protected case that
// really is in TRIAGE, where others are routed, is shown as routed.
TEST(CaseLists, DoNotTellTheProtectedByTheListTheyAreIn) {
  Town town;
  const std::string hidden = town.Register("clerk", "trade", kProtectedPerson).name();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto shown, Unaccepted(town, "supervisor"));
  ASSERT_EQ(shown.cases_size(), 1);
  EXPECT_EQ(shown.cases(0).responsibility().authority(), "STATE");
  EXPECT_THAT(shown.DebugString(), Not(HasSubstr("SHIELD")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto audited, Unaccepted(town, "auditor"));
  EXPECT_EQ(audited.cases(0).responsibility().unit(), "SHIELD");

  PackageFiles files = TownPackage();
  files["units.csv"] = absl::StrReplaceAll(
      files["units.csv"], {{"SHIELD,Shielded,yes,,,", "SHIELD,Shielded,yes,,2026-03-01,"}});
  Town closed(files);
  const std::string triaged = closed.Register("clerk", "trade", kProtectedPerson).name();
  ASSERT_EQ(closed.Stored(triaged).state(), v1::STATE_TRIAGE);
  EXPECT_THAT(Names(Unaccepted(closed, "supervisor")), ElementsAre(triaged));
  EXPECT_THAT(Names(Triage(closed, "supervisor")), IsEmpty());
  EXPECT_THAT(Names(Triage(closed, "auditor")), ElementsAre(triaged));
}

}  // namespace
}  // namespace skranke
