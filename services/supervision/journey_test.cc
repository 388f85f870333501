// The definitions of what is measured, each on both sides. Histories are written down event by
// event; minute 0 is the receipt.
#include "services/supervision/journey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/supervision/shuttle_figures.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/contact.pb.h"

namespace skranke {
namespace {

using storage::v1::Event;
using storage::v1::Record;
using ::testing::ElementsAre;

constexpr int64_t kMinuteUs = 60'000'000;
constexpr uint64_t kNumber = 7;
// A round instant, so that minutes can be told.
constexpr int64_t kReceiptUs = 1'700'000'000'000'000;

// A history in the making; the last agency has the case.
class Tale {
 public:
  explicit Tale(int channel = v1::CHANNEL_COUNTER) {
    Event event;
    auto* c = event.mutable_case_registered()->mutable_citizen_case();
    c->set_number(kNumber);
    c->set_office("hall");
    c->set_channel(channel);
    c->set_receive_us(kReceiptUs);
    Add(0, std::move(event));
  }

  Tale& Add(int minute, Event event) {
    event.set_number(kNumber);
    Record& record = records_.emplace_back();
    record.set_position(records_.size());
    record.set_record_us(kReceiptUs + minute * kMinuteUs);
    *record.add_events() = std::move(event);
    return *this;
  }

  Tale& Keep(int minute, bool complete) {
    Event event;
    if (!complete) event.mutable_case_kept()->add_missing()->set_code("paper");
    event.mutable_case_kept();
    return Add(minute, std::move(event));
  }
  Tale& Route(int minute, const std::string& agency, const std::string& unit = "DESK") {
    Event event;
    auto* handover = event.mutable_case_routed()->mutable_handover();
    handover->set_handover(++handovers_);
    handover->mutable_receiver()->set_agency(agency);
    handover->mutable_receiver()->set_unit(unit);
    return Add(minute, std::move(event));
  }
  Tale& Triage(int minute) {
    Event event;
    event.mutable_case_triaged()->mutable_sorting_unit()->set_agency("SORTERS");
    event.mutable_case_triaged()->mutable_sorting_unit()->set_unit("SORT");
    return Add(minute, std::move(event));
  }
  Tale& Deliver(int minute) {
    Event event;
    event.mutable_case_delivered()->set_handover(handovers_);
    return Add(minute, std::move(event));
  }
  Tale& Contact(int minute, v1::ContactOutcome outcome = v1::CONTACT_OUTCOME_GUIDED) {
    Event event;
    event.mutable_contact_recorded()->set_outcome(outcome);
    return Add(minute, std::move(event));
  }
  Tale& Letter(int minute) {
    Event event;
    event.mutable_contact_recorded()->set_outcome(v1::CONTACT_OUTCOME_GUIDED);
    event.mutable_contact_recorded()->set_outgoing(true);
    return Add(minute, std::move(event));
  }
#define SKRANKE_TALE_OF(name, field)      \
  Tale& name(int minute) {                \
    Event event;                          \
    event.mutable_##field();              \
    return Add(minute, std::move(event)); \
  }
  SKRANKE_TALE_OF(Accept, case_accepted)
  SKRANKE_TALE_OF(Start, work_started)
  SKRANKE_TALE_OF(Return, case_returned)
  SKRANKE_TALE_OF(Forward, case_forwarded)
  SKRANKE_TALE_OF(Recall, handover_recalled)
  SKRANKE_TALE_OF(Ask, information_requested)
  SKRANKE_TALE_OF(Supplement, case_supplemented)
  SKRANKE_TALE_OF(Decide, case_decided)
  SKRANKE_TALE_OF(Close, case_closed)
  SKRANKE_TALE_OF(Finish, case_finished)
  SKRANKE_TALE_OF(Reopen, case_reopened)
  SKRANKE_TALE_OF(MoveLine, service_line_moved)
#undef SKRANKE_TALE_OF

  CaseJourney Told(int now_minute = 100'000) const {
    return JourneyOf(kNumber, records_, absl::FromUnixMicros(kReceiptUs + now_minute * kMinuteUs));
  }
  int64_t Figure(v1::ShuttlingFigure figure) const { return FiguresOf(Told())[figure]; }
  int64_t At(const char* agency, v1::ShuttlingFigure figure) const {
    return FiguresAt(Told(), agency)[figure];
  }

