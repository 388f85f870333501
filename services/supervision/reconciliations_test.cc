// What keeps lists of holdings within bounds.
#include "services/supervision/reconciliations.h"

#include <atomic>
#include <thread>

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

class ReconciliationsTest : public ::testing::Test {
 protected:
  v1::ReconcileHoldingsRequest ListOf(int cases) {
    v1::ReconcileHoldingsRequest request;
    request.set_list_id("monday");
    request.mutable_list_time()->set_seconds(absl::ToUnixSeconds(town_.clock().Now()));
    for (int i = 1; i <= cases; ++i) {
      request.add_holdings()->set_name(FormatCaseName(static_cast<uint64_t>(i)));
    }
    request.set_total_count(cases);
    return request;
  }
  absl::StatusOr<v1::ReconcileHoldingsResponse> Take(Reconciliations& lists, const char* agency,
                                                     const v1::ReconcileHoldingsRequest& request) {
    const auto now = town_.snapshot();
    SKRANKE_ASSIGN_OR_RETURN(const Caller caller,
                             ResolveCaller(*now->installation().directory, agency));
    return lists.Take(*now, caller, request);
  }

  Town town_;
};

TEST_F(ReconciliationsTest, TakeNoMoreHoldingsOfAllAgenciesThanTheyMayKeep) {
  Reconciliations lists(&town_.clock(), /*holdings_max=*/3);
  SKRANKE_EXPECT_OK(Take(lists, "CITY", ListOf(2)));
  EXPECT_THAT(Take(lists, "STATE", ListOf(2)), HasReason("TOO_MANY_HOLDINGS"));
  SKRANKE_EXPECT_OK(Take(lists, "STATE", ListOf(1)));
}

TEST_F(ReconciliationsTest, TakeAListOfANightInWhichNothingIsStored) {
  Reconciliations lists(&town_.clock());
  town_.clock().Advance(absl::Hours(5));
  SKRANKE_EXPECT_OK(Take(lists, "CITY", ListOf(2)));
  auto ahead = ListOf(2);
  ahead.mutable_list_time()->set_seconds(absl::ToUnixSeconds(town_.clock().Now()) + 61);
  EXPECT_THAT(Take(lists, "CITY", ahead), HasField("list_time"));
  auto old = ListOf(2);
  old.mutable_list_time()->set_seconds(absl::ToUnixSeconds(town_.clock().Now()) - 48 * 3600 - 1);
  EXPECT_THAT(Take(lists, "CITY", old), HasField("list_time"));
}

// Many enough that the other is asked while they are compared.
constexpr int kManyCases = 200'000;

TEST_F(ReconciliationsTest, CompareOneListAtATime) {
  Reconciliations lists(&town_.clock());
  SKRANKE_ASSERT_OK(Take(lists, "STATE", ListOf(kManyCases)));
  auto last = ListOf(0);
  last.set_total_count(kManyCases);
  last.set_last(true);
  std::atomic<bool> done = false;
  std::thread other([&] {
    // The few may be compared just then.
    while (ReasonOf(Take(lists, "STATE", last).status()) == "ALREADY_RUNNING") {
    }
    done = true;
  });
  bool refused = false;
  for (int i = 0; !refused && !done; ++i) {
    auto few = ListOf(1);
    few.set_list_id(absl::StrCat("list-", i));
    few.set_last(true);
    const auto answer = Take(lists, "CITY", few);
    refused = !answer.ok() && ReasonOf(answer.status()) == "ALREADY_RUNNING";
  }
  other.join();
  EXPECT_TRUE(refused);
}

}  // namespace
}  // namespace skranke
