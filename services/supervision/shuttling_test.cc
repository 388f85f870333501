#include "services/supervision/shuttling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// The returned case goes from the state's desk to the city's.
void Return(Town& town, const std::string& name, const char* agency, const char* unit) {
  v1::ReturnCaseRequest request;
  request.set_name(name);
  request.set_etag(town.EtagOf(name));
  request.set_code(v1::RETURN_CODE_NOT_OURS);
  request.set_sentence("Not ours.");
  request.mutable_proposed_owner()->set_agency(agency);
  request.mutable_proposed_owner()->set_unit(unit);
  ASSERT_THAT(town.AsSystem([&](const View& view, const Caller& caller, absl::Time now) {
    return JudgeReturnCase(view, caller, request, now);
  }),
              IsOk());
}

void Ask(Town& town, const std::string& name, v1::ContactOutcome outcome) {
  v1::RecordContactRequest request;
  request.set_citizen_case(name);
  request.set_channel(v1::CHANNEL_PHONE);
  request.set_outcome(outcome);
  ASSERT_THAT(town.Do<v1::RecordContactResponse>("clerk", request, &JudgeRecordContact), IsOk());
}

absl::StatusOr<v1::GetShuttlingResponse> Figures(Town& town, absl::string_view caller,
                                                 v1::ShuttlingGroup by = {},
                                                 const v1::ShuttlingFilter& filter = {}) {
  v1::GetShuttlingRequest request;
  *request.mutable_filter() = filter;
  request.set_group_by(by);
  return town.Call<v1::GetShuttlingResponse>(caller, "GetShuttling", request);
}

absl::StatusOr<v1::ListShuttledCasesResponse> Cases(Town& town, absl::string_view caller,
                                                    v1::ShuttlingFigure figure, int page_size = 0,
                                                    const std::string& token = "") {
  v1::ListShuttledCasesRequest request;
  request.set_figure(figure);
  request.set_page_size(page_size);
  request.set_page_token(token);
  return town.Call<v1::ListShuttledCasesResponse>(caller, "ListShuttledCases", request);
}

int64_t Sum(const google::protobuf::RepeatedPtrField<v1::ShuttlingStatistic>& statistics,
            v1::ShuttlingFigure figure) {
  for (const auto& statistic : statistics) {
    if (statistic.figure() == figure) return statistic.sum();
  }
  return 0;
}

// "CITY 2 1 0": the key, cases, hand-overs and returns, a group a line.
std::vector<std::string> Rows(const v1::GetShuttlingResponse& response) {
  std::vector<std::string> lines;
  for (const auto& row : response.rows()) {
    lines.push_back(absl::StrCat(row.key(), " ", row.case_count(), " ",
                                 Sum(row.statistics(), v1::SHUTTLING_FIGURE_HANDOVERS), " ",
                                 Sum(row.statistics(), v1::SHUTTLING_FIGURE_RETURNS)));
  }
  return lines;
}

// Three trades at the state's desk: one returned to the city after an hour and asked for two hours
// later, one of a protected person; an aid at the bridge. Gives the returned one's name.
std::string Play(Town& town) {
  const std::string returned = town.Register("clerk", "trade").name();
  town.Register("clerk", "trade");
  town.Register("clerk", "trade", kProtectedPerson);
  town.clock().Advance(absl::Hours(1));
  Return(town, returned, "CITY", "DESK");
  town.Register("ferry", "aid");
  town.clock().Advance(absl::Hours(2));
  Ask(town, returned, v1::CONTACT_OUTCOME_GUIDED);
  return returned;
}

TEST(Shuttling, IsCountedAsItHappened) {
  Town town;
  Play(town);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto figures, Figures(town, "inspector"));
  EXPECT_EQ(figures.case_count(), 3);
  EXPECT_EQ(Sum(figures.statistics(), v1::SHUTTLING_FIGURE_HANDOVERS), 4);
  EXPECT_EQ(Sum(figures.statistics(), v1::SHUTTLING_FIGURE_RETURNS), 1);
  EXPECT_EQ(Sum(figures.statistics(), v1::SHUTTLING_FIGURE_CONTACTS), 4);
  EXPECT_EQ(Sum(figures.statistics(), v1::SHUTTLING_FIGURE_UNNECESSARY_CONTACTS), 1);
  EXPECT_EQ(Sum(figures.statistics(), v1::SHUTTLING_FIGURE_PASSED_ON_BY_FIRST_LINE), 1);
  // Three hours of the first two, two of the third.
  EXPECT_EQ(Sum(figures.statistics(), v1::SHUTTLING_FIGURE_TIME_IN_ALL), 8 * 3600);
  EXPECT_THAT(figures.rows(), IsEmpty());
}

