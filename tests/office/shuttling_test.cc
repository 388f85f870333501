// A case that is sent about, measured: every figure is worked out by hand. And its event log, over
// the wire.
#include "libs/rpc/client/stream_reader.h"
#include "skranke/v1/shuttling.pb.h"
#include "tests/office/correction_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kService[] = "/skranke.v1.ShuttlingService/";

class Shuttling : public CorrectionFixture {
 protected:
  // The case as its unit now has it.
  v1::Case At(absl::string_view worker, const v1::Case& c) {
    return GetItem(worker, c.name()).citizen_case();
  }

  void GiveBack(absl::string_view worker, const v1::Case& c, const char* agency, const char* unit) {
    auto request = About<v1::ReturnCaseRequest>(At(worker, c));
    request.set_code(v1::RETURN_CODE_NOT_OURS);
    request.set_sentence("Another unit has this.");
    request.mutable_proposed_owner()->set_agency(agency);
    request.mutable_proposed_owner()->set_unit(unit);
    SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>(worker, request));
  }

  void AskCitizen(absl::string_view worker, const v1::Case& c) {
    auto request = About<v1::RequestInformationRequest>(At(worker, c));
    request.set_question("Which street?");
    SKRANKE_ASSERT_OK(Call<v1::RequestInformationResponse>(worker, request));
  }

  void Phones(const v1::Case& c) {
    v1::RecordContactRequest request;
    request.set_citizen_case(c.name());
    request.set_channel(v1::CHANNEL_PHONE);
    request.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
    SKRANKE_ASSERT_OK(Call<v1::RecordContactResponse>("clerk", request));
  }

  // An aid: an hour at one unit, which returns it; half an hour until another accepts it; twenty
  // minutes of work, two hours of waiting that nothing ends, and forty minutes in which she asks
  // where it is. The second aid stays where it was.
  v1::Case Play() {
    const v1::Case aid = Register("clerk", Matter("aid"));
    Pass(absl::Hours(1));
    GiveBack("west", aid, "WELFARE", "EAST");
    Pass(absl::Minutes(30));
    OfficeFixture::Start("east", Accept("east", At("east", aid)));
    Pass(absl::Minutes(20));
    AskCitizen("east", aid);
    Pass(absl::Hours(2));
    OfficeFixture::Start("east", At("east", aid));
    Pass(absl::Minutes(20));
    Phones(aid);
    Pass(absl::Minutes(20));
    Close("east", At("east", aid));
    Register("clerk", Matter("trade"));
    return aid;
  }

  // "RETURNS 1", every figure that is above 0.
  std::vector<std::string> Figures(const v1::ShuttlingFilter& filter) {
    v1::GetShuttlingRequest request;
    *request.mutable_filter() = filter;
    const auto response = Call<v1::GetShuttlingResponse>("auditor", request);
    EXPECT_THAT(response, IsOk());
    std::vector<std::string> lines;
    if (!response.ok()) return lines;
    for (const auto& one : response->statistics()) {
      const std::string name = v1::ShuttlingFigure_Name(one.figure());
      const bool is_time = one.figure() >= v1::SHUTTLING_FIGURE_TIME_AT_COUNTER;
      lines.push_back(absl::StrCat(name.substr(sizeof("SHUTTLING_FIGURE_") - 1), " ",
                                   is_time ? one.sum() / 60 : one.sum()));
    }
    return lines;
  }

  // The whole log, and how the stream ended.
  absl::StatusOr<std::string> Export(absl::string_view caller) {
    StreamReader<v1::ExportEventLogResponse> stream(
        channel(), absl::StrCat(kService, "ExportEventLog"), v1::ExportEventLogRequest(),
        {.caller = std::string(caller), .timeout = absl::Seconds(30)});
    std::string log;
    while (true) {
      SKRANKE_ASSIGN_OR_RETURN(const auto piece, stream.Next());
      if (!piece) return log;
      log += piece->chunk();
    }
  }
};

