#include "libs/casework/states.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "libs/casework/clock_states.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using States = std::set<v1::State>;

const States kOpen = {v1::STATE_COMPLETE,    v1::STATE_INCOMPLETE,    v1::STATE_TRIAGE,
                      v1::STATE_ROUTED,      v1::STATE_DELIVERED,     v1::STATE_ACCEPTED,
                      v1::STATE_IN_PROGRESS, v1::STATE_AWAITING_INFO, v1::STATE_DECIDED};
const States kUndecided = {v1::STATE_COMPLETE,    v1::STATE_INCOMPLETE,   v1::STATE_TRIAGE,
                           v1::STATE_ROUTED,      v1::STATE_DELIVERED,    v1::STATE_ACCEPTED,
                           v1::STATE_IN_PROGRESS, v1::STATE_AWAITING_INFO};
const States kUnaccepted = {v1::STATE_ROUTED, v1::STATE_DELIVERED};

// All but what was withdrawn or misregistered.
const States kKept = {v1::STATE_COMPLETE,    v1::STATE_INCOMPLETE,        v1::STATE_TRIAGE,
                      v1::STATE_ROUTED,      v1::STATE_DELIVERED,         v1::STATE_ACCEPTED,
                      v1::STATE_IN_PROGRESS, v1::STATE_AWAITING_INFO,     v1::STATE_DECIDED,
                      v1::STATE_CLOSED,      v1::STATE_HANDLED_AT_COUNTER};

struct Row {
  const char* name;
  Verb verb;
  States from;
};

const Row kRows[] = {
    {"Supplement", Verb::kSupplement, kUndecided},
    {"Finish", Verb::kFinish, {v1::STATE_COMPLETE, v1::STATE_INCOMPLETE}},
    {"SendToOwner", Verb::kSendToOwner, {v1::STATE_COMPLETE, v1::STATE_INCOMPLETE}},
    {"Route", Verb::kRoute, kUndecided},
    {"Take", Verb::kTake, kUnaccepted},
    {"Accept", Verb::kAccept, kUnaccepted},
    {"Start", Verb::kStart, {v1::STATE_ACCEPTED, v1::STATE_AWAITING_INFO}},
    {"Return",
     Verb::kReturn,
     {v1::STATE_ROUTED, v1::STATE_DELIVERED, v1::STATE_ACCEPTED, v1::STATE_IN_PROGRESS,
      v1::STATE_AWAITING_INFO}},
    {"AskInformation", Verb::kAskInformation, {v1::STATE_IN_PROGRESS}},
    {"Decide", Verb::kDecide, {v1::STATE_IN_PROGRESS}},
    {"CloseDecided", Verb::kCloseDecided, {v1::STATE_DECIDED}},
    {"CloseWithOutcome",
     Verb::kCloseWithOutcome,
     {v1::STATE_ACCEPTED, v1::STATE_IN_PROGRESS, v1::STATE_DECIDED}},
    {"SetLocalStatus",
     Verb::kSetLocalStatus,
     {v1::STATE_ACCEPTED, v1::STATE_IN_PROGRESS, v1::STATE_AWAITING_INFO, v1::STATE_DECIDED}},
    {"Withdraw", Verb::kWithdraw, kOpen},
    {"Misregister", Verb::kMisregister, kOpen},
    {"Reopen", Verb::kReopen, {v1::STATE_CLOSED, v1::STATE_HANDLED_AT_COUNTER}},
    {"Correct", Verb::kCorrect, kKept},
};

TEST(States, LetEachVerbStartWhereItMayAndNowhereElse) {
  for (const Row& row : kRows) {
    for (int i = v1::STATE_COMPLETE; i <= v1::State_MAX; ++i) {
      const auto state = static_cast<v1::State>(i);
      EXPECT_EQ(ReasonOf(CheckVerb(row.verb, state)), row.from.contains(state) ? "" : "WRONG_STATE")
          << row.name << " from " << v1::State_Name(state);
    }
  }
}

TEST(States, LetAClockBeStoppedInWorkAndAnswersBeOwedUntilTheDecision) {
  const States in_work = {v1::STATE_ACCEPTED, v1::STATE_IN_PROGRESS};
  const struct {
    ClockVerb verb;
    States from;
  } rows[] = {{ClockVerb::kStop, in_work},
              {ClockVerb::kResume, in_work},
              {ClockVerb::kTellExpected, kUndecided},
              {ClockVerb::kDemandDecision, kUndecided}};
  for (const auto& row : rows) {
    for (int i = v1::STATE_COMPLETE; i <= v1::State_MAX; ++i) {
      const auto state = static_cast<v1::State>(i);
      EXPECT_EQ(ReasonOf(CheckVerb(row.verb, state)), row.from.contains(state) ? "" : "WRONG_STATE")
          << static_cast<int>(row.verb) << " from " << v1::State_Name(state);
    }
  }
}

TEST(States, AreOpenUntilTheCaseHasEnded) {
  for (int i = v1::STATE_COMPLETE; i <= v1::State_MAX; ++i) {
    const auto state = static_cast<v1::State>(i);
    EXPECT_EQ(IsOpen(state), kOpen.contains(state)) << v1::State_Name(state);
  }
}

TEST(States, NameTheStateAndTheVerbInTheError) {
  EXPECT_THAT(
      CheckVerb(Verb::kAccept, v1::STATE_CLOSED),
      StatusIs(absl::StatusCode::kFailedPrecondition,
               testing::AllOf(testing::HasSubstr("STATE_CLOSED"), testing::HasSubstr("accepted"))));
}

}  // namespace
}  // namespace skranke
