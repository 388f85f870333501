// Cases of the agencies' own staff: another unit has them, and nothing at the counter differs.
#include <algorithm>

#include "absl/strings/str_replace.h"
#include "tests/office/office_fixture.h"
#include "tests/office/own_staff_town.h"
#include "tests/office/shown_answers.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OwnStaff : public OfficeFixture {
 protected:
  OwnStaff() : OfficeFixture(WithOwnStaff(TownPackage())) {}

  absl::StatusOr<v1::RegisterCaseResponse> Ask(v1::RegisterCaseRequest request,
                                               absl::string_view person) {
    request.mutable_parties(0)->mutable_person()->set_number(std::string(person));
    return Call<v1::RegisterCaseResponse>("clerk", request);
  }

  v1::Case RegisterStaff(absl::string_view task) {
    return Register("clerk", Matter(task, StaffPerson()));
  }

  std::vector<std::string> Filtered(absl::string_view caller, const v1::ListCasesRequest& request) {
    std::vector<std::string> names;
    const auto cases = Call<v1::ListCasesResponse>(caller, request);
    EXPECT_THAT(cases, IsOk());
    if (!cases.ok()) return names;
    for (const v1::Case& c : cases->cases()) names.push_back(c.name());
    return names;
  }
};

TEST_F(OwnStaff, GetsTheSameBytesAtTheCounterAsAnybody) {
  for (const v1::RegisterCaseRequest& matter : EveryKindOfMatter()) {
    clock().Advance(absl::Minutes(1));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open, Ask(matter, kOpenPerson));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto staff, Ask(matter, StaffPerson()));
    EXPECT_EQ(Shown(open), Shown(staff)) << matter.ShortDebugString();
    for (const char* caller : {"clerk", "head"}) {
      EXPECT_EQ(Shown(Get(caller, open.citizen_case().name())),
                Shown(Get(caller, staff.citizen_case().name())))
          << caller << matter.ShortDebugString();
    }
  }
}

TEST_F(OwnStaff, GetsTheSameDryRunAsAnybody) {
  for (const v1::RegisterCaseRequest& matter : EveryKindOfMatter()) {
    v1::ClassifyCaseRequest dry;
    dry.set_task(matter.task());
    *dry.mutable_parties() = matter.parties();
    const auto answer = [&](absl::string_view person) {
      dry.mutable_parties(0)->mutable_person()->set_number(std::string(person));
      return Call<v1::ClassifyCaseResponse>("clerk", dry).value().SerializeAsString();
    };
    EXPECT_EQ(answer(kOpenPerson), answer(StaffPerson())) << matter.task();
  }
}

TEST_F(OwnStaff, GetsTheSameRefusalsAtTheCounterAsAnybody) {
  v1::RegisterCaseRequest quick = Matter("aid");
  quick.mutable_finish()->set_outcome("ISSUED");
  const auto open = Ask(quick, kOpenPerson).status();
  const auto staff = Ask(quick, StaffPerson()).status();
  EXPECT_FALSE(open.ok());
  EXPECT_EQ(open.ToString(), staff.ToString());
}

TEST_F(OwnStaff, IsListedAtTheCounterAsAnybody) {
  for (const char* task : {"aid", "acute", "orphan", "copy"}) {
    const std::string open = Register("clerk", Matter(task)).name();
    const std::string staff = RegisterStaff(task).name();
    for (int state = v1::STATE_UNSPECIFIED; state <= v1::State_MAX; ++state) {
      for (const char* agency : {"", "WELFARE", "TOWN"}) {
        v1::ListCasesRequest list;
        list.set_task(task);
        list.set_state(static_cast<v1::State>(state));
        list.set_agency(agency);
        const auto names = Filtered("clerk", list);
        EXPECT_EQ(std::count(names.begin(), names.end(), open),
                  std::count(names.begin(), names.end(), staff))
            << task << " " << state << " " << agency;
      }
    }
  }
}

