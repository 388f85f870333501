// Every rule of the gap finder, on both sides of its limit.
#include "services/supervision/find_gaps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "libs/casework/states.h"
#include "libs/directory/endpoint.h"
#include "libs/directory/parse_directory.h"
#include "libs/directory/small_package.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::Duration kTick = absl::Microseconds(1);

// The table of find_gaps.h, written down apart from the code; zero for a closed state.
absl::Duration NormOf(v1::State state) {
  static const auto& days = *new std::map<v1::State, int>{
      {v1::STATE_COMPLETE, 3},       {v1::STATE_TRIAGE, 3},      {v1::STATE_ROUTED, 7},
      {v1::STATE_DELIVERED, 7},      {v1::STATE_ACCEPTED, 14},   {v1::STATE_IN_PROGRESS, 30},
      {v1::STATE_AWAITING_INFO, 42}, {v1::STATE_INCOMPLETE, 42}, {v1::STATE_DECIDED, 7},
  };
  const auto found = days.find(state);
  return absl::Hours(24) * (found == days.end() ? 0 : found->second);
}

Installation Town() {
  PackageFiles files = SmallPackage();
  files["units.csv"] += "CITY,ENDED,Ended,no,,2026-06-30,\n";
  Installation installation;
  installation.directory =
      *Directory::Make(1, absl::FromUnixSeconds(1'770'000'000), *ParseDirectory(files));
  return installation;
}

class FindGapsTest : public ::testing::Test {
 protected:
  FindGapsTest() {
    case_.set_number(7);
    case_.set_task("aid");
    case_.set_office("hall");
    case_.set_counter_authority("CITY");
    With("CITY", "DESK", v1::STATE_IN_PROGRESS);
    case_.set_create_us(At(now_));
    moved_ = now_;
  }

  static int64_t At(absl::Time time) { return absl::ToUnixMicros(time); }
  absl::Time Local(absl::string_view text) const {
    return *town_.directory->zone().ParseLocalTime(text);
  }

  void With(const std::string& agency, const std::string& unit, v1::State state) {
    case_.mutable_owner()->set_authority(agency);
    case_.mutable_owner()->set_unit(unit);
    case_.set_state(state);
  }
  void HandOver(absl::Time accept_by) {
    auto* handover = case_.add_handovers();
    handover->set_handover(1);
    handover->mutable_receiver()->set_agency("CITY");
    handover->mutable_receiver()->set_unit("DESK");
    handover->set_accept_by_us(At(accept_by));
  }

  std::vector<v1::GapKind> Kinds(absl::Time now, Sight sight = Sight::kRoute) const {
    std::vector<v1::GapKind> kinds;
    for (const FoundGap& gap : FindGaps(case_, moved_, sight, town_, now)) {
      kinds.push_back(gap.kind);
    }
    return kinds;
  }
  FoundGap Only(absl::Time now, Sight sight = Sight::kRoute) const {
    const auto gaps = FindGaps(case_, moved_, sight, town_, now);
    EXPECT_EQ(gaps.size(), 1u);
    return gaps.empty() ? FoundGap() : gaps[0];
  }

  const Installation town_ = Town();
  const absl::Time now_ = Local("2026-06-15 10:00");
  absl::Time moved_;
  CaseState case_;
};

TEST_F(FindGapsTest, FindsNothingWrongWithACaseThatSomebodyWorksOn) {
  EXPECT_THAT(Kinds(now_), IsEmpty());
  EXPECT_THAT(Kinds(now_, Sight::kCounter), IsEmpty());
}

TEST_F(FindGapsTest, FindsNothingWhereTheCaseIsClosedOrUnseen) {
  With("NOBODY", "NOWHERE", v1::STATE_CLOSED);
  EXPECT_THAT(Kinds(now_ + absl::Hours(10'000)), IsEmpty());
  With("NOBODY", "NOWHERE", v1::STATE_IN_PROGRESS);
  EXPECT_THAT(Kinds(now_, Sight::kNothing), IsEmpty());
}

TEST_F(FindGapsTest, SaysThatTheOwnerIsGone) {
  With("NOBODY", "DESK", v1::STATE_IN_PROGRESS);
  EXPECT_EQ(Only(now_).kind, v1::GAP_KIND_OWNER_GONE);
  EXPECT_EQ(Only(now_).since, town_.directory->install_time());
  With("CITY", "NOWHERE", v1::STATE_IN_PROGRESS);
  EXPECT_THAT(Only(now_).next_step, HasSubstr("CITY/NOWHERE"));
}

TEST_F(FindGapsTest, SaysThatAnOfficeThatHasTheCaseIsGone) {
  case_.mutable_owner()->set_office(true);
  With("hall", "", v1::STATE_COMPLETE);
  EXPECT_THAT(Kinds(now_), IsEmpty());
  With("torn_down", "", v1::STATE_COMPLETE);
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_OWNER_GONE));
}

TEST_F(FindGapsTest, SaysThatThePersonIsGone) {
  With("STATE", "DESK", v1::STATE_IN_PROGRESS);
  for (const char* there : {"worker", "STATE", "importer", ""}) {
    case_.mutable_owner()->set_person(there);
    EXPECT_THAT(Kinds(now_), IsEmpty()) << there;
  }
  case_.mutable_owner()->set_person("gone_person");
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_OWNER_GONE));
  EXPECT_THAT(Only(now_).next_step, Not(HasSubstr("gone_person")));
  With("CITY", "DESK", v1::STATE_IN_PROGRESS);
  case_.mutable_owner()->set_person("worker");
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_OWNER_GONE));
}

