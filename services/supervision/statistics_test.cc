#include "services/supervision/statistics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Pairs = std::vector<std::pair<std::string, int64_t>>;

Pairs PairsOf(const google::protobuf::RepeatedPtrField<v1::Count>& rows) {
  Pairs pairs;
  for (const auto& row : rows) pairs.emplace_back(row.key(), row.count());
  return pairs;
}

absl::StatusOr<v1::GetStatisticsResponse> Ask(Town& town, absl::string_view caller,
                                              const std::string& from = "",
                                              const std::string& to = "",
                                              const std::string& office = "") {
  v1::GetStatisticsRequest request;
  request.set_from_day(from);
  request.set_to_day(to);
  request.set_office(office);
  return town.Call<v1::GetStatisticsResponse>(caller, "GetStatistics", request);
}

void Finish(Town& town, const std::string& name) {
  v1::FinishCaseRequest request;
  request.set_name(name);
  request.set_etag(town.EtagOf(name));
  request.mutable_finish()->set_outcome("TAKEN");
  ASSERT_THAT(town.Do<v1::FinishCaseResponse>("clerk", request, &JudgeFinishCase), IsOk());
}

// Takes the unit's next item and accepts it.
void TakeAndAccept(Town& town, absl::string_view worker) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto taken,
      town.Do<v1::TakeNextResponse>(worker, v1::TakeNextRequest(), &JudgeTakeNext));
  const std::string name = taken.work_item().citizen_case().name();
  v1::AcceptCaseRequest request;
  request.set_name(name);
  request.set_etag(town.EtagOf(name));
  request.set_token(FormatToken(town.Stored(name).lease().token()));
  ASSERT_THAT(town.Do<v1::AcceptCaseResponse>(worker, request, &JudgeAcceptCase), IsOk());
}

void Contact(Town& town) {
  v1::RecordContactRequest request;
  request.set_channel(v1::CHANNEL_PHONE);
  request.set_outcome(v1::CONTACT_OUTCOME_WALKED_OUT);
  ASSERT_THAT(town.Do<v1::RecordContactResponse>("clerk", request, &JudgeRecordContact), IsOk());
}

// Two forms, one of them finished; an aid accepted after 100 s; a trade and an orphan; a protected
// person's trade.
void Play(Town& town) {
  Finish(town, town.Register("clerk", "form").name());
  town.Register("clerk", "form");
  town.Register("clerk", "aid");
  town.clock().Advance(absl::Seconds(50));
  town.Register("clerk", "trade");
  town.Register("clerk", "orphan");
  town.Register("clerk", "trade", kProtectedPerson);
  town.clock().Advance(absl::Seconds(50));
  TakeAndAccept(town, "desk");
  Contact(town);
}

TEST(Statistics, CountEverythingOnce) {
  Town town;
  Play(town);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto counts, Ask(town, "inspector"));
  EXPECT_EQ(counts.case_count(), 6);
  EXPECT_EQ(counts.quick_share_ppm(), 166'666);
  EXPECT_THAT(PairsOf(counts.by_state()),
              ElementsAre(std::pair("COMPLETE", 1), std::pair("TRIAGE", 1), std::pair("ROUTED", 2),
                          std::pair("ACCEPTED", 1), std::pair("HANDLED_AT_COUNTER", 1)));
  EXPECT_THAT(PairsOf(counts.by_outcome()), ElementsAre(std::pair("TAKEN", 1)));
  EXPECT_EQ(counts.returned_count(), 0);
  EXPECT_EQ(counts.triaged_count(), 1);
  EXPECT_THAT(PairsOf(counts.by_task()),
              ElementsAre(std::pair("aid", 1), std::pair("form", 2), std::pair("orphan", 1),
                          std::pair("trade", 1)));
  EXPECT_THAT(PairsOf(counts.by_agency()),
              ElementsAre(std::pair("CITY", 2), std::pair("STATE", 1)));
  EXPECT_THAT(PairsOf(counts.contacts()), ElementsAre(std::pair("PHONE/WALKED_OUT", 1)));
  EXPECT_THAT(PairsOf(counts.acceptance_seconds()), ElementsAre(std::pair("128", 1)));
  EXPECT_THAT(PairsOf(counts.by_channel()), ElementsAre(std::pair("COUNTER", 5)));
}