// An orphan of own staff is really with a unit; supervisors are told TRIAGE, as of anybody's.
TEST_F(OwnStaff, StandsInTheSameListsOfSupervisors) {
  for (const char* task : {"aid", "orphan"}) {
    const std::string open = Register("clerk", Matter(task)).name();
    const std::string staff = RegisterStaff(task).name();
    SKRANKE_ASSERT_OK_AND_ASSIGN(
        const auto triage, Call<v1::ListTriageResponse>("supervisor", v1::ListTriageRequest()));
    SKRANKE_ASSERT_OK_AND_ASSIGN(
        const auto unaccepted,
        Call<v1::ListUnacceptedResponse>("supervisor", v1::ListUnacceptedRequest()));
    const auto has = [](const auto& list, const std::string& name) {
      return list.DebugString().find(name) != std::string::npos;
    };
    EXPECT_EQ(has(triage, open), has(triage, staff)) << task;
    EXPECT_EQ(has(unaccepted, open), has(unaccepted, staff)) << task;
    EXPECT_THAT(triage.DebugString() + unaccepted.DebugString(), Not(HasSubstr("\"OWN\"")));
  }
}

TEST_F(OwnStaff, GoesToTheUnitThatTheRouterKnows) {
  // Without a row for own staff: the agency's unit for them; with one: what it says.
  EXPECT_EQ(Get("auditor", RegisterStaff("aid").name()).responsibility().unit(), "OWN");
  EXPECT_EQ(Get("auditor", RegisterStaff("acute").name()).responsibility().unit(), "EAST");
  // POLICE has no such unit: the ordinary one.
  EXPECT_EQ(Get("auditor", RegisterStaff("trade").name()).responsibility().unit(), "PASS");
  EXPECT_EQ(Get("auditor", Register("clerk", Matter("aid")).name()).responsibility().unit(),
            "WEST");
}

TEST_F(OwnStaff, IsInvisibleToTheUsualUnit) {
  const v1::Case staff = RegisterStaff("aid");
  EXPECT_EQ(GetItem("own", staff.name()).citizen_case().responsibility().unit(), "OWN");
  v1::GetWorkItemRequest get;
  get.set_name(staff.name());
  for (const char* caller : {"west", "east", "sorter"}) {
    EXPECT_THAT(Call<v1::GetWorkItemResponse>(caller, get), HasReason("CASE_NOT_FOUND")) << caller;
  }
}

TEST_F(OwnStaff, WhoIsProtectedTooGoesToTheProtectedUnit) {
  v1::RegisterCaseRequest request = Matter("aid", StaffPerson());
  v1::Party* child = request.add_parties();
  child->set_role(v1::PARTY_ROLE_SUBJECT);
  child->mutable_person()->set_number(kProtectedPerson);
  EXPECT_EQ(Get("auditor", Register("clerk", request).name()).responsibility().unit(), "SHIELD");
}

TEST_F(OwnStaff, HoldsForAnyPartyAndAfterASupplement) {
  v1::RegisterCaseRequest request = Matter("form");
  v1::Party* child = request.add_parties();
  child->set_role(v1::PARTY_ROLE_SUBJECT);
  child->mutable_person()->set_number(StaffPerson());
  request.set_task("aid");
  EXPECT_EQ(Get("auditor", Register("clerk", request).name()).responsibility().unit(), "OWN");
  request.set_task("orphan");
  EXPECT_EQ(Get("auditor", Register("clerk", request).name()).responsibility().unit(), "EAST");
}

// A supervisor who names the usual unit cannot know; the reply is that of anybody's case.
TEST_F(OwnStaff, IsRoutedByPeopleToTheUnitForOwnStaff) {
  const auto send = [this](absl::string_view person) {
    auto route = About<v1::RouteCaseRequest>(
        Get("supervisor", Register("clerk", Matter("dated", person)).name()));
    route.mutable_receiver()->set_agency("WELFARE");
    route.mutable_receiver()->set_unit("WEST");
    route.set_reason("Where it belongs.");
    const auto response = Call<v1::RouteCaseResponse>("supervisor", route);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->citizen_case() : v1::Case();
  };
  const v1::Case open = send(kOpenPerson);
  const v1::Case staff = send(StaffPerson());
  EXPECT_EQ(Get("auditor", open.name()).responsibility().unit(), "WEST");
  EXPECT_EQ(Get("auditor", staff.name()).responsibility().unit(), "OWN");
}

