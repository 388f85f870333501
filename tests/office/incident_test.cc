// Cases of one incident.
#include "libs/base/reason.h"
#include "libs/casework/case_name.h"
#include "skranke/v1/incident.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Incident : public OfficeFixture {
 protected:
  absl::Status Tag(absl::string_view caller, const std::string& name,
                   const std::string& incident = "FLOOD") {
    v1::TagIncidentRequest request;
    request.set_name(name);
    request.set_incident(incident);
    return Call<v1::TagIncidentResponse>(caller, request).status();
  }
  v1::ListIncidentCasesResponse List(absl::string_view caller, bool open = false, int page_size = 0,
                                     const std::string& token = "") {
    v1::ListIncidentCasesRequest request;
    request.set_incident("FLOOD");
    request.set_open(open);
    request.set_page_size(page_size);
    request.set_page_token(token);
    const auto response = Call<v1::ListIncidentCasesResponse>(caller, request);
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? *response : v1::ListIncidentCasesResponse();
  }
  std::vector<std::string> Names(absl::string_view caller, bool open = false) {
    std::vector<std::string> names;
    const auto listed = List(caller, open);
    for (const auto& c : listed.cases()) names.push_back(c.name());
    return names;
  }
};

TEST_F(Incident, FindsItsCasesByTheTag) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  Pass(absl::Seconds(1));
  const v1::Case trade = Register("clerk", Matter("trade"));
  Register("clerk", Matter("aid"));
  ASSERT_THAT(Tag("clerk", trade.name()), IsOk());
  ASSERT_THAT(Tag("west", aid.name()), IsOk());
  EXPECT_THAT(Names("clerk"), ElementsAre(aid.name(), trade.name()));
  EXPECT_THAT(Names("west"), ElementsAre(aid.name()));
  EXPECT_THAT(Names("POLICE"), ElementsAre(trade.name()));
  EXPECT_THAT(Names("branch_clerk"), IsEmpty());
  EXPECT_EQ(Get("clerk", aid.name()).incident(), "FLOOD");
  ASSERT_THAT(Tag("clerk", aid.name(), ""), IsOk());
  EXPECT_THAT(Names("clerk"), ElementsAre(trade.name()));
  options_.rebuild_views = true;
  Restart();
  EXPECT_THAT(Names("clerk"), ElementsAre(trade.name()));
}

TEST_F(Incident, LeavesTheEtagOfWhoWorksOnTheCase) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  ASSERT_THAT(Tag("clerk", aid.name()), IsOk());
  EXPECT_EQ(Get("clerk", aid.name()).etag(), aid.etag());
  EXPECT_EQ(Accept("west", aid).state(), v1::STATE_ACCEPTED);
}

TEST_F(Incident, ListsOpenCasesAloneAndInPages) {
  std::vector<std::string> names;
  for (int i = 0; i < 3; ++i) {
    const v1::Case aid = Register("clerk", Matter("aid"));
    Pass(absl::Seconds(1));
    ASSERT_THAT(Tag("clerk", aid.name()), IsOk());
    names.push_back(aid.name());
    if (i == 1) Close("west", Accept("west", aid));
  }
  EXPECT_EQ(Names("clerk"), names);
  EXPECT_THAT(Names("clerk", true), ElementsAre(names[0], names[2]));
  std::vector<std::string> paged;
  std::string token;
  do {
    const auto page = List("clerk", false, 2, token);
    for (const auto& c : page.cases()) paged.push_back(c.name());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(paged, names);
}

TEST_F(Incident, IsNobodysWhoMayNotSeeTheCase) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  for (const char* caller : {"branch_clerk", "passport", "east", "branch_supervisor"}) {
    EXPECT_EQ(ReasonOf(Tag(caller, aid.name())), "CASE_NOT_FOUND") << caller;
  }
  EXPECT_EQ(ReasonOf(Tag("clerk", FormatCaseName(7))), "CASE_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Tag("auditor", aid.name())), "ROLE_MAY_NOT");
  EXPECT_EQ(FieldOf(Tag("clerk", aid.name(), "lower case")), "incident");
}

TEST_F(Incident, TellsNothingOfTheProtected) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  ASSERT_THAT(Tag("clerk", hidden.name()), IsOk());
  for (const char* caller : {"clerk", "head", "supervisor", "inspector"}) {
    const auto listed = List(caller);
    EXPECT_THAT(listed.cases(), SizeIs(1)) << caller;
    EXPECT_THAT(listed.DebugString(), Not(HasSubstr("SHIELD"))) << caller;
  }
  EXPECT_THAT(Names("west"), IsEmpty());
  EXPECT_THAT(Names("shield"), SizeIs(1));
  v1::GetCaseHistoryRequest request;
  request.set_name(hidden.name());
  ASSERT_THAT(Tag("shield", hidden.name(), "STORM"), IsOk());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto history,
                               Call<v1::GetCaseHistoryResponse>("supervisor", request));
  EXPECT_THAT(history.DebugString(), HasSubstr("It belongs to the incident STORM."));
  EXPECT_THAT(history.DebugString(), Not(HasSubstr("hield")));
}

}  // namespace
}  // namespace skranke