TEST(Shuttling, TellsHowFiguresAreSpread) {
  Town town;
  Play(town);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto figures, Figures(town, "inspector"));
  const auto& handovers = figures.statistics(0);
  ASSERT_EQ(handovers.figure(), v1::SHUTTLING_FIGURE_HANDOVERS);
  EXPECT_EQ(handovers.case_count(), 3);
  EXPECT_EQ(handovers.median(), 1);
  EXPECT_EQ(handovers.ninth_decile(), 2);
  EXPECT_EQ(handovers.maximum(), 2);
  std::vector<std::pair<int64_t, int64_t>> buckets;
  for (const auto& bucket : handovers.buckets()) {
    buckets.emplace_back(bucket.value_at_most(), bucket.count());
  }
  EXPECT_THAT(buckets, ElementsAre(std::pair(1, 2), std::pair(2, 1)));
}

TEST(Shuttling, IsGroupedByWhatTheCasesHaveInCommon) {
  Town town;
  Play(town);
  const auto rows = [&](v1::ShuttlingGroup by) { return Rows(*Figures(town, "inspector", by)); };
  // The returned case is both agencies'; the return is the state's.
  EXPECT_THAT(rows(v1::SHUTTLING_GROUP_AGENCY), ElementsAre("STATE 2 2 1", "CITY 2 2 0"));
  EXPECT_THAT(rows(v1::SHUTTLING_GROUP_TASK), ElementsAre("trade 2 3 1", "aid 1 1 0"));
  EXPECT_THAT(rows(v1::SHUTTLING_GROUP_OFFICE), ElementsAre("hall 2 3 1", "bridge 1 1 0"));
  const auto by_row = rows(v1::SHUTTLING_GROUP_ROW);
  ASSERT_EQ(by_row.size(), 2u);
  EXPECT_THAT(by_row[0], ::testing::EndsWith(" 2 3 1"));
  EXPECT_THAT(by_row[0], ::testing::HasSubstr(".csv:"));
  EXPECT_EQ(rows(v1::SHUTTLING_GROUP_LIST_VERSION).size(), 1u);
}

TEST(Shuttling, KeepsToTheFilter) {
  Town town;
  Play(town);
  using Filter = v1::ShuttlingFilter;
  const struct {
    const char* field;
    const char* value;
    int64_t want;
  } kQuestions[] = {
      {"from_day", "2026-03-02", 3},
      {"from_day", "2026-03-03", 0},
      {"to_day", "2026-03-02", 3},
      {"to_day", "2026-03-01", 0},
      {"office", "bridge", 1},
      {"office", "nowhere", 0},
      {"agency", "STATE", 2},
      {"agency", "CITY", 2},
      {"agency", "NOBODY", 0},
      {"task", "aid", 1},
      {"task", "form", 0},
      {"list_version", "none", 0},
      {"row", "none", 0},
  };
  for (const auto& question : kQuestions) {
    Filter filter;
    filter.GetReflection()->SetString(
        &filter, Filter::descriptor()->FindFieldByName(question.field), question.value);
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto figures, Figures(town, "inspector", {}, filter));
    EXPECT_EQ(figures.case_count(), question.want) << question.field << " " << question.value;
    EXPECT_EQ(figures.protected_count(), 0) << "a part tells of no protected person";
  }
  Filter agency;
  agency.set_agency("STATE");
  EXPECT_EQ(
      Sum(Figures(town, "inspector", {}, agency)->statistics(), v1::SHUTTLING_FIGURE_TIME_IN_ALL),
      4 * 3600);
}

