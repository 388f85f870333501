#include "services/supervision/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/casework/rederive.h"
#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

absl::StatusOr<v1::GetCaseHistoryResponse> History(Town& town, absl::string_view caller,
                                                   const std::string& name) {
  v1::GetCaseHistoryRequest request;
  request.set_name(name);
  return town.Call<v1::GetCaseHistoryResponse>(caller, "GetCaseHistory", request);
}

absl::StatusOr<v1::ExplainCaseResponse> Explain(Town& town, absl::string_view caller,
                                                const std::string& name) {
  v1::ExplainCaseRequest request;
  request.set_name(name);
  return town.Call<v1::ExplainCaseResponse>(caller, "ExplainCase", request);
}

std::vector<std::string> Events(const v1::GetCaseHistoryResponse& history) {
  std::vector<std::string> events;
  for (const auto& entry : history.entries()) events.push_back(entry.event());
  return events;
}

void Accept(Town& town, absl::string_view caller, const std::string& name) {
  v1::AcceptCaseRequest request;
  request.set_name(name);
  request.set_etag(town.EtagOf(name));
  const auto stored = town.Stored(name);
  const auto& handover = *stored.handovers().rbegin();
  if (handover.push()) request.set_token(FormatToken(handover.token()));
  EXPECT_THAT(town.Do<v1::AcceptCaseResponse>(caller, request, &JudgeAcceptCase), IsOk());
}

void Return(Town& town, absl::string_view caller, const std::string& name, absl::string_view agency,
            absl::string_view unit) {
  v1::ReturnCaseRequest request;
  request.set_name(name);
  request.set_etag(town.EtagOf(name));
  request.set_code(v1::RETURN_CODE_NOT_OURS);
  request.set_sentence("Belongs elsewhere");
  if (!agency.empty()) {
    request.mutable_proposed_owner()->set_agency(std::string(agency));
    request.mutable_proposed_owner()->set_unit(std::string(unit));
  }
  EXPECT_THAT(town.Do<v1::ReturnCaseResponse>(caller, request, &JudgeReturnCase), IsOk());
}

TEST(CaseHistory, TellsEveryEventWithWhoAndWhy) {
  Town town;
  const std::string name = town.Register("clerk", "aid").name();
  Return(town, "desk", name, "STATE", "DESK");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto history, History(town, "supervisor", name));
  EXPECT_THAT(Events(history),
              ElementsAre("CASE_REGISTERED", "CASE_CLASSIFIED", "CASE_KEPT", "CASE_ROUTED",
                          "CASE_DELIVERED", "CASE_RETURNED", "CASE_ROUTED"));
  const auto& routed = history.entries(3);
  EXPECT_EQ(routed.actor(), "clerk");
  EXPECT_EQ(routed.state(), v1::STATE_ROUTED);
  EXPECT_EQ(routed.decision().row(), "routing.csv:2");
  EXPECT_THAT(routed.sentence(), HasSubstr("CITY/DESK without bank_consent"));
  EXPECT_EQ(history.entries(1).classification().case_class(), v1::CASE_CLASS_DISCRETIONARY);
  const auto& returned = history.entries(5);
  EXPECT_EQ(returned.actor(), "desk");
  EXPECT_EQ(returned.sentence(),
            "CITY/DESK returned it, NOT_OURS, proposing STATE/DESK: Belongs elsewhere.");
  EXPECT_EQ(history.entries(6).decision().cause(), v1::RoutingDecision::CAUSE_RETURN);
}

TEST(CaseHistory, OfAnAbsentOrInvisibleCaseIsNotFound) {
  Town town;
  const std::string name = town.Register("clerk", "trade").name();
  EXPECT_THAT(History(town, "supervisor", FormatCaseName(1)), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(History(town, "ferry_supervisor", name), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Explain(town, "ferry_supervisor", name), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(History(town, "head", name), IsOk());
  EXPECT_THAT(History(town, "inspector", name), IsOk());
  EXPECT_THAT(History(town, "clerk", name), HasReason("ROLE_MAY_NOT"));
  EXPECT_THAT(History(town, "supervisor", "nonsense"), HasField("name"));
}

// What differs between two cases of the same story by nothing but their number and position.
std::string Comparable(v1::GetCaseHistoryResponse history, v1::ExplainCaseResponse why) {
  std::string text = why.DebugString();
  for (auto& entry : *history.mutable_entries()) {
    entry.clear_position();
    absl::StrAppend(&text, entry.DebugString());
  }
  return text;
}

TEST(CaseHistory, OfAProtectedPersonReadsAtTheCounterLikeAnyOther) {
  for (const char* task : {"trade", "aid", "orphan"}) {
    Town town;
    const std::string open = town.Register("clerk", task, kOpenPerson).name();
    const std::string hidden = town.Register("clerk", task, kProtectedPerson).name();
    ASSERT_TRUE(town.Stored(hidden).hidden_route());
    if (task != std::string("orphan")) {
      Accept(town, task == std::string("trade") ? "worker" : "desk", open);
      Accept(town, "shield", hidden);
    }
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open_history, History(town, "head", open));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto hidden_history, History(town, "head", hidden));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open_why, Explain(town, "head", open));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto hidden_why, Explain(town, "head", hidden));
    EXPECT_EQ(Comparable(open_history, open_why), Comparable(hidden_history, hidden_why)) << task;
  }
}

