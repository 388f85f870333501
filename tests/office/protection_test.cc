// A protected person's case looks at the counter exactly like anybody else's (DESIGN section 5).
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/casework/case_name.h"
#include "libs/casework/move_case.h"
#include "tests/office/office_fixture.h"
#include "tests/office/shown_answers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Protection : public OfficeFixture {
 protected:
  absl::StatusOr<v1::RegisterCaseResponse> Ask(v1::RegisterCaseRequest request,
                                               absl::string_view person) {
    request.mutable_parties(0)->mutable_person()->set_number(std::string(person));
    return Call<v1::RegisterCaseResponse>("clerk", request);
  }

  void Return(absl::string_view caller, const v1::Case& c, absl::string_view sentence) {
    auto request = About<v1::ReturnCaseRequest>(GetItem(caller, c.name()).citizen_case());
    request.set_code(v1::RETURN_CODE_NOT_OURS);
    request.set_sentence(std::string(sentence));
    EXPECT_THAT(Call<v1::ReturnCaseResponse>(caller, request), IsOk());
  }

  // What the history tells the caller, but for positions.
  std::string Told(absl::string_view caller, const v1::Case& c) {
    v1::GetCaseHistoryRequest request;
    request.set_name(c.name());
    const auto history = Call<v1::GetCaseHistoryResponse>(caller, request);
    EXPECT_THAT(history, IsOk());
    std::string text;
    for (const auto& entry : history->entries()) {
      absl::StrAppend(&text, entry.event(), " ", v1::State_Name(entry.state()), " ", entry.actor(),
                      " ", entry.sentence(), "\n");
    }
    return text;
  }
};

TEST_F(Protection, ShowsTheCounterWhatAnUnprotectedPersonWouldGet) {
  for (const v1::RegisterCaseRequest& matter : EveryKindOfMatter()) {
    // Earlier cases are shown by the time of their receipt.
    clock().Advance(absl::Minutes(1));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open, Ask(matter, kOpenPerson));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto hidden, Ask(matter, kProtectedPerson));
    EXPECT_EQ(Shown(open), Shown(hidden)) << matter.ShortDebugString();
    for (const char* caller : {"clerk", "head", "supervisor", "inspector"}) {
      v1::Case open_case = Get(caller, open.citizen_case().name());
      v1::Case hidden_case = Get(caller, hidden.citizen_case().name());
      // Who supervises sees real units of open cases; of protected ones only what the counter sees.
      if (caller != std::string("clerk") && caller != std::string("head")) {
        open_case = Get("clerk", open.citizen_case().name());
      }
      EXPECT_EQ(Shown(open_case), Shown(hidden_case)) << caller << matter.ShortDebugString();
      EXPECT_THAT(hidden_case.DebugString(), Not(HasSubstr("SHIELD"))) << caller;
    }
  }
}

TEST_F(Protection, StaysHiddenWhileTheProtectedUnitWorks) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open, Ask(Matter("aid"), kOpenPerson));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto hidden, Ask(Matter("aid"), kProtectedPerson));
  const auto expect_same = [&](const char* where) {
    EXPECT_EQ(Shown(Get("clerk", open.citizen_case().name())),
              Shown(Get("clerk", hidden.citizen_case().name())))
        << where;
  };
  const v1::Case open_accepted = Accept("west", open.citizen_case());
  const v1::Case hidden_accepted = Accept("shield", hidden.citizen_case());
  expect_same("accepted");
  const v1::Case open_started = Start("west", open_accepted);
  const v1::Case hidden_started = Start("shield", hidden_accepted);
  expect_same("started");
  Close("west", open_started);
  Close("shield", hidden_started);
  expect_same("closed");
}

TEST_F(Protection, GoesToTheProtectedUnitAndIsInvisibleToTheUsualOne) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  EXPECT_EQ(GetItem("shield", hidden.name()).citizen_case().responsibility().unit(), "SHIELD");
  v1::GetWorkItemRequest get;
  get.set_name(hidden.name());
  for (const char* caller : {"west", "WELFARE", "sorter", "desk"}) {
    EXPECT_THAT(Call<v1::GetWorkItemResponse>(caller, get), HasReason("CASE_NOT_FOUND")) << caller;
  }
}

TEST_F(Protection, ShowsTheAuditorTheRealRoute) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  EXPECT_EQ(Get("auditor", hidden.name()).responsibility().unit(), "SHIELD");
}

TEST_F(Protection, HoldsForAnyPartyOfTheCase) {
  v1::RegisterCaseRequest request = Matter("aid");
  v1::Party* child = request.add_parties();
  child->set_role(v1::PARTY_ROLE_SUBJECT);
  child->mutable_person()->set_number(kOtherProtectedPerson);
  EXPECT_EQ(GetItem("shield", Register("clerk", request).name()).citizen_case().state(),
            v1::STATE_ROUTED);
}

