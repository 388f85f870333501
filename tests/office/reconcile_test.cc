// An agency's own list of what it holds, compared with ours.
#include "libs/base/reason.h"
#include "libs/casework/case_name.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/testing/temp_dir.h"
#include "services/agency/reference_agency.h"
#include "skranke/v1/gap.pb.h"
#include "tests/office/correction_fixture.h"

namespace skranke {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const std::string kNobodysCase = FormatCaseName(7);

class Reconcile : public CorrectionFixture {
 protected:
  v1::Case Trade(absl::string_view clerk = "clerk", absl::string_view person = kOpenPerson) {
    return Register(clerk, Matter("trade", person));
  }
  v1::ReconcileHoldingsRequest NewList(const std::string& id = "monday") {
    v1::ReconcileHoldingsRequest request;
    request.set_list_id(id);
    request.mutable_list_time()->set_seconds(absl::ToUnixSeconds(clock().Now()));
    request.set_last(true);
    return request;
  }
  static void Add(const std::string& name, v1::State state, v1::ReconcileHoldingsRequest& request) {
    request.add_holdings()->set_name(name);
    request.mutable_holdings(request.holdings_size() - 1)->set_state(state);
    request.set_total_count(request.total_count() + 1);
  }
  v1::ReconcileHoldingsResponse Send(absl::string_view agency,
                                     const v1::ReconcileHoldingsRequest& request) {
    const auto response = Call<v1::ReconcileHoldingsResponse>(agency, request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::ReconcileHoldingsResponse();
  }
  v1::ListReconciliationsResponse List(absl::string_view caller, int page_size = 0,
                                       const std::string& token = "") {
    v1::ListReconciliationsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    const auto response = Call<v1::ListReconciliationsResponse>(caller, request);
    EXPECT_THAT(response, IsOk()) << caller;
    return response.ok() ? *response : v1::ListReconciliationsResponse();
  }
  std::vector<std::string> Names(absl::string_view caller) {
    std::vector<std::string> names;
    const auto listed = List(caller);
    for (const auto& difference : listed.differences()) names.push_back(difference.name());
    return names;
  }
};

TEST_F(Reconcile, FindsNothingWhereBothHaveTheSame) {
  const v1::Case accepted = Accept("passport", Trade());
  const v1::Case waits = Trade();
  Pass(absl::Seconds(2));
  auto list = NewList();
  Add(accepted.name(), v1::STATE_ACCEPTED, list);
  const auto compared = Send("POLICE", list);
  EXPECT_EQ(compared.holding_count(), 1);
  EXPECT_EQ(compared.agreed_count(), 1);
  EXPECT_EQ(compared.difference_count(), 0);
  EXPECT_THAT(List("inspector").differences(), IsEmpty());
  ASSERT_THAT(List("inspector").reconciliations(), SizeIs(1));
  EXPECT_EQ(List("inspector").reconciliations(0).list_id(), "monday");
}

TEST_F(Reconcile, ListsEveryDifference) {
  const v1::Case differs = Accept("passport", Trade());
  const v1::Case missing = Accept("passport", Trade());
  const v1::Case elsewhere = Accept("west", Register("clerk", Matter("aid")));
  Pass(absl::Seconds(2));
  auto list = NewList();
  Add(differs.name(), v1::STATE_DECIDED, list);
  Add(elsewhere.name(), v1::STATE_ACCEPTED, list);
  Add(kNobodysCase, v1::STATE_UNSPECIFIED, list);
  const auto compared = Send("POLICE", list);
  EXPECT_EQ(compared.agreed_count(), 0);
  EXPECT_EQ(compared.difference_count(), 4);
  std::map<std::string, v1::DifferenceKind> kinds;
  for (const auto& difference : compared.differences()) {
    kinds[difference.name()] = difference.kind();
    if (difference.kind() == v1::DIFFERENCE_KIND_NOT_THEIRS) {
      EXPECT_EQ(difference.our_state(), v1::STATE_UNSPECIFIED);
    }
  }
  EXPECT_EQ(kinds[differs.name()], v1::DIFFERENCE_KIND_STATE);
  EXPECT_EQ(kinds[missing.name()], v1::DIFFERENCE_KIND_NOT_HELD);
  EXPECT_EQ(kinds[elsewhere.name()], v1::DIFFERENCE_KIND_NOT_THEIRS);
  EXPECT_EQ(kinds[kNobodysCase], v1::DIFFERENCE_KIND_NOT_THEIRS);

  EXPECT_THAT(Names("inspector"),
              UnorderedElementsAre(differs.name(), missing.name(), elsewhere.name(), kNobodysCase));
  EXPECT_THAT(Names("supervisor"),
              UnorderedElementsAre(differs.name(), missing.name(), elsewhere.name()));
  EXPECT_THAT(Names("branch_supervisor"), IsEmpty());
  EXPECT_THAT(Names("POLICE"), SizeIs(4));
  EXPECT_THAT(Names("WELFARE"), IsEmpty());
}

TEST_F(Reconcile, TakesAListInPagesAndAPageTwice) {
  const v1::Case one = Accept("passport", Trade());
  const v1::Case two = Accept("passport", Trade());
  Pass(absl::Seconds(2));
  auto page = NewList();
  page.set_last(false);
  Add(one.name(), v1::STATE_ACCEPTED, page);
  EXPECT_EQ(Send("POLICE", page).holding_count(), 1);
  EXPECT_EQ(Send("POLICE", page).holding_count(), 1);
  EXPECT_THAT(List("inspector").reconciliations(), IsEmpty());
  page.clear_holdings();
  Add(two.name(), v1::STATE_ACCEPTED, page);
  page.set_last(true);
  const auto compared = Send("POLICE", page);
  EXPECT_EQ(compared.holding_count(), 2);
  EXPECT_EQ(compared.agreed_count(), 2);
  EXPECT_EQ(compared.difference_count(), 0);
  // The answer was lost.
  EXPECT_EQ(Send("POLICE", page).DebugString(), compared.DebugString());
  EXPECT_THAT(List("inspector").differences(), IsEmpty());
}

TEST_F(Reconcile, ComparesNoListThatLostAPage) {
  const v1::Case one = Accept("passport", Trade());
  const v1::Case two = Accept("passport", Trade());
  Pass(absl::Seconds(2));
  auto first = NewList();
  first.set_last(false);
  Add(one.name(), v1::STATE_ACCEPTED, first);
  Send("POLICE", first);
  Restart();
  auto last = first;
  last.clear_holdings();
  Add(two.name(), v1::STATE_ACCEPTED, last);
  last.set_last(true);
  EXPECT_THAT(Call<v1::ReconcileHoldingsResponse>("POLICE", last), HasReason("HOLDINGS_MISSING"));
  EXPECT_THAT(List("inspector").reconciliations(), IsEmpty());
  Send("POLICE", first);
  EXPECT_EQ(Send("POLICE", last).agreed_count(), 2);
}

TEST_F(Reconcile, BeginsAnewWithAnotherList) {
  const v1::Case one = Accept("passport", Trade());
  Pass(absl::Seconds(2));
  auto page = NewList("monday");
  page.set_last(false);
  Add(kNobodysCase, v1::STATE_UNSPECIFIED, page);
  Send("POLICE", page);
  auto other = NewList("tuesday");
  Add(one.name(), v1::STATE_ACCEPTED, other);
  EXPECT_EQ(Send("POLICE", other).difference_count(), 0);
}

TEST_F(Reconcile, ListsDifferencesInPages) {
  for (int i = 0; i < 3; ++i) Accept("passport", Trade());
  Pass(absl::Seconds(2));
  EXPECT_EQ(Send("POLICE", NewList()).difference_count(), 3);
  std::vector<std::string> names;
  std::string token;
  do {
    const auto page = List("inspector", 1, token);
    ASSERT_THAT(page.differences(), SizeIs(1));
    names.push_back(page.differences(0).name());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(names, Names("inspector"));
}

// A protected person's case shows to auditors and to who has it.
TEST_F(Reconcile, TellsNothingOfTheProtected) {
  const v1::Case hidden = Trade("clerk", kProtectedPerson);
  Accept("shield", GetItem("shield", hidden.name()).citizen_case());
  Pass(absl::Seconds(2));
  EXPECT_EQ(Send("TOWN", NewList()).difference_count(), 1);
  for (const char* caller : {"supervisor", "inspector", "head", "mediator", "POLICE"}) {
    EXPECT_THAT(Names(caller), IsEmpty()) << caller;
  }
  EXPECT_THAT(Names("auditor"), SizeIs(1));
  EXPECT_THAT(Names("TOWN"), SizeIs(1));
}

// The protected unit still lists what was taken from it: that it had it stays hidden.
TEST_F(Reconcile, TellsNothingOfWhoWasTakenForAProtectedPerson) {
  const v1::Case hidden = Trade("clerk", kProtectedPerson);
  Accept("shield", GetItem("shield", hidden.name()).citizen_case());
  MoveTo(kOpenPerson, hidden);
  Pass(absl::Seconds(2));
  auto list = NewList();
  Add(hidden.name(), v1::STATE_ACCEPTED, list);
  EXPECT_EQ(Send("TOWN", list).difference_count(), 1);
  for (const char* caller : {"supervisor", "inspector", "head", "mediator"}) {
    EXPECT_THAT(Names(caller), IsEmpty()) << caller;
  }
  EXPECT_THAT(Names("auditor"), SizeIs(1));
}

TEST_F(Reconcile, RefusesWhatIsNoList) {
  auto list = NewList();
  Add(kNobodysCase, v1::STATE_UNSPECIFIED, list);
  Add("cases/nobody", v1::STATE_UNSPECIFIED, list);
  EXPECT_EQ(FieldOf(Call<v1::ReconcileHoldingsResponse>("POLICE", list).status()),
            "holdings[1].name");
  list = NewList();
  list.clear_list_id();
  EXPECT_EQ(FieldOf(Call<v1::ReconcileHoldingsResponse>("POLICE", list).status()), "list_id");
  list = NewList();
  list.clear_list_time();
  EXPECT_EQ(FieldOf(Call<v1::ReconcileHoldingsResponse>("POLICE", list).status()), "list_time");
  list = NewList();
  list.mutable_list_time()->set_seconds(list.list_time().seconds() + 61);
  EXPECT_EQ(FieldOf(Call<v1::ReconcileHoldingsResponse>("POLICE", list).status()), "list_time");
  list = NewList();
  list.set_total_count(-1);
  EXPECT_EQ(FieldOf(Call<v1::ReconcileHoldingsResponse>("POLICE", list).status()), "total_count");
  list = NewList();
  Pass(absl::Hours(48) + absl::Seconds(1));
  EXPECT_EQ(FieldOf(Call<v1::ReconcileHoldingsResponse>("POLICE", list).status()), "list_time");
  for (const char* caller : {"passport", "supervisor", "clerk", "operator"}) {
    EXPECT_EQ(ReasonOf(Call<v1::ReconcileHoldingsResponse>(caller, NewList()).status()),
              "ROLE_MAY_NOT");
  }
}

TEST_F(Reconcile, IsDoneByTheReferenceAgencyOnceADay) {
  TempDir store;
  const AgencyOptions options{.agency = "WELFARE",
                              .office_server = absl::StrCat("127.0.0.1:", server().port()),
                              .pull_units = {"WEST"},
                              .reconcile_every = absl::Hours(24)};
  std::unique_ptr<ReferenceAgency> agency;
  const auto start = [&] {
    agency.reset();
    agency = ReferenceAgency::Start(options, OpenRocksDb(store.path()).value(), &clock()).value();
  };
  const auto latest = [&] {
    const auto listed = List("supervisor");
    return listed.reconciliations().empty() ? "" : listed.reconciliations(0).list_id();
  };
  start();
  ASSERT_TRUE(Eventually([&] { return !latest().empty(); }));
  const std::string first = latest();
  const v1::Case held = Register("clerk", Matter("aid"));
  ASSERT_TRUE(Eventually([&] {
    clock().Advance(absl::Milliseconds(100));
    return Get("clerk", held.name()).state() == v1::STATE_IN_PROGRESS;
  }));
  // Of a unit whose cases its system does not fetch.
  const v1::Case lost = Accept("east", Register("branch_clerk", Matter("aid")));
  Pass(absl::Hours(23));
  start();
  absl::SleepFor(absl::Milliseconds(500));
  EXPECT_EQ(latest(), first);
  // In two steps, so that the agency's clock is never a minute ahead of what the office has
  // noticed.
  Pass(absl::Hours(1) - absl::Seconds(30));
  Pass(absl::Seconds(30));
  EXPECT_TRUE(Eventually([&] { return latest() != first; }));
  EXPECT_THAT(Names("auditor"), UnorderedElementsAre(lost.name()));
}

}  // namespace
}  // namespace skranke