TEST(Statistics, CountTheProtectedApart) {
  Town town;
  Play(town);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto counts, Ask(town, "auditor"));
  EXPECT_EQ(counts.protected_count(), 1);
  EXPECT_THAT(PairsOf(counts.by_unit()),
              ElementsAre(std::pair("CITY/DESK", 1), std::pair("CITY/SORT", 1),
                          std::pair("STATE/DESK", 1)));
}

TEST(Statistics, OfDaysSumDayRows) {
  Town town;
  Finish(town, town.Register("clerk", "form").name());
  town.clock().Advance(absl::Hours(24));
  town.Register("clerk", "trade");
  town.Register("ferry", "form");
  const struct {
    const char* from;
    const char* to;
    const char* office;
    int64_t want;
  } kQuestions[] = {
      {"2026-03-02", "2026-03-03", "", 3},
      {"2026-03-02", "2026-03-02", "", 1},
      {"2026-03-03", "2026-03-03", "", 2},
      {"2026-03-04", "", "", 0},
      {"", "2026-03-01", "", 0},
      {"", "2026-03-02", "", 1},
      {"2026-03-03", "", "", 2},
      {"1990-01-01", "2026-03-02", "", 1},
      {"2026-03-03", "2026-03-03", "hall", 1},
      {"", "", "bridge", 1},
      {"", "", "nowhere", 0},
  };
  for (const auto& question : kQuestions) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(
        const auto counts, Ask(town, "inspector", question.from, question.to, question.office));
    EXPECT_EQ(counts.case_count(), question.want)
        << question.from << " to " << question.to << " " << question.office;
    EXPECT_THAT(counts.by_unit(), IsEmpty());
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto first, Ask(town, "inspector", "", "2026-03-02"));
  EXPECT_EQ(first.quick_share_ppm(), 1'000'000);
  EXPECT_THAT(PairsOf(first.by_state()), ElementsAre(std::pair("HANDLED_AT_COUNTER", 1)));
}

TEST(Statistics, OfAnOfficesOwnPeopleAreTheOffices) {
  Town town;
  town.Register("clerk", "form");
  town.Register("clerk", "trade");
  town.Register("ferry", "form");
  const auto count = [&](absl::string_view caller) { return Ask(town, caller)->case_count(); };
  EXPECT_EQ(count("inspector"), 3);
  EXPECT_EQ(count("auditor"), 3);
  EXPECT_EQ(count("supervisor"), 2);
  EXPECT_EQ(count("head"), 2);
  EXPECT_EQ(count("ferry_supervisor"), 1);
  EXPECT_THAT(Ask(town, "supervisor", "", "", "bridge"), HasReason("OTHER_OFFICE"));
  EXPECT_THAT(Ask(town, "supervisor", "", "", "hall"), IsOk());
  EXPECT_THAT(Ask(town, "clerk"), HasReason("ROLE_MAY_NOT"));
}

TEST(Statistics, OfTheOnlyOfficeAreWholeForItsSupervisor) {
  Town town(HallPackage());
  Finish(town, town.Register("clerk", "form").name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto counts, Ask(town, "supervisor"));
  EXPECT_EQ(counts.case_count(), 1);
  EXPECT_THAT(PairsOf(counts.by_outcome()), ElementsAre(std::pair("TAKEN", 1)));
}

TEST(Statistics, RefuseImpossibleDays) {
  Town town;
  EXPECT_THAT(Ask(town, "auditor", "2026-02-29"), HasField("from_day"));
  EXPECT_THAT(Ask(town, "auditor", "", "today"), HasField("to_day"));
  EXPECT_THAT(Ask(town, "auditor", "2026-03-02", "2026-03-01"), HasField("to_day"));
  EXPECT_THAT(Ask(town, "auditor", "2026-03-02", "2026-03-02"), IsOk());
}

TEST(Statistics, OfAnEmptyOfficeAreNothing) {
  Town town;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto counts, Ask(town, "inspector"));
  EXPECT_EQ(counts.ByteSizeLong(), 0u) << counts.DebugString();
}

}  // namespace
}  // namespace skranke