size_t CountOf(absl::string_view what, absl::string_view text) {
  size_t count = 0;
  for (size_t at = text.find(what); at != absl::string_view::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

TEST_F(Shuttling, IsMeasuredAsWorkedOutByHand) {
  Play();
  v1::ShuttlingFilter aid;
  aid.set_task("aid");
  EXPECT_THAT(Figures(aid),
              ElementsAre("HANDOVERS 2", "RETURNS 1", "CONTACTS 2", "UNNECESSARY_CONTACTS 1",
                          "PASSED_ON_BY_FIRST_LINE 1", "FAKED_WAITS 1", "TIME_ROUTED 90",
                          "TIME_IN_WORK 60", "TIME_AWAITING_CITIZEN 120", "TIME_IN_ALL 270"));
}

TEST_F(Shuttling, NamesTheCaseBehindTheFigure) {
  const v1::Case aid = Play();
  for (const auto figure : {v1::SHUTTLING_FIGURE_RETURNS, v1::SHUTTLING_FIGURE_FAKED_WAITS,
                            v1::SHUTTLING_FIGURE_UNNECESSARY_CONTACTS}) {
    v1::ListShuttledCasesRequest request;
    request.set_figure(figure);
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto listed,
                                 Call<v1::ListShuttledCasesResponse>("supervisor", request));
    ASSERT_EQ(listed.cases_size(), 1) << figure;
    EXPECT_EQ(listed.cases(0).name(), aid.name());
    EXPECT_EQ(listed.cases(0).value(), 1);
  }
}

TEST_F(Shuttling, TellsTheRuleOwnerFiguresAndNoCases) {
  Play();
  v1::GetShuttlingRequest figures;
  figures.set_group_by(v1::SHUTTLING_GROUP_ROW);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response,
                               Call<v1::GetShuttlingResponse>("rule_owner", figures));
  EXPECT_EQ(response.rows(0).key(), "1 routing.csv:6");
  v1::ListShuttledCasesRequest cases;
  cases.set_figure(v1::SHUTTLING_FIGURE_RETURNS);
  EXPECT_THAT(Call<v1::ListShuttledCasesResponse>("rule_owner", cases), HasReason("ROLE_MAY_NOT"));
}

// It was with the protected unit before: that stays hidden.
TEST_F(Shuttling, TellsNothingOfWhoWasTakenForAProtectedPerson) {
  MoveTo(SyntheticNumber(3), Register("clerk", Matter("aid", kProtectedPerson)));
  const auto expect_nothing = [](const std::string& caller, const std::string& shown) {
    for (const char* told : {"TOWN", "SHIELD", "routing.csv:2"}) {
      EXPECT_THAT(shown, Not(HasSubstr(told))) << caller;
    }
  };
  for (const char* caller : {"head", "supervisor", "inspector", "rule_owner"}) {
    for (const auto by : {v1::SHUTTLING_GROUP_AGENCY, v1::SHUTTLING_GROUP_ROW}) {
      v1::GetShuttlingRequest request;
      request.set_group_by(by);
      SKRANKE_ASSERT_OK_AND_ASSIGN(const auto figures,
                                   Call<v1::GetShuttlingResponse>(caller, request));
      expect_nothing(caller, figures.DebugString());
    }
  }
  v1::ListShuttledCasesRequest request;
  request.set_figure(v1::SHUTTLING_FIGURE_TIME_IN_ALL);
  Pass(absl::Minutes(1));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto cases,
                               Call<v1::ListShuttledCasesResponse>("supervisor", request));
  expect_nothing("supervisor", cases.DebugString());
}

TEST_F(Shuttling, IsExportedInAStreamThatEnds) {
  Play();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string log, Export("auditor"));
  EXPECT_EQ(CountOf("<trace>", log), 2u);
  EXPECT_EQ(CountOf("</log>", log), 1u);
  EXPECT_THAT(log, HasSubstr("\"CASE_RETURNED\""));
  EXPECT_THAT(log, HasSubstr("\"WELFARE/EAST\""));
}

// More cases than a look reads.
constexpr int kCases = 300;

TEST_F(Shuttling, IsExportedWholeWhileNothingHappens) {
  for (int i = 0; i < kCases; ++i) Register("clerk", Matter("trade", SyntheticNumber(i)));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string log, Export("inspector"));
  EXPECT_EQ(CountOf("<trace>", log), static_cast<size_t>(kCases));
  EXPECT_EQ(CountOf("</log>", log), 1u);
}

TEST_F(Shuttling, IsExportedWholeWhileCasesComeIn) {
  for (int i = 0; i < kCases; ++i) Register("clerk", Matter("trade", SyntheticNumber(i)));
  StreamReader<v1::ExportEventLogResponse> stream(
      channel(), absl::StrCat(kService, "ExportEventLog"), v1::ExportEventLogRequest(),
      {.caller = "inspector", .timeout = absl::Seconds(30)});
  std::string log;
  for (int i = 0;; ++i) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto piece, stream.Next());
    if (!piece) break;
    log += piece->chunk();
    Register("clerk", Matter("trade", SyntheticNumber(kCases + i)));
  }
  EXPECT_GE(CountOf("<trace>", log), static_cast<size_t>(kCases));
  EXPECT_EQ(CountOf("<log ", log), 1u);
  EXPECT_EQ(CountOf("</log>", log), 1u);
}

TEST_F(Shuttling, ExportsNothingToWhoMayNot) {
  EXPECT_THAT(Export("clerk"), HasReason("ROLE_MAY_NOT"));
  EXPECT_THAT(Export("rule_owner"), HasReason("ROLE_MAY_NOT"));
}

}  // namespace
}  // namespace skranke
