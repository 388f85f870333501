// What a new list means for cases that are open when it comes into force.
#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OpenCasesOf : public RulebookFixture {
 protected:
  v1::Draft TownTakesAid(v1::OpenCases open_cases) {
    auto request = FilesWith("2", "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}});
    request.set_open_cases(open_cases);
    return Save(request);
  }

  std::string OwnerOf(const v1::Case& citizen_case) {
    const v1::Case now = Get("inspector", citizen_case.name());
    return absl::StrCat(now.responsibility().authority(), "/", now.responsibility().unit());
  }
};

TEST_F(OpenCasesOf, AreCountedBeforeAnybodyDecides) {
  Register("clerk", Matter("aid"));
  Register("clerk", Matter("trade"));
  const v1::Case accepted = Register("clerk", Matter("aid"));
  Accept("west", GetItem("west", accepted.name()).citizen_case());
  const v1::Draft checked = Check(TownTakesAid(v1::OPEN_CASES_MOVE));
  ASSERT_THAT(checked.cases(), SizeIs(1));
  EXPECT_EQ(checked.cases(0).task(), "aid");
  EXPECT_EQ(checked.cases(0).open_cases(), 2u);
  EXPECT_EQ(checked.cases(0).moved_cases(), 1u);
  Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto heard, TryHear(checked, "2024-03-20"));
  EXPECT_EQ(heard.draft().cases(0).moved_cases(), 2u);
}

TEST_F(OpenCasesOf, StayUnlessTheDraftSaysMove) {
  const v1::Case waiting = Register("clerk", Matter("aid"));
  const v1::Draft adopted = MakeLaw(TownTakesAid(v1::OPEN_CASES_UNSPECIFIED));
  EXPECT_EQ(adopted.open_cases(), v1::OPEN_CASES_STAY);
  PassTo("2024-05-02 09:00");
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(OwnerOf(waiting), "WELFARE/WEST");
  EXPECT_FALSE(GetDraft("2").cases_moved());
}

TEST_F(OpenCasesOf, MoveOnceOnTheFirstDay) {
  std::vector<v1::Case> waiting;
  for (int i = 0; i < 5; ++i) waiting.push_back(Register("clerk", Matter("aid")));
  const v1::Case other = Register("clerk", Matter("trade"));
  const v1::Case accepted = Register("clerk", Matter("aid"));
  Accept("west", GetItem("west", accepted.name()).citizen_case());
  MakeLaw(TownTakesAid(v1::OPEN_CASES_MOVE));
  PassTo("2024-04-30 23:59");
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(OwnerOf(waiting[0]), "WELFARE/WEST");
  PassTo("2024-05-01 00:01");
  ASSERT_TRUE(Eventually([&] { return GetDraft("2").cases_moved(); }));
  EXPECT_EQ(GetDraft("2").moved_count(), 5u);
  for (const v1::Case& one : waiting) EXPECT_EQ(OwnerOf(one), "TOWN/DESK");
  EXPECT_EQ(OwnerOf(accepted), "WELFARE/WEST");
  EXPECT_EQ(OwnerOf(other), "POLICE/PASS");

  v1::GetCaseHistoryRequest request;
  request.set_name(waiting[0].name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto history,
                               Call<v1::GetCaseHistoryResponse>("inspector", request));
  const auto& moved = history.entries(history.entries_size() - 2);
  EXPECT_EQ(moved.event(), "RULEBOOK_CASES_MOVED");
  EXPECT_EQ(moved.actor(), "system");
  EXPECT_THAT(moved.sentence(), HasSubstr("List 2"));

  // Neither a restart nor another day moves anything again.
  const std::string etag = Get("inspector", waiting[0].name()).etag();
  Restart();
  PassTo("2024-05-03 09:00");
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(Get("inspector", waiting[0].name()).etag(), etag);
}