TEST_F(FindGapsTest, SaysThatTheUnitHasEndedFromTheDayAfterItsLast) {
  With("CITY", "ENDED", v1::STATE_IN_PROGRESS);
  moved_ = Local("2026-06-30 12:00");
  EXPECT_THAT(Kinds(Local("2026-07-01 00:00") - kTick), IsEmpty());
  const FoundGap gap = Only(Local("2026-07-01 00:00"));
  EXPECT_EQ(gap.kind, v1::GAP_KIND_UNIT_CLOSED);
  EXPECT_EQ(gap.since, Local("2026-07-01 00:00"));
  EXPECT_THAT(gap.next_step, HasSubstr("without a successor"));
  With("CITY", "OLD", v1::STATE_IN_PROGRESS);
  EXPECT_THAT(Only(Local("2026-07-01 00:00")).next_step, HasSubstr("its successor CITY/DESK"));
}

TEST_F(FindGapsTest, SaysThatNobodyAcceptedInTime) {
  const absl::Time limit = now_ + absl::Hours(24);
  HandOver(limit);
  case_.set_state(v1::STATE_DELIVERED);
  EXPECT_THAT(Kinds(limit - kTick), IsEmpty());
  EXPECT_EQ(Only(limit).kind, v1::GAP_KIND_NEVER_ACCEPTED);
  EXPECT_EQ(Only(limit).since, limit);
  case_.set_state(v1::STATE_ACCEPTED);
  EXPECT_THAT(Kinds(limit), IsEmpty());
  case_.set_state(v1::STATE_ROUTED);
  case_.mutable_handovers(0)->clear_accept_by_us();
  EXPECT_THAT(Kinds(limit), IsEmpty());
}

TEST_F(FindGapsTest, SaysWhoPrintsWhatNobodyOnPaperAccepted) {
  HandOver(now_);
  case_.set_state(v1::STATE_ROUTED);
  EXPECT_THAT(Only(now_).next_step, Not(HasSubstr("prints")));
  Installation on_paper = town_;
  on_paper.endpoints["CITY"] = kPaperEndpoint;
  const auto gaps = FindGaps(case_, moved_, Sight::kRoute, on_paper, now_);
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_THAT(gaps[0].next_step, HasSubstr("prints and sends the packet"));
  case_.set_hidden_route(true);
  case_.set_counter_authority("CITY");
  const auto hidden = FindGaps(case_, moved_, Sight::kCounter, on_paper, now_);
  ASSERT_EQ(hidden.size(), 1u);
  EXPECT_THAT(hidden[0].next_step, Not(HasSubstr("prints")));
}

