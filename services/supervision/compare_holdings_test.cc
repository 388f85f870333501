// What differs between our cases and an agency's list of them.
#include "services/supervision/compare_holdings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using ::testing::HasSubstr;
using ::testing::Not;

const absl::Time kListTime = absl::FromUnixSeconds(1'770'000'000);

CaseState Ours(v1::State state = v1::STATE_IN_PROGRESS) {
  CaseState c;
  c.set_number(7);
  c.set_state(state);
  c.mutable_owner()->set_authority("SKATT");
  c.mutable_owner()->set_unit("EAST");
  c.set_agency_case_number("S-1");
  c.add_handovers()->mutable_receiver()->set_agency("NAV");
  c.add_handovers()->mutable_receiver()->set_agency("SKATT");
  c.set_update_us(absl::ToUnixMicros(kListTime) - 1);
  return c;
}

Held Theirs(v1::State state = v1::STATE_IN_PROGRESS) { return {.number = 7, .state = state}; }

v1::DifferenceKind Difference(const CaseState& ours, const absl::optional<Held>& theirs) {
  return Compare(&ours, "SKATT", theirs, kListTime);
}

TEST(CompareHoldings, FindsNothingWhereBothSayTheSame) {
  Held theirs = Theirs();
  theirs.handover = 2;
  theirs.case_number_hash = CaseNumberHash("S-1");
  EXPECT_EQ(Difference(Ours(), theirs), v1::DIFFERENCE_KIND_UNSPECIFIED);
  EXPECT_EQ(Difference(Ours(), Held{.number = 7}), v1::DIFFERENCE_KIND_UNSPECIFIED);
}

TEST(CompareHoldings, MissesWhatHasArrivedAndIsNotListed) {
  EXPECT_EQ(Difference(Ours(), absl::nullopt), v1::DIFFERENCE_KIND_NOT_HELD);
  EXPECT_EQ(Difference(Ours(v1::STATE_DELIVERED), absl::nullopt), v1::DIFFERENCE_KIND_NOT_HELD);
  EXPECT_EQ(Difference(Ours(v1::STATE_ROUTED), absl::nullopt), v1::DIFFERENCE_KIND_UNSPECIFIED);
  EXPECT_EQ(Difference(Ours(v1::STATE_TRIAGE), absl::nullopt), v1::DIFFERENCE_KIND_UNSPECIFIED);
  EXPECT_EQ(Difference(Ours(v1::STATE_CLOSED), absl::nullopt), v1::DIFFERENCE_KIND_UNSPECIFIED);
}

TEST(CompareHoldings, FindsWhatIsNotOrNoLongerTheirs) {
  CaseState moved = Ours();
  moved.mutable_owner()->set_authority("NAV");
  EXPECT_EQ(Difference(moved, Theirs()), v1::DIFFERENCE_KIND_NOT_THEIRS);
  EXPECT_EQ(Difference(Ours(v1::STATE_CLOSED), Theirs()), v1::DIFFERENCE_KIND_NOT_THEIRS);
  EXPECT_EQ(Compare(nullptr, "SKATT", Theirs(), kListTime), v1::DIFFERENCE_KIND_NOT_THEIRS);
}

TEST(CompareHoldings, FindsWhereStatesHandoversAndNumbersDisagree) {
  EXPECT_EQ(Difference(Ours(), Theirs(v1::STATE_DECIDED)), v1::DIFFERENCE_KIND_STATE);
  EXPECT_EQ(Difference(Ours(v1::STATE_ROUTED), Theirs(v1::STATE_DELIVERED)),
            v1::DIFFERENCE_KIND_UNSPECIFIED);
  Held earlier = Theirs();
  earlier.handover = 1;
  EXPECT_EQ(Difference(Ours(), earlier), v1::DIFFERENCE_KIND_HANDOVER);
  Held other = Theirs();
  other.case_number_hash = CaseNumberHash("S-2");
  EXPECT_EQ(Difference(Ours(), other), v1::DIFFERENCE_KIND_CASE_NUMBER);
}

TEST(CompareHoldings, LeavesOutWhatChangedSinceTheListWasMade) {
  CaseState changed = Ours();
  changed.set_update_us(absl::ToUnixMicros(kListTime));
  EXPECT_EQ(Difference(changed, absl::nullopt), v1::DIFFERENCE_KIND_UNSPECIFIED);
  EXPECT_EQ(Difference(changed, Theirs(v1::STATE_DECIDED)), v1::DIFFERENCE_KIND_UNSPECIFIED);
  changed.mutable_owner()->set_authority("NAV");
  EXPECT_EQ(Difference(changed, Theirs()), v1::DIFFERENCE_KIND_UNSPECIFIED);
}

// What an agency never had looks to it like what is not there.
TEST(CompareHoldings, TellsNothingOfACaseThatTheAgencyNeverHad) {
  CaseState changed = Ours();
  changed.set_update_us(absl::ToUnixMicros(kListTime));
  changed.mutable_owner()->set_authority("NAV");
  changed.mutable_handovers()->RemoveLast();
  EXPECT_EQ(Difference(changed, Theirs()), v1::DIFFERENCE_KIND_NOT_THEIRS);
}

// What is not there is sent again, but for who fetches.
TEST(CompareHoldings, SaysWhatIsToBeDoneByTheWayToTheAgency) {
  const auto missing = [](EndpointKind way) {
    return NextStep(v1::DIFFERENCE_KIND_NOT_HELD, "TAX", way);
  };
  EXPECT_THAT(missing(EndpointKind::kPull), HasSubstr("TAX fetches it again"));
  EXPECT_THAT(missing(EndpointKind::kPull), Not(HasSubstr("redeliver")));
  for (const auto way : {EndpointKind::kGrpc, EndpointKind::kWebhook, EndpointKind::kFileDrop}) {
    EXPECT_THAT(missing(way), HasSubstr("skranke redeliver"));
    EXPECT_THAT(missing(way), Not(HasSubstr("prints")));
  }
  EXPECT_THAT(missing(EndpointKind::kPaper), HasSubstr("redeliver) and the office prints"));
}

TEST(ParseHolding, TakesACaseOrAHandover) {
  v1::Holding holding;
  EXPECT_EQ(FieldOf(ParseHolding(holding, "h").status()), "h.name");
  holding.set_name(FormatCaseName(7));
  EXPECT_EQ(ParseHolding(holding, "h")->number, 7u);
  holding.set_handover_id(FormatHandoverId(7, 3));
  EXPECT_EQ(ParseHolding(holding, "h")->handover, 3u);
  holding.clear_name();
  EXPECT_EQ(ParseHolding(holding, "h")->number, 7u);
  holding.set_name(FormatCaseName(8));
  EXPECT_EQ(FieldOf(ParseHolding(holding, "h").status()), "h.handover_id");
  holding.clear_name();
  for (const char* broken : {"x", "-1", "7-x"}) {
    holding.set_handover_id(broken);
    EXPECT_EQ(FieldOf(ParseHolding(holding, "h").status()), "h.handover_id") << broken;
  }
  holding.set_handover_id(FormatHandoverId(7, 0));
  EXPECT_EQ(FieldOf(ParseHolding(holding, "h").status()), "h.handover_id");
}

}  // namespace
}  // namespace skranke