TEST_F(OpenCasesOf, StayWhereTheListDidNotPutThem) {
  // A person decided about the first; the second's place keeps its row.
  const v1::Case placed = Register("clerk", Matter("aid"));
  auto route = About<v1::RouteCaseRequest>(Get("supervisor", placed.name()));
  route.mutable_receiver()->set_agency("WELFARE");
  route.mutable_receiver()->set_unit("EAST");
  route.set_reason("East can.");
  SKRANKE_ASSERT_OK(Call<v1::RouteCaseResponse>("supervisor", route));
  v1::RegisterCaseRequest matter = Matter("aid");
  matter.set_place("east");
  const v1::Case elsewhere = Register("clerk", matter);
  const v1::Case moved = Register("clerk", Matter("aid"));
  const v1::Draft heard = Hear(TownTakesAid(v1::OPEN_CASES_MOVE), "2024-03-10");
  EXPECT_EQ(heard.cases(0).open_cases(), 3u);
  EXPECT_EQ(heard.cases(0).moved_cases(), 1u);
  Adopt(Consent(heard));
  PassTo("2024-05-01 00:01");
  ASSERT_TRUE(Eventually([&] { return GetDraft("2").cases_moved(); }));
  EXPECT_EQ(GetDraft("2").moved_count(), 1u);
  EXPECT_EQ(OwnerOf(placed), "WELFARE/EAST");
  EXPECT_EQ(OwnerOf(elsewhere), "WELFARE/EAST");
  EXPECT_EQ(OwnerOf(moved), "TOWN/DESK");
}

TEST_F(OpenCasesOf, ATaskThatGoesKeepItInTheList) {
  const v1::Case open = Register("clerk", Matter("trade"));
  auto request = FilesWith("2", "2024-05-01", {});
  for (auto& file : *request.mutable_files()) {
    std::string& bytes = *file.mutable_content();
    const std::string row = "trade,Trade,Handel,POLICE,no,,yes,no,Trade Act 2,,20,,72,,\n";
    if (const size_t at = bytes.find(row); at != std::string::npos) bytes.erase(at, row.size());
  }
  const v1::Draft heard = Consent(Hear(Save(request), "2024-03-10"));
  const absl::Status refused = TryAdopt(heard).status();
  EXPECT_THAT(refused, HasReason("CASES_WITHOUT_OWNER"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("trade"));
  const v1::Case accepted = Accept("passport", GetItem("passport", open.name()).citizen_case());
  Close("passport", Start("passport", accepted));
  SKRANKE_EXPECT_OK(TryAdopt(heard));
}

TEST_F(OpenCasesOf, APlaceThatNoRouteNamesKeepTheRoute) {
  // The task loses its owner and, in the centre, its route.
  const v1::Case open = Register("clerk", Matter("acute"));
  auto request = FilesWith("2", "2024-05-01", {});
  for (auto& file : *request.mutable_files()) {
    std::string& bytes = *file.mutable_content();
    const auto replace = [&](const std::string& from, const std::string& to) {
      if (const size_t at = bytes.find(from); at != std::string::npos) {
        bytes.replace(at, from.size(), to);
      }
    };
    replace("acute,Acute aid,Nødhjelp,WELFARE,", "acute,Acute aid,Nødhjelp,,");
    replace("acute,*,none,,,WELFARE,WEST", "acute,east,none,,,WELFARE,WEST");
  }
  const v1::Draft heard = Consent(Hear(Save(request), "2024-03-10"));
  EXPECT_THAT(TryAdopt(heard), HasReason("CASES_WITHOUT_OWNER"));
  EXPECT_EQ(OwnerOf(open), "WELFARE/WEST");
}

TEST_F(OpenCasesOf, TasksThatDoNotMoveAreNotCounted) {
  Register("clerk", Matter("aid"));
  const v1::Draft checked =
      Check(SaveWith("2", "2024-05-01", {{"conditions.csv", "pass,age,<= 120,Passport Act 1\n"}}));
  EXPECT_THAT(checked.cases(), IsEmpty());
}

}  // namespace
}  // namespace skranke