 private:
  std::vector<Record> records_;
  uint32_t handovers_ = 0;
};

// "COUNTER 2", whole minutes, in the order of the figures' numbers.
std::vector<std::string> Minutes(const ShuttleFigures& figures) {
  std::vector<std::string> lines;
  for (int i = v1::SHUTTLING_FIGURE_TIME_AT_COUNTER; i <= v1::SHUTTLING_FIGURE_TIME_IN_ALL; ++i) {
    if (figures[i] == 0) continue;
    const std::string name = v1::ShuttlingFigure_Name(static_cast<v1::ShuttlingFigure>(i));
    lines.push_back(
        absl::StrCat(name.substr(sizeof("SHUTTLING_FIGURE_TIME_") - 1), " ", figures[i] / 60));
  }
  return lines;
}

TEST(CaseJourney, CountsTheTimeInEachPhaseOnce) {
  const Tale tale = Tale()
                        .Keep(2, true)
                        .Route(5, "A")
                        .Deliver(15)
                        .Accept(35)
                        .Start(75)
                        .Ask(155)
                        .Supplement(315)
                        .Decide(635)
                        .Close(1275);
  EXPECT_THAT(Minutes(FiguresOf(tale.Told())),
              ElementsAre("AT_COUNTER 5", "ROUTED 10", "DELIVERED 20", "ACCEPTED 40", "IN_WORK 400",
                          "AWAITING_CITIZEN 160", "DECIDED 640", "IN_ALL 1275"));
}

TEST(CaseJourney, OfAnOpenCaseLastsUntilNow) {
  const Tale tale = Tale().Triage(1);
  EXPECT_THAT(Minutes(FiguresOf(tale.Told(61))),
              ElementsAre("AT_COUNTER 1", "IN_TRIAGE 60", "IN_ALL 61"));
}

TEST(CaseJourney, OfAnEndedCaseDoesNotGrow) {
  const Tale tale = Tale().Keep(0, true).Finish(10);
  EXPECT_THAT(Minutes(FiguresOf(tale.Told(5'000))), ElementsAre("AT_COUNTER 10", "IN_ALL 10"));
}

TEST(CaseJourney, LeavesOutTheTimeBetweenClosingAndReopening) {
  const Tale tale = Tale().Route(0, "A").Accept(10).Close(20).Reopen(1'000).Route(1'000, "A");
  EXPECT_THAT(Minutes(FiguresOf(tale.Told(1'030))),
              ElementsAre("ROUTED 40", "ACCEPTED 10", "IN_ALL 50"));
}

TEST(CaseJourney, NeverCountsTimeTwiceWhereSomethingIsToldLate) {
  Event accepted;
  accepted.mutable_case_accepted();
  accepted.set_occur_us(kReceiptUs - kMinuteUs);
  const Tale tale = Tale().Route(10, "A").Add(20, accepted).Close(30);
  EXPECT_THAT(Minutes(FiguresOf(tale.Told())),
              ElementsAre("AT_COUNTER 10", "ACCEPTED 20", "IN_ALL 30"));
}

// The receipt as it should have been told, minutes before or after minute 0.
Event Received(int minute) {
  Event event;
  event.mutable_case_corrected()->add_fields("receive_time");
  event.mutable_case_corrected()->mutable_after()->set_receive_us(kReceiptUs + minute * kMinuteUs);
  return event;
}

TEST(CaseJourney, BeginsWithTheReceiptAsItWasCorrected) {
  const Tale tale = Tale().Keep(0, true).Route(10, "A").Accept(30);
  EXPECT_THAT(Minutes(FiguresOf(Tale(tale).Add(40, Received(-60)).Told(50))),
              ElementsAre("AT_COUNTER 70", "ROUTED 20", "ACCEPTED 20", "IN_ALL 110"));
  EXPECT_THAT(Minutes(FiguresOf(Tale(tale).Add(40, Received(4)).Told(50))),
              ElementsAre("AT_COUNTER 6", "ROUTED 20", "ACCEPTED 20", "IN_ALL 46"));
  EXPECT_THAT(Minutes(FiguresOf(Tale(tale).Add(40, Received(15)).Told(50))),
              ElementsAre("ROUTED 15", "ACCEPTED 20", "IN_ALL 35"));
  EXPECT_THAT(Minutes(FiguresOf(Tale(tale).Add(40, Received(-60)).Add(41, Received(-30)).Told(50))),
              ElementsAre("AT_COUNTER 40", "ROUTED 20", "ACCEPTED 20", "IN_ALL 80"));
}

TEST(CaseJourney, WaitsForTheCitizenWhereSomethingIsMissing) {
  const Tale tale = Tale().Keep(0, false).Supplement(30).Route(30, "A");
  EXPECT_THAT(Minutes(FiguresOf(tale.Told(40))),
              ElementsAre("ROUTED 10", "AWAITING_CITIZEN 30", "IN_ALL 40"));
}

TEST(CaseJourney, GivesEachAgencyItsOwnPart) {
  const Tale tale = Tale().Route(10, "A").Deliver(20).Return(50).Route(50, "B").Accept(110);
  EXPECT_THAT(Minutes(FiguresAt(tale.Told(120), "A")),
              ElementsAre("ROUTED 10", "DELIVERED 30", "IN_ALL 40"));
  EXPECT_THAT(Minutes(FiguresAt(tale.Told(120), "B")),
              ElementsAre("ROUTED 60", "ACCEPTED 10", "IN_ALL 70"));
  EXPECT_EQ(tale.At("A", v1::SHUTTLING_FIGURE_HANDOVERS), 1);
  EXPECT_EQ(tale.At("A", v1::SHUTTLING_FIGURE_RETURNS), 1);
  EXPECT_EQ(tale.At("B", v1::SHUTTLING_FIGURE_RETURNS), 0);
  EXPECT_EQ(tale.Figure(v1::SHUTTLING_FIGURE_HANDOVERS), 2);
  EXPECT_THAT(AgenciesOf(tale.Told()), ElementsAre("A", "B"));
  EXPECT_EQ(tale.Told().stations.size(), 2u) << "one for each unit, however long it had it";
}

TEST(CaseJourney, TellsReturnsFromForwardsAndRecalls) {
  const Tale tale =
      Tale().Route(0, "A").Return(1).Route(1, "B").Forward(2).Route(2, "C").Recall(3).Route(3, "D");
  EXPECT_EQ(tale.Figure(v1::SHUTTLING_FIGURE_HANDOVERS), 4);
  EXPECT_EQ(tale.Figure(v1::SHUTTLING_FIGURE_RETURNS), 1);
  EXPECT_EQ(tale.Figure(v1::SHUTTLING_FIGURE_FORWARDS), 1);
}

struct FigureCase {
  const char* name;
  Tale tale;
  int64_t want;
};

void ExpectFigures(v1::ShuttlingFigure figure, const std::vector<FigureCase>& cases) {
  for (const FigureCase& one : cases) EXPECT_EQ(one.tale.Figure(figure), one.want) << one.name;
}

TEST(PingPong, IsAUnitThatHasItAgainAfterAnother) {
  ExpectFigures(
      v1::SHUTTLING_FIGURE_UNIT_PING_PONG,
      {
          {"A B", Tale().Route(0, "A").Return(1).Route(1, "B"), 0},
          {"A B A", Tale().Route(0, "A").Return(1).Route(1, "B").Return(2).Route(2, "A"), 1},
          {"A B C", Tale().Route(0, "A").Return(1).Route(1, "B").Return(2).Route(2, "C"), 0},
          {"A B C A", Tale().Route(0, "A").Route(1, "B").Route(2, "C").Route(3, "A"), 1},
          {"A B A B", Tale().Route(0, "A").Route(1, "B").Route(2, "A").Route(3, "B"), 2},
          {"A A", Tale().Route(0, "A").Accept(1).Close(2).Reopen(3).Route(3, "A"), 0},
          {"A sorting A", Tale().Route(0, "A").Return(1).Triage(1).Route(2, "A"), 1},
          {"two units of A", Tale().Route(0, "A", "ONE").Route(1, "A", "TWO"), 0},
          {"A1 A2 A1", Tale().Route(0, "A", "ONE").Route(1, "A", "TWO").Route(2, "A", "ONE"), 1},
      });
}

TEST(PingPong, BetweenAgenciesLeavesTheirOwnUnitsAlone) {
  ExpectFigures(
      v1::SHUTTLING_FIGURE_AGENCY_PING_PONG,
      {
          {"A1 A2 A1", Tale().Route(0, "A", "ONE").Route(1, "A", "TWO").Route(2, "A", "ONE"), 0},
          {"A1 B A2", Tale().Route(0, "A", "ONE").Route(1, "B").Route(2, "A", "TWO"), 1},
          {"A1 B A2 A1",
           Tale().Route(0, "A", "ONE").Route(1, "B").Route(2, "A", "TWO").Route(3, "A", "ONE"), 1},
      });
}

TEST(PingPong, IsCountedWhereTheCaseCameBackTo) {
  const Tale tale = Tale().Route(0, "A").Route(1, "B").Route(2, "A");
  EXPECT_EQ(tale.At("A", v1::SHUTTLING_FIGURE_UNIT_PING_PONG), 1);
  EXPECT_EQ(tale.At("B", v1::SHUTTLING_FIGURE_UNIT_PING_PONG), 0);
}

TEST(PushToFront, IsSolvingAtTheCounterOrWithTheFirstUnit) {
  Event referred;
  referred.mutable_case_closed()->set_outcome("REFERRED_EXTERNAL");
  referred.mutable_case_closed()->set_referred_to("A lawyer");
  ExpectFigures(v1::SHUTTLING_FIGURE_SOLVED_IN_FIRST_LINE,
                {
                    {"finished at the counter", Tale().Keep(0, true).Finish(1), 1},
                    {"not finished yet", Tale().Keep(0, true), 0},
                    {"closed by the first unit", Tale().Route(0, "A").Accept(1).Close(2), 1},
                    {"referred elsewhere by the first unit",
                     Tale().Route(0, "A").Accept(1).Add(2, referred), 0},
                    {"still there", Tale().Route(0, "A").Accept(1), 0},
                    {"sorted, then closed", Tale().Triage(0).Route(1, "A").Accept(2).Close(3), 1},
                    {"closed by the second",
                     Tale().Route(0, "A").Return(1).Route(1, "B").Accept(2).Close(3), 0},
                });
}

TEST(PushToFront, FailsWhereTheFirstUnitPassesOnWithoutWork) {
  ExpectFigures(
      v1::SHUTTLING_FIGURE_PASSED_ON_BY_FIRST_LINE,
      {
          {"returned unread", Tale().Route(0, "A").Return(1).Route(1, "B"), 1},
          {"forwarded once accepted", Tale().Route(0, "A").Accept(1).Forward(2).Route(2, "B"), 1},
          {"returned after work", Tale().Route(0, "A").Accept(1).Start(2).Return(3).Route(3, "B"),
           0},
          {"recalled by the office", Tale().Route(0, "A").Recall(1).Route(1, "B"), 0},
          {"moved to another line",
           Tale().Route(0, "A").Accept(1).MoveLine(2).Recall(2).Route(2, "A", "TWO"), 1},
          {"moved after work",
           Tale().Route(0, "A").Accept(1).Start(2).MoveLine(3).Recall(3).Route(3, "A", "TWO"), 0},
          {"only the second did",
           Tale().Route(0, "A").Accept(1).Start(2).Forward(3).Route(3, "B").Return(4), 0},
          {"at the counter", Tale().Keep(0, true), 0},
      });
}

TEST(Contacts, AreTheOneThatBroughtItAndEachLaterOne) {
  ExpectFigures(v1::SHUTTLING_FIGURE_CONTACTS,
                {
                    {"registered", Tale().Route(0, "A"), 1},
                    {"noticed by staff", Tale(v1::CHANNEL_STAFF).Route(0, "A"), 0},
                    {"sent by a system", Tale(v1::CHANNEL_SYSTEM).Route(0, "A"), 0},
                    {"noted in the same visit", Tale().Route(0, "A").Contact(29), 1},
                    {"came again", Tale().Route(0, "A").Contact(30), 2},
                    {"came again, noted twice", Tale().Route(0, "A").Contact(30).Contact(59), 2},
                    {"was written to", Tale().Route(0, "A").Letter(100), 1},
                    {"brought what was asked for, noted afterwards",
                     Tale().Route(0, "A").Start(2).Ask(50).Supplement(100).Contact(101), 2},
                    {"came three times", Tale().Route(0, "A").Contact(30).Contact(60), 3},
                });
}

TEST(Contacts, AreUnnecessaryWhereNothingOfHersWasAwaited) {
  const auto in_work = [] { return Tale().Route(0, "A").Accept(1).Start(2); };
  ExpectFigures(
      v1::SHUTTLING_FIGURE_UNNECESSARY_CONTACTS,
      {
          {"the first", Tale().Route(0, "A"), 0},
          {"asks where it is", in_work().Contact(100), 1},
          {"was written to", in_work().Letter(100), 0},
          {"answers a question", in_work().Ask(50).Contact(100), 0},
          {"answers, noted afterwards", in_work().Ask(50).Supplement(100).Contact(101), 0},
          {"brings what nobody asked for", in_work().Supplement(100), 1},
          {"answered before", in_work().Ask(50).Supplement(60).Contact(100), 1},
          {"brings what is missing", Tale().Keep(0, false).Contact(100), 0},
          {"complete at the counter", Tale().Keep(0, true).Contact(100), 1},
          {"after the end", in_work().Close(50).Contact(100), 0},
          {"a transfer failed", in_work().Ask(50).Contact(100, v1::CONTACT_OUTCOME_TRANSFER_FAILED),
           1},
          {"call back promised",
           in_work().Close(50).Contact(100, v1::CONTACT_OUTCOME_CALL_BACK_PROMISED), 1},
          {"walked out", in_work().Ask(50).Contact(100, v1::CONTACT_OUTCOME_WALKED_OUT), 1},
      });
}

TEST(FakedWaits, AreThoseForTheCitizenThatNothingEnded) {
  const auto in_work = [] { return Tale().Route(0, "A").Accept(1).Start(2); };
  Event ended;
  ended.mutable_information_ended();
  ExpectFigures(v1::SHUTTLING_FIGURE_FAKED_WAITS,
                {
                    {"none", in_work().Decide(3), 0},
                    {"still waits", in_work().Ask(3), 0},
                    {"answered", in_work().Ask(3).Supplement(4), 0},
                    {"she called, then work went on", in_work().Ask(3).Contact(4).Start(5), 0},
                    {"she was reminded", in_work().Ask(3).Letter(4).Start(5), 1},
                    {"work went on by itself", in_work().Ask(3).Start(5), 1},
                    {"twice", in_work().Ask(3).Start(5).Ask(6).Start(7), 2},
                    {"the end date passed", in_work().Ask(3).Add(4, ended).Start(5), 0},
                    {"the office waits for her", Tale().Keep(0, false).Route(5, "A"), 0},
                });
}

// A wait with that flag on its stop.
int64_t FakedWith(v1::StopFlag flag, const Wait& wait) {
  CaseJourney journey;
  journey.citizen_case.add_stops()->set_flag(flag);
  journey.waits.push_back(wait);
  return FiguresOf(journey)[v1::SHUTTLING_FIGURE_FAKED_WAITS];
}

TEST(FakedWaits, AreThoseThatBeganRightBeforeALimit) {
  const Wait for_others{.agency = "A", .ended = true, .stop = 0};
  EXPECT_EQ(FakedWith(v1::STOP_FLAG_BEFORE_LIMIT, for_others), 1);
  EXPECT_EQ(FakedWith(v1::STOP_FLAG_LONG, for_others), 0);
  EXPECT_EQ(FakedWith(v1::STOP_FLAG_MANY, for_others), 0);
  EXPECT_EQ(FakedWith(v1::STOP_FLAG_UNSPECIFIED, for_others), 0);
  // Both signs at once are one wait.
  EXPECT_EQ(FakedWith(v1::STOP_FLAG_BEFORE_LIMIT,
                      {.agency = "A", .for_citizen = true, .ended = true, .stop = 0}),
            1);
}

TEST(Phase, IsWaitingWhileAStopRuns) {
  storage::v1::CaseState c;
  c.set_state(v1::STATE_IN_PROGRESS);
  EXPECT_EQ(PhaseOf(c), Phase::kInWork);
  auto* const stop = c.add_stops();
  stop->set_reason(v1::STOP_REASON_OTHER_BODY);
  EXPECT_EQ(PhaseOf(c), Phase::kAwaitingOthers);
  stop->set_reason(v1::STOP_REASON_OTHER_CASE);
  EXPECT_EQ(PhaseOf(c), Phase::kAwaitingOthers);
  stop->set_reason(v1::STOP_REASON_CITIZEN);
  EXPECT_EQ(PhaseOf(c), Phase::kAwaitingCitizen);
  stop->set_to_us(1);
  EXPECT_EQ(PhaseOf(c), Phase::kInWork);
  stop->clear_to_us();
  c.set_state(v1::STATE_CLOSED);
  EXPECT_EQ(PhaseOf(c), Phase::kEnded);
}

TEST(PlacingRow, IsOfTheFirstHandOverByARow) {
  storage::v1::CaseState c;
  EXPECT_EQ(PlacingRow(c), "");
  c.mutable_verdict()->set_list_version("1");
  c.mutable_verdict()->set_row("tasks.csv:3");
  EXPECT_EQ(PlacingRow(c), "1 tasks.csv:3");
  // A person chose first.
  c.add_handovers();
  auto* const decision = c.add_handovers()->mutable_decision();
  decision->set_list_version("2");
  decision->set_row("routing.csv:9");
  EXPECT_EQ(PlacingRow(c), "2 routing.csv:9");
}

TEST(CaseJourney, OfNoRecordsIsEmpty) {
  const CaseJourney journey = JourneyOf(kNumber, {}, absl::UnixEpoch());
  EXPECT_EQ(FiguresOf(journey), ShuttleFigures{});
  EXPECT_THAT(journey.stations, ::testing::IsEmpty());
}

}  // namespace
}  // namespace skranke