TEST_F(FindGapsTest, SaysAtOnceThatNoRuleMatched) {
  With("CITY", "SORT", v1::STATE_TRIAGE);
  case_.mutable_verdict()->set_case_class(v1::CASE_CLASS_TRIAGE);
  EXPECT_EQ(Only(now_).kind, v1::GAP_KIND_NO_RULE_MATCHED);
  // The conditions match, and no row names a receiver.
  case_.mutable_verdict()->set_case_class(v1::CASE_CLASS_DISCRETIONARY);
  EXPECT_EQ(Only(now_).kind, v1::GAP_KIND_NO_RULE_MATCHED);
  EXPECT_EQ(Only(now_, Sight::kCounter).since, now_);
  // Somebody had it and gave it back: a row did match.
  HandOver(now_ + absl::Hours(1));
  EXPECT_THAT(Kinds(now_), IsEmpty());
  case_.mutable_verdict()->set_case_class(v1::CASE_CLASS_TRIAGE);
  moved_ = now_ + absl::Minutes(1);
  EXPECT_EQ(Only(now_ + absl::Hours(1)).since, moved_);
}

// The counter is told that it is sorted, as anybody's; really the protected unit has it.
TEST_F(FindGapsTest, SaysOfAHiddenCaseThatNoRuleMatchedWhereTheCounterIsToldSo) {
  With("CITY", "SHIELD", v1::STATE_ROUTED);
  HandOver(now_ + absl::Hours(1));
  case_.set_hidden_route(true);
  case_.set_counter_triage(true);
  case_.mutable_verdict()->set_case_class(v1::CASE_CLASS_DISCRETIONARY);
  moved_ = now_ + absl::Minutes(1);
  EXPECT_EQ(Only(now_, Sight::kCounter).kind, v1::GAP_KIND_NO_RULE_MATCHED);
  EXPECT_EQ(Only(now_, Sight::kCounter).since, now_);
}

TEST_F(FindGapsTest, SaysThatNobodyAboveTheSortingUnitDecides) {
  HandOver(now_ + absl::Hours(24 * 365));
  With("CITY", "SORT", v1::STATE_TRIAGE);
  EXPECT_THAT(Kinds(now_ + kUnsortedMax + kTick), IsEmpty());
  case_.set_needs_supervisor(true);
  EXPECT_THAT(Kinds(now_ + kUnsortedMax), IsEmpty());
  EXPECT_EQ(Only(now_ + kUnsortedMax + kTick).kind, v1::GAP_KIND_NO_RULE_MATCHED);
  EXPECT_THAT(Only(now_ + kUnsortedMax + kTick).next_step, Not(HasSubstr("mediator")));
  case_.set_disputed(true);
  EXPECT_THAT(Only(now_ + kUnsortedMax + kTick).next_step, HasSubstr("mediator"));
  // Of a list that is silent, too, it is one gap.
  case_.mutable_verdict()->set_case_class(v1::CASE_CLASS_TRIAGE);
  EXPECT_EQ(Only(now_ + kUnsortedMax + kTick).kind, v1::GAP_KIND_NO_RULE_MATCHED);
  // The counter is told that a person sorts it, and of no hand-over.
  case_.set_hidden_route(true);
  case_.set_counter_triage(true);
  EXPECT_THAT(Only(now_ + kUnsortedMax + kTick, Sight::kCounter).next_step,
              HasSubstr("sorting unit"));
}

TEST_F(FindGapsTest, SaysThatNothingHappensBeyondTheNormOfEveryOpenState) {
  for (int state = v1::STATE_COMPLETE; state <= v1::State_MAX; ++state) {
    case_.set_state(state);
    case_.clear_handovers();
    // It was with somebody before: that it is sorted again is no gap by itself.
    if (state == v1::STATE_TRIAGE) HandOver(now_);
    const absl::Duration norm = NormOf(static_cast<v1::State>(state));
    EXPECT_THAT(Kinds(now_ + norm), IsEmpty()) << state;
    if (norm == absl::ZeroDuration()) continue;
    EXPECT_THAT(Kinds(now_ + norm + kTick), ElementsAre(v1::GAP_KIND_STALE)) << state;
    EXPECT_EQ(Only(now_ + norm + kTick).since, now_);
  }
}

// Only what is longer ago than the norm is worth reading the case's records for.
TEST_F(FindGapsTest, KnowsWhenItDependsOnTheLastMove) {
  EXPECT_EQ(KnownMove(case_), now_);
  const absl::Duration norm = StaleAfter(v1::STATE_IN_PROGRESS);
  EXPECT_FALSE(DependsOnLastMove(case_, now_ + norm));
  EXPECT_TRUE(DependsOnLastMove(case_, now_ + norm + kTick));
  HandOver(now_);
  case_.mutable_handovers(0)->set_accept_us(At(now_ + kTick));
  EXPECT_FALSE(DependsOnLastMove(case_, now_ + norm + kTick));
  // What came back to be sorted did so by a move that the case itself does not tell of.
  case_.set_state(v1::STATE_TRIAGE);
  EXPECT_TRUE(DependsOnLastMove(case_, now_ + kTick));
  case_.clear_handovers();
  EXPECT_FALSE(DependsOnLastMove(case_, now_ + kTick));
  case_.set_state(v1::STATE_CLOSED);
  EXPECT_FALSE(DependsOnLastMove(case_, absl::InfiniteFuture()));
}