TEST(CaseHistory, OfAProtectedPersonShowsItsUnitToAuditorsAlone) {
  Town town;
  const std::string hidden = town.Register("clerk", "trade", kProtectedPerson).name();
  Accept(town, "shield", hidden);
  for (const char* caller : {"head", "supervisor", "inspector"}) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto history, History(town, caller, hidden));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto why, Explain(town, caller, hidden));
    const std::string shown = history.DebugString() + why.DebugString();
    EXPECT_THAT(shown, Not(HasSubstr("SHIELD"))) << caller;
    EXPECT_THAT(shown, Not(HasSubstr("shield"))) << caller;
    EXPECT_THAT(shown, Not(HasSubstr("protect"))) << caller;
    EXPECT_TRUE(why.re_derived_same()) << caller;
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto why, Explain(town, "auditor", hidden));
  EXPECT_EQ(why.decision().receiver().unit(), "SHIELD");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto history, History(town, "auditor", hidden));
  EXPECT_EQ(history.entries().rbegin()->actor(), "shield");
}

TEST(ExplainCase, NamesTheRowsThatDidNotDecide) {
  PackageFiles package = TownPackage();
  package["lists/1/routing.csv"] +=
      "aid,quay,none,,,STATE,DESK\n"
      "aid,*,protected,,,CITY,SHIELD\n";
  Town town(package);
  const std::string name = town.Register("clerk", "aid").name();
  const auto shown = [&](absl::string_view caller) {
    std::vector<std::string> lines;
    const auto why = Explain(town, caller, name);
    EXPECT_THAT(why, IsOk());
    for (const auto& other : why->alternatives()) {
      lines.push_back(
          absl::StrCat(other.row(), " ", other.agency(), "/", other.unit(), " ", other.reason()));
    }
    return lines;
  };
  EXPECT_THAT(shown("head"), ElementsAre("routing.csv:3 STATE/ It is for the place quay."));
  EXPECT_THAT(shown("auditor"),
              ElementsAre("routing.csv:3 STATE/DESK It is for the place quay.",
                          "routing.csv:4 CITY/SHIELD It is for protected persons."));
}

// The next list moves trade to another unit, and the next directory shortens what is quick.
PackageFiles NextPackage() {
  PackageFiles files = TownPackage();
  for (const char* name : {"list", "tasks", "conditions", "requirements", "routing"}) {
    const std::string end = absl::StrCat("/", name, ".csv");
    files["lists/2" + end] = files["lists/1" + end];
  }
  files["lists/2/list.csv"] = "version,valid_from,resolution\n2,2026-03-02,Council 8/26\n";
  files["lists/2/routing.csv"] +=
      "trade,*,*,,,CITY,DESK\n"
      "form,*,*,,,CITY,SORT\n";
  files["office.csv"] =
      absl::StrReplaceAll(files["office.csv"], {{"quick_max_minutes,20", "quick_max_minutes,5"}});
  return files;
}

TEST(ExplainCase, JudgesAgainTheSameAfterANewListAndDirectory) {
  Town town;
  std::vector<std::string> names;
  for (const char* task : {"form", "trade", "aid", "orphan", "pass"}) {
    names.push_back(town.Register("clerk", task).name());
  }
  Return(town, "desk", names[2], "STATE", "DESK");
  v1::SendToOwnerRequest request;
  request.set_name(names[0]);
  request.set_etag(town.EtagOf(names[0]));
  request.set_reason("The queue is long");
  ASSERT_THAT(town.Do<v1::SendToOwnerResponse>("clerk", request, &JudgeSendToOwner), IsOk());
  town.Apply(NextPackage());
  ASSERT_EQ(town.snapshot()->installation().directory->version(), 2u);
  for (const std::string& name : names) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto why, Explain(town, "supervisor", name));
    EXPECT_TRUE(why.re_derived_same()) << why.DebugString();
    EXPECT_THAT(why.differences(), IsEmpty());
    EXPECT_EQ(why.classification().list_version(), "1");
  }
  // The new list and directory do decide otherwise: the same matters registered now.
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto moved,
                               Explain(town, "supervisor", town.Register("clerk", "trade").name()));
  EXPECT_EQ(moved.decision().receiver().agency(), "CITY");
  EXPECT_EQ(moved.classification().list_version(), "2");
  EXPECT_EQ(town.Register("clerk", "form").classification().case_class(),
            v1::CASE_CLASS_DISCRETIONARY);
}