TEST_F(Protection, CannotBeReturnedOrRoutedToAnOpenUnit) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  auto give_back = About<v1::ReturnCaseRequest>(hidden);
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("The usual unit may have it.");
  give_back.mutable_proposed_owner()->set_agency("WELFARE");
  give_back.mutable_proposed_owner()->set_unit("WEST");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("shield", give_back));
  EXPECT_EQ(Get("auditor", hidden.name()).state(), v1::STATE_TRIAGE);
  auto route = About<v1::RouteCaseRequest>(Get("supervisor", hidden.name()));
  route.mutable_receiver()->set_agency("WELFARE");
  route.mutable_receiver()->set_unit("WEST");
  route.set_reason("Where it belongs.");
  EXPECT_THAT(Call<v1::RouteCaseResponse>("supervisor", route), HasReason("UNIT_CLOSED"));
}

TEST_F(Protection, WaitsToBeSortedLikeAnybodyElsesWhereItComesBack) {
  const v1::Case open = Register("clerk", Matter("trade"));
  const v1::Case hidden = Register("clerk", Matter("trade", kProtectedPerson));
  Return("passport", open, "A matter of the PASS office's neighbour.");
  Return("shield", hidden, "Not a matter of SHIELD's.");
  ASSERT_EQ(Get("auditor", open.name()).state(), v1::STATE_TRIAGE);
  ASSERT_EQ(Get("auditor", hidden.name()).state(), v1::STATE_TRIAGE);
  for (const char* caller : {"clerk", "head"}) {
    EXPECT_EQ(Shown(Get(caller, open.name())), Shown(Get(caller, hidden.name()))) << caller;
  }
  EXPECT_EQ(Get("clerk", hidden.name()).state(), v1::STATE_TRIAGE);
  EXPECT_EQ(Get("clerk", hidden.name()).responsibility().authority(), "TOWN");
  EXPECT_EQ(Told("head", open), Told("head", hidden));
  EXPECT_EQ(Shown(Get("clerk", hidden.name())), Shown(Get("supervisor", hidden.name())));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto triage,
                               Call<v1::ListTriageResponse>("supervisor", v1::ListTriageRequest()));
  EXPECT_THAT(triage.DebugString(), HasSubstr(open.name()));
  EXPECT_THAT(triage.DebugString(), HasSubstr(hidden.name()));
  // No new list takes it from who sorts it.
  const uint64_t number = *ParseCaseName(hidden.name(), "name");
  EXPECT_FALSE(MayMove(**server().engine().snapshot()->FindCase(number)));
}

TEST_F(Protection, WhoseCaseHasComeBackTwiceShowsThatASupervisorDecides) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  Return("shield", hidden, "Not ours.");
  EXPECT_FALSE(Get("supervisor", hidden.name()).needs_supervisor());
  auto route = About<v1::RouteCaseRequest>(Get("supervisor", hidden.name()));
  route.mutable_receiver()->set_agency("TOWN");
  route.mutable_receiver()->set_unit("SHIELD");
  route.set_reason("Nobody else may have it.");
  SKRANKE_ASSERT_OK(Call<v1::RouteCaseResponse>("supervisor", route));
  Return("shield", hidden, "Still not ours.");
  EXPECT_TRUE(Get("supervisor", hidden.name()).needs_supervisor());
}

TEST_F(Protection, IsListedByTheStateThatIsShown) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  Close("shield", Start("shield", Accept("shield", hidden)));
  for (const char* caller : {"clerk", "supervisor", "inspector", "auditor"}) {
    const v1::State shown = Get(caller, hidden.name()).state();
    for (int state = v1::STATE_COMPLETE; state <= v1::State_MAX; ++state) {
      v1::ListCasesRequest list;
      list.set_state(static_cast<v1::State>(state));
      SKRANKE_ASSERT_OK_AND_ASSIGN(const auto cases, Call<v1::ListCasesResponse>(caller, list));
      EXPECT_EQ(cases.cases_size(), state == shown ? 1 : 0) << caller << " " << state;
    }
  }
}

TEST_F(Protection, IsNotToldByFilters) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  struct Row {
    const char* agency;
    const char* unit;
    int want;
  };
  for (const char* caller : {"clerk", "supervisor", "inspector"}) {
    for (const Row& row : {Row{"WELFARE", "", 1}, Row{"TOWN", "", 0}, Row{"TOWN", "SHIELD", 0}}) {
      v1::ListCasesRequest list;
      list.set_agency(row.agency);
      list.set_unit(row.unit);
      SKRANKE_ASSERT_OK_AND_ASSIGN(const auto cases, Call<v1::ListCasesResponse>(caller, list));
      EXPECT_EQ(cases.cases_size(), row.want) << caller << " " << row.agency << " " << row.unit;
    }
  }
}

TEST_F(Protection, NamesNoProtectedUnitInTheDirectory) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto directory,
                               Call<v1::GetDirectoryResponse>("clerk", v1::GetDirectoryRequest()));
  EXPECT_THAT(directory.DebugString(), Not(HasSubstr("SHIELD")));
}

}  // namespace
}  // namespace skranke