// The unit for own staff gave it back: whom a person names now gets it.
TEST_F(OwnStaff, DoesNotComeBackToTheUnitThatReturnedIt) {
  const v1::Case staff = RegisterStaff("aid");
  auto give_back = About<v1::ReturnCaseRequest>(GetItem("own", staff.name()).citizen_case());
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("A colleague of ours, and a friend.");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("own", give_back));
  auto route = About<v1::RouteCaseRequest>(Get("supervisor", staff.name()));
  route.mutable_receiver()->set_agency("WELFARE");
  route.mutable_receiver()->set_unit("EAST");
  route.set_reason("East can.");
  SKRANKE_ASSERT_OK(Call<v1::RouteCaseResponse>("supervisor", route));
  EXPECT_EQ(Get("auditor", staff.name()).responsibility().unit(), "EAST");
}

TEST_F(OwnStaff, CanBeExplainedLater) {
  for (const char* task : {"aid", "acute", "trade"}) {
    v1::ExplainCaseRequest explain;
    explain.set_name(RegisterStaff(task).name());
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto response,
                                 Call<v1::ExplainCaseResponse>("auditor", explain));
    EXPECT_TRUE(response.re_derived_same()) << task << response.DebugString();
  }
}

class Criteria : public OfficeFixture {
 protected:
  static PackageFiles Town() {
    PackageFiles files = TownPackage();
    std::string& routing = files[TaskListPath("1", "routing.csv")];
    absl::StrReplaceAll({{"\n", ",,\n"}, {"agency,unit\n", "agency,unit,action,service_line\n"}},
                        &routing);
    routing += "trade,*,none,,,WELFARE,EAST,COMPLAINT,\ntrade,*,none,,,WELFARE,WEST,,FAMILY\n";
    return files;
  }
  Criteria() : OfficeFixture(Town()) {}
};

TEST_F(Criteria, RouteByActionAndServiceLine) {
  const auto unit_of = [this](const char* action, const char* line) {
    v1::RegisterCaseRequest request = Matter("trade");
    request.set_action(action);
    request.set_service_line(line);
    const v1::Case c = Register("clerk", request);
    EXPECT_EQ(c.action(), action);
    EXPECT_EQ(c.service_line(), line);
    return Get("auditor", c.name()).responsibility().unit();
  };
  EXPECT_EQ(unit_of("", ""), "PASS");
  EXPECT_EQ(unit_of("RENEWAL", "WORK"), "PASS");
  EXPECT_EQ(unit_of("COMPLAINT", ""), "EAST");
  EXPECT_EQ(unit_of("", "FAMILY"), "WEST");
  EXPECT_EQ(unit_of("COMPLAINT", "FAMILY"), "EAST");
}

TEST_F(Criteria, AreCodesAndNamedWhereTheyAreNot) {
  v1::RegisterCaseRequest action = Matter("trade");
  action.set_action("complaint");
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("clerk", action), HasField("action"));
  v1::RegisterCaseRequest line = Matter("trade");
  line.set_service_line("A B");
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("clerk", line), HasField("service_line"));
  v1::ClassifyCaseRequest dry;
  dry.set_task("trade");
  dry.set_action("x");
  EXPECT_THAT(Call<v1::ClassifyCaseResponse>("clerk", dry), HasField("action"));
}

TEST_F(Criteria, DecideADryRunToo) {
  const auto authority_of = [this](const char* action) {
    v1::ClassifyCaseRequest dry;
    dry.set_task("trade");
    dry.set_action(action);
    const auto response = Call<v1::ClassifyCaseResponse>("clerk", dry);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->answer().authority() : "";
  };
  EXPECT_EQ(authority_of(""), "POLICE");
  EXPECT_EQ(authority_of("COMPLAINT"), "WELFARE");
}

}  // namespace
}  // namespace skranke