TEST(ExplainCase, JudgesAgainByTheFactsOfTheLatestVerdict) {
  Town town;
  v1::RegisterCaseRequest request;
  request.set_task("pass");
  request.set_channel(v1::CHANNEL_COUNTER);
  request.add_parties()->set_role(v1::PARTY_ROLE_APPLICANT);
  request.mutable_parties(0)->mutable_person()->set_number(kOpenPerson);
  auto* citizen = request.add_facts();
  citizen->set_name("citizen");
  citizen->set_flag(true);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto registered, town.Do<v1::RegisterCaseResponse>(
                                                          "clerk", request, &JudgeRegisterCase));
  const std::string name = registered.citizen_case().name();
  ASSERT_EQ(registered.citizen_case().state(), v1::STATE_INCOMPLETE);
  v1::SupplementCaseRequest supplement;
  supplement.set_name(name);
  auto* age = supplement.add_facts();
  age->set_name("age");
  age->set_number("17");
  ASSERT_THAT(town.Do<v1::SupplementCaseResponse>("clerk", supplement, &JudgeSupplementCase),
              IsOk());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto why, Explain(town, "supervisor", name));
  EXPECT_EQ(why.classification().row(), "conditions.csv:2");
  EXPECT_TRUE(why.re_derived_same()) << why.DebugString();
}

// What somebody could have changed in a stored case, and what re-derivation says of it.
struct Forgery {
  const char* name;
  void (*forge)(storage::v1::Event& event);
  const char* difference;
};

const Forgery kForgeries[] = {
    {"class",
     [](auto& event) {
       if (!event.has_case_classified()) return;
       event.mutable_case_classified()->mutable_verdict()->set_case_class(v1::CASE_CLASS_QUICK);
     },
     "The class judged again"},
    {"row",
     [](auto& event) {
       if (!event.has_case_classified()) return;
       event.mutable_case_classified()->mutable_verdict()->set_row("tasks.csv:99");
     },
     "the stored one is tasks.csv:99"},
    {"list",
     [](auto& event) {
       if (!event.has_case_classified()) return;
       event.mutable_case_classified()->mutable_verdict()->set_list_hash("another");
     },
     "is not installed"},
    {"inputs",
     [](auto& event) {
       if (!event.has_case_classified()) return;
       event.mutable_case_classified()->mutable_verdict()->clear_inputs();
     },
     "The verdict judged again looks at other inputs"},
    {"receiver",
     [](auto& event) {
       if (!event.has_case_routed()) return;
       auto* handover = event.mutable_case_routed()->mutable_handover();
       handover->mutable_decision()->mutable_receiver()->set_unit("SORT");
     },
     "The receiver judged again"},
    {"directory",
     [](auto& event) {
       if (!event.has_case_routed()) return;
       auto* handover = event.mutable_case_routed()->mutable_handover();
       handover->mutable_decision()->set_directory_version(9);
     },
     "The directory of version 9 is not installed."},
    {"state",
     [](auto& event) {
       if (event.has_case_routed()) event.mutable_case_triaged();
     },
     "do not give the stored case"},
};

TEST(Rederive, FindsWhatWasForged) {
  Town town;
  const std::string name = town.Register("clerk", "trade").name();
  const auto snapshot = town.snapshot();
  const auto stored = town.Stored(name);
  for (const Forgery& forgery : kForgeries) {
    auto records = *snapshot->FindRecords({stored.positions().begin(), stored.positions().end()});
    for (auto& record : records) {
      for (auto& event : *record.mutable_events()) forgery.forge(event);
    }
    SKRANKE_ASSERT_OK_AND_ASSIGN(
        const auto rederived,
        Rederive(stored, records, snapshot->installation(),
                 [&](uint64_t version) { return snapshot->FindDirectory(version); }));
    EXPECT_FALSE(rederived.same) << forgery.name;
    EXPECT_THAT(rederived.differences, ::testing::Contains(HasSubstr(forgery.difference)))
        << forgery.name;
  }
}

}  // namespace
}  // namespace skranke