TEST_F(FindGapsTest, GivesEveryOpenStateItsNorm) {
  for (int number = v1::STATE_COMPLETE; number <= v1::State_MAX; ++number) {
    const auto state = static_cast<v1::State>(number);
    EXPECT_EQ(StaleAfter(state), NormOf(state)) << v1::State_Name(state);
    EXPECT_EQ(IsOpen(state), StaleAfter(state) > absl::ZeroDuration()) << v1::State_Name(state);
  }
}

TEST_F(FindGapsTest, SaysThatAMessageWasGivenUpWhereTheRouteIsShown) {
  auto* message = case_.add_messages();
  message->set_agency("CITY");
  EXPECT_THAT(Kinds(now_), IsEmpty());
  message->set_dead(true);
  message->set_dead_us(At(now_ - absl::Hours(1)));
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_RECEIVER_UNREACHABLE));
  EXPECT_EQ(Only(now_).since, now_ - absl::Hours(1));
  EXPECT_THAT(Kinds(now_, Sight::kCounter), IsEmpty());
}

TEST_F(FindGapsTest, SaysThatAPlanIsNotFollowedUp) {
  auto& plan = *case_.mutable_plan();
  plan.mutable_responsible()->set_agency("CITY");
  plan.mutable_responsible()->set_unit("DESK");
  EXPECT_THAT(Kinds(now_), IsEmpty());
  plan.set_follow_up_us(At(now_));
  EXPECT_THAT(Kinds(now_ - kTick), IsEmpty());
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_FOLLOW_UP_PASSED));
}

TEST_F(FindGapsTest, SaysThatNoUnitFollowsUpAPlan) {
  auto& responsible = *case_.mutable_plan()->mutable_responsible();
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_PLAN_WITHOUT_UNIT));
  responsible.set_agency("CITY");
  responsible.set_unit("ENDED");
  EXPECT_THAT(Kinds(now_), IsEmpty());
  moved_ = Local("2026-07-01 00:00");
  EXPECT_THAT(Kinds(Local("2026-07-01 00:00")), ElementsAre(v1::GAP_KIND_PLAN_WITHOUT_UNIT));
  EXPECT_THAT(Kinds(Local("2026-07-01 00:00"), Sight::kCounter), IsEmpty());
}

TEST_F(FindGapsTest, SaysThatTheFirstLimitIsOver) {
  for (const int hours : {2, 1}) {
    auto* deadline = case_.add_deadlines();
    deadline->set_due_us(At(now_ + absl::Hours(hours)));
    deadline->set_source(absl::StrCat("Act ", hours));
  }
  EXPECT_THAT(Kinds(now_ + absl::Hours(1) - kTick), IsEmpty());
  EXPECT_THAT(Only(now_ + absl::Hours(3)).next_step, HasSubstr("Act 1"));
  EXPECT_EQ(Only(now_ + absl::Hours(3)).since, now_ + absl::Hours(1));
  case_.mutable_deadlines(1)->set_met_us(At(now_));
  EXPECT_EQ(Only(now_ + absl::Hours(3)).since, now_ + absl::Hours(2));
}

// What the list promises is its own limit: met, or waiting, it is not over.
TEST_F(FindGapsTest, TakesThePromiseForTheLimitThatItIs) {
  case_.set_promise_us(At(now_));
  auto* deadline = case_.add_deadlines();
  deadline->set_due_us(At(now_));
  deadline->set_stoppable(true);
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_DEADLINE_PASSED));
  deadline->set_met_us(At(now_ - kTick));
  case_.set_state(v1::STATE_DECIDED);
  EXPECT_THAT(Kinds(now_ + absl::Hours(1)), IsEmpty());
  deadline->clear_met_us();
  case_.set_state(v1::STATE_AWAITING_INFO);
  case_.add_stops()->set_from_us(At(now_ - absl::Hours(1)));
  EXPECT_THAT(Kinds(now_ + absl::Hours(1)), IsEmpty());
}