TEST(Shuttling, CountsTheProtectedApart) {
  Town town;
  Play(town);
  for (const char* caller : {"inspector", "auditor"}) {
    const auto figures = Figures(town, caller, v1::SHUTTLING_GROUP_AGENCY);
    ASSERT_THAT(figures, IsOk()) << caller;
    EXPECT_EQ(figures->protected_count(), 1) << caller;
    EXPECT_EQ(figures->case_count(), 3) << caller;
    EXPECT_THAT(Rows(*figures), ElementsAre("STATE 2 2 1", "CITY 2 2 0")) << caller;
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto cases,
                               Cases(town, "auditor", v1::SHUTTLING_FIGURE_HANDOVERS));
  EXPECT_EQ(cases.cases_size(), 3);
}

TEST(Shuttling, OfAnOfficesOwnPeopleIsTheOffices) {
  Town town;
  Play(town);
  EXPECT_EQ(Figures(town, "ferry_supervisor")->case_count(), 1);
  EXPECT_EQ(Figures(town, "ferry_supervisor")->protected_count(), 0);
  EXPECT_EQ(Figures(town, "head")->case_count(), 2);
  v1::ShuttlingFilter bridge;
  bridge.set_office("bridge");
  EXPECT_THAT(Figures(town, "head", {}, bridge), HasReason("OTHER_OFFICE"));
  EXPECT_THAT(Figures(town, "clerk"), HasReason("ROLE_MAY_NOT"));
  EXPECT_EQ(Cases(town, "ferry_supervisor", v1::SHUTTLING_FIGURE_HANDOVERS)->cases_size(), 1);
  EXPECT_THAT(Cases(town, "head", v1::SHUTTLING_FIGURE_TIME_IN_ALL), HasReason("ROLE_MAY_NOT"));
  EXPECT_EQ(Cases(town, "ferry_supervisor", v1::SHUTTLING_FIGURE_RETURNS)->cases_size(), 0);
}

TEST(Shuttling, NamesTheCasesBehindAFigure) {
  Town town;
  const std::string returned = Play(town);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto cases,
                               Cases(town, "inspector", v1::SHUTTLING_FIGURE_RETURNS));
  ASSERT_EQ(cases.cases_size(), 1);
  EXPECT_EQ(cases.cases(0).name(), returned);
  EXPECT_EQ(cases.cases(0).value(), 1);
  EXPECT_THAT(cases.cases(0).agencies(), ElementsAre("STATE", "CITY"));
  EXPECT_EQ(cases.cases(0).state(), v1::STATE_ROUTED);
  EXPECT_EQ(cases.next_page_token(), "");
}

TEST(Shuttling, ListsPagesWithoutLossOrRepetition) {
  Town town;
  Play(town);
  std::vector<int64_t> values;
  std::string token;
  do {
    SKRANKE_ASSERT_OK_AND_ASSIGN(
        const auto page, Cases(town, "inspector", v1::SHUTTLING_FIGURE_HANDOVERS, 1, token));
    EXPECT_LE(page.cases_size(), 1);
    for (const auto& one : page.cases()) values.push_back(one.value());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(values, UnorderedElementsAre(2, 1, 1));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto page,
                               Cases(town, "inspector", v1::SHUTTLING_FIGURE_HANDOVERS, 1));
  EXPECT_THAT(Cases(town, "inspector", v1::SHUTTLING_FIGURE_RETURNS, 1, page.next_page_token()),
              HasReason("INVALID_PAGE_TOKEN"));
}

TEST(Shuttling, RefusesWhatItCannotAnswer) {
  Town town;
  EXPECT_THAT(Cases(town, "inspector", v1::SHUTTLING_FIGURE_UNSPECIFIED), HasField("figure"));
  v1::ShuttlingFilter filter;
  filter.set_from_day("2026-02-29");
  EXPECT_THAT(Figures(town, "inspector", {}, filter), HasField("filter.from_day"));
  filter.set_from_day("2026-03-02");
  filter.set_to_day("2026-03-01");
  EXPECT_THAT(Figures(town, "inspector", {}, filter), HasField("filter.to_day"));
  filter.set_to_day("2026-03-02");
  EXPECT_THAT(Figures(town, "inspector", {}, filter), IsOk());
}

TEST(Shuttling, OfAnEmptyHouseIsNothing) {
  Town town;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto figures, Figures(town, "inspector"));
  EXPECT_EQ(figures.case_count(), 0);
  EXPECT_THAT(figures.statistics(), IsEmpty());
}

}  // namespace
}  // namespace skranke