TEST_F(FindGapsTest, JudgesThePromiseWhereACaseIsOlderThanLimits) {
  case_.set_promise_us(At(now_));
  EXPECT_THAT(Kinds(now_ - kTick), IsEmpty());
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_DEADLINE_PASSED));
  for (const auto state : {v1::STATE_AWAITING_INFO, v1::STATE_DECIDED}) {
    case_.set_state(state);
    EXPECT_THAT(Kinds(now_), IsEmpty()) << v1::State_Name(state);
  }
  case_.set_state(v1::STATE_IN_PROGRESS);
  case_.add_stops()->set_from_us(At(now_ - absl::Hours(1)));
  EXPECT_THAT(Kinds(now_), IsEmpty());
}

TEST_F(FindGapsTest, CountsNoTimeOfALimitThatWaits) {
  auto* deadline = case_.add_deadlines();
  deadline->set_due_us(At(now_));
  deadline->set_stoppable(true);
  auto* stop = case_.add_stops();
  stop->set_from_us(At(now_ - absl::Hours(1)));
  EXPECT_THAT(Kinds(now_), IsEmpty());
  stop->set_to_us(At(now_));
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_DEADLINE_PASSED));
  stop->clear_to_us();
  deadline->set_stoppable(false);
  EXPECT_THAT(Kinds(now_), ElementsAre(v1::GAP_KIND_DEADLINE_PASSED));
}

// A protected person's case: what the counter is told of CITY, where SHIELD, which has it, has
// gone.
TEST_F(FindGapsTest, TellsTheCounterNothingOfAHiddenRoute) {
  case_.set_hidden_route(true);
  With("CITY", "ENDED", v1::STATE_ROUTED);
  case_.mutable_owner()->set_person("left");
  moved_ = Local("2026-07-01 00:00");
  const absl::Time later = Local("2026-07-01 00:00");
  EXPECT_THAT(Kinds(later, Sight::kCounter), IsEmpty());
  EXPECT_THAT(Kinds(later, Sight::kRoute),
              ElementsAre(v1::GAP_KIND_OWNER_GONE, v1::GAP_KIND_UNIT_CLOSED));
  case_.set_counter_authority("STATE");
  const auto stale = FindGaps(case_, moved_, Sight::kCounter, town_, later + absl::Hours(24 * 8));
  ASSERT_EQ(stale.size(), 1u);
  EXPECT_THAT(stale[0].next_step, HasSubstr("STATE "));
  EXPECT_THAT(stale[0].next_step, Not(HasSubstr("CITY")));
}

TEST_F(FindGapsTest, KnowsALeadByWhoHasItsPart) {
  const absl::CivilDay day(2026, 6, 30);
  const auto is_without = [&](absl::CivilDay on) {
    return IsWithoutLead(&case_, *town_.directory, on);
  };
  EXPECT_TRUE(IsWithoutLead(nullptr, *town_.directory, day));
  EXPECT_FALSE(is_without(day));
  With("CITY", "ENDED", v1::STATE_ROUTED);
  EXPECT_FALSE(is_without(day));
  EXPECT_TRUE(is_without(day + 1));
  With("NOBODY", "DESK", v1::STATE_ROUTED);
  EXPECT_TRUE(is_without(day));
  // The office answers for what it has.
  case_.mutable_owner()->set_office(true);
  With("hall", "", v1::STATE_INCOMPLETE);
  EXPECT_FALSE(is_without(day));
  case_.mutable_owner()->set_office(false);
  With("CITY", "DESK", v1::STATE_WITHDRAWN);
  EXPECT_TRUE(is_without(day));
}

// That the protected unit has ended is nothing that a supervisor may hear of in this way.
TEST_F(FindGapsTest, KnowsAHiddenLeadByWhatTheCounterIsTold) {
  const absl::CivilDay day(2026, 7, 1);
  case_.set_hidden_route(true);
  With("CITY", "ENDED", v1::STATE_ROUTED);
  EXPECT_FALSE(IsWithoutLead(&case_, *town_.directory, day));
  case_.set_counter_authority("NOBODY");
  EXPECT_TRUE(IsWithoutLead(&case_, *town_.directory, day));
}

}  // namespace
}  // namespace skranke
