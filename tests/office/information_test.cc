// A question to the citizen: until when it waits, whom it reminds, and what ends it. It is asked on
// Monday 2024-03-04.
#include "tests/office/clock_verbs.h"
#include "tests/office/shown_answers.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr v1::DeadlineKind kAnswer = v1::DEADLINE_KIND_ANSWER;

class Information : public ClockFixture {
 protected:
  absl::StatusOr<v1::RequestInformationResponse> Ask(absl::string_view caller, const v1::Case& c,
                                                     absl::Time remind = absl::InfinitePast(),
                                                     absl::Time end = absl::InfinitePast()) {
    auto request = About<v1::RequestInformationRequest>(c);
    request.set_question("When did the job end?");
    if (remind != absl::InfinitePast()) {
      request.mutable_remind_time()->set_seconds(absl::ToUnixSeconds(remind));
    }
    if (end != absl::InfinitePast()) {
      request.mutable_end_time()->set_seconds(absl::ToUnixSeconds(end));
    }
    return Call<v1::RequestInformationResponse>(caller, request);
  }

  // A case that waits for the citizen.
  v1::Case Asked(absl::string_view caller, const v1::RegisterCaseRequest& request) {
    const auto response = Ask(caller, InWork(caller, request));
    EXPECT_THAT(response, IsOk());
    return response->citizen_case();
  }

  v1::Case Answer(const v1::Case& c) {
    v1::SupplementCaseRequest request;
    request.set_name(c.name());
    request.set_note("In February.");
    const auto response = Call<v1::SupplementCaseResponse>("clerk", request);
    EXPECT_THAT(response, IsOk());
    return response->citizen_case();
  }

  // Another case, which is reminded of then and awaited a week longer: once that has happened, so
  // has all that was due before.
  v1::Case AskedAside(absl::string_view remind) {
    const auto response = Ask("west", InWork("west", Matter("aid", SyntheticNumber(1))),
                              Local(remind), Local(remind) + absl::Hours(7 * 24));
    EXPECT_THAT(response, IsOk());
    return response->citizen_case();
  }

  std::vector<std::string> Reminded(absl::string_view caller) {
    std::vector<std::string> names;
    for (const v1::Case& c : Reminders(caller)) names.push_back(c.name());
    return names;
  }

  std::vector<v1::Case> Reminders(absl::string_view caller) {
    const auto listed = Call<v1::ListRemindersResponse>(caller, v1::ListRemindersRequest());
    EXPECT_THAT(listed, IsOk()) << caller;
    return {listed->cases().begin(), listed->cases().end()};
  }

  bool ComesTo(const v1::Case& c, v1::State state) {
    return Eventually([&] { return Get("clerk", c.name()).state() == state; });
  }
};

TEST_F(Information, IsAwaitedForThreeWeeksWithAReminderAWeekBefore) {
  const v1::Case asked = Asked("west", Matter("aid"));
  EXPECT_EQ(asked.state(), v1::STATE_AWAITING_INFO);
  EXPECT_EQ(LocalTime(asked.information_end_time()), "2024-03-25 23:59:59");
  EXPECT_EQ(LocalTime(asked.information_remind_time()), "2024-03-18 23:59:59");
  ASSERT_THAT(asked.stops(), SizeIs(1));
  EXPECT_EQ(asked.stops(0).reason(), v1::STOP_REASON_CITIZEN);
}

// Three weeks from 7 March is Maundy Thursday; Easter Monday is 1 April.
TEST_F(Information, IsNotAwaitedUntilAClosedDay) {
  PassUntil("2024-03-07 09:00:00");
  EXPECT_EQ(LocalTime(Asked("west", Matter("aid")).information_end_time()), "2024-04-02 23:59:59");
}

TEST_F(Information, IsAwaitedUntilTheDayThatTheAgencySets) {
  const absl::Time now = clock().Now();
  const auto window = [&](absl::Duration remind, absl::Duration end) {
    return Ask("west", InWork("west", Matter("aid")),
               remind == absl::ZeroDuration() ? absl::InfinitePast() : now + remind,
               end == absl::ZeroDuration() ? absl::InfinitePast() : now + end);
  };
  constexpr absl::Duration kUnset = absl::ZeroDuration();
  const absl::Duration second = absl::Seconds(1);
  const absl::Duration week = absl::Hours(7 * 24);
  const absl::Duration year = absl::Hours(366 * 24);
  struct Row {
    const char* why;
    absl::Duration remind;
    absl::Duration end;
    const char* field;
  };
  for (const Row& row : {Row{"ends at once", kUnset, second, ""}, Row{"a year", kUnset, year, ""},
                         Row{"more than a year", kUnset, year + second, "end_time"},
                         Row{"ended", kUnset, -second, "end_time"},
                         Row{"reminds just before the end", week - second, week, ""},
                         Row{"reminds at the end", week, week, "remind_time"},
                         Row{"reminded", -second, week, "remind_time"}}) {
    const auto asked = window(row.remind, row.end);
    if (*row.field != '\0') {
      EXPECT_THAT(asked, HasField(row.field)) << row.why;
    } else {
      EXPECT_THAT(asked, IsOk()) << row.why;
    }
  }
  // A week or less leaves no time for a reminder.
  EXPECT_FALSE(window(kUnset, week)->citizen_case().has_information_remind_time());
  EXPECT_TRUE(window(kUnset, week + second)->citizen_case().has_information_remind_time());
}

TEST_F(Information, HasTheOfficeRemindTheCitizen) {
  const v1::Case asked = Asked("west", Matter("aid"));
  const v1::Case aside = AskedAside("2024-03-18 23:59:58");
  PassUntil("2024-03-18 23:59:58");
  ASSERT_TRUE(Eventually([&] { return !Reminders("clerk").empty(); }));
  EXPECT_THAT(Reminded("clerk"), ElementsAre(aside.name()));
  Answer(aside);
  Pass(absl::Seconds(1));
  ASSERT_TRUE(Eventually([&] { return Reminders("clerk").size() == 1; }));
  const v1::Case listed = Reminders("clerk")[0];
  EXPECT_EQ(listed.name(), asked.name());
  EXPECT_EQ(listed.information_request(), "When did the job end?");
  EXPECT_EQ(LocalTime(listed.information_end_time()), "2024-03-25 23:59:59");
  EXPECT_FALSE(listed.has_information_remind_time());
  EXPECT_THAT(Reminders("supervisor"), SizeIs(1));
  EXPECT_THAT(Reminders("branch_clerk"), IsEmpty());
  // Nobody's etag is void because the office reminds.
  EXPECT_EQ(Get("clerk", asked.name()).etag(), asked.etag());
  Answer(asked);
  EXPECT_THAT(Reminders("clerk"), IsEmpty());
}

TEST_F(Information, IsNoLongerAwaitedAfterItsEnd) {
  const v1::Case asked = Asked("west", Matter("aid"));
  const v1::Case aside = AskedAside("2024-03-18 23:59:58");
  PassUntil("2024-03-19 12:00:00");
  ASSERT_TRUE(Eventually([&] { return Reminders("clerk").size() == 2; }));
  PassUntil("2024-03-25 23:59:58");
  ASSERT_TRUE(ComesTo(aside, v1::STATE_IN_PROGRESS));
  EXPECT_EQ(Get("clerk", asked.name()).state(), v1::STATE_AWAITING_INFO);
  Pass(absl::Seconds(1));
  ASSERT_TRUE(ComesTo(asked, v1::STATE_IN_PROGRESS));
  const v1::Case now = GetItem("west", asked.name()).citizen_case();
  EXPECT_EQ(now.information_request(), "");
  EXPECT_TRUE(now.stops(0).has_end_time());
  EXPECT_EQ(DueOf(kAnswer, now), "2024-04-24 23:59:59");
  EXPECT_FALSE(now.has_information_end_time());
  EXPECT_THAT(Reminders("clerk"), IsEmpty());
  Close("west", now);
}

TEST_F(Information, KeepsTheCaseInItsPlaceWhenItComes) {
  const v1::Case asked = Asked("west", Matter("aid"));
  const v1::Case aside = AskedAside("2024-03-18 23:59:58");
  Pass(absl::Hours(48));
  const v1::Case answered = Answer(asked);
  EXPECT_EQ(answered.state(), v1::STATE_IN_PROGRESS);
  EXPECT_EQ(answered.receive_time().seconds(), asked.receive_time().seconds());
  EXPECT_EQ(answered.responsibility().authority(), "WELFARE");
  EXPECT_EQ(DueOf(kAnswer, answered), "2024-04-05 23:59:59");
  EXPECT_FALSE(answered.has_information_end_time());
  // Nothing is ended later, and the caseworker's etag still holds.
  PassUntil("2024-03-26 12:00:00");
  ASSERT_TRUE(ComesTo(aside, v1::STATE_IN_PROGRESS));
  auto decide = About<v1::DecideCaseRequest>(asked);
  decide.set_outcome("GRANTED");
  SKRANKE_EXPECT_OK(Call<v1::DecideCaseResponse>("west", decide));
}

TEST_F(Information, IsNotAnsweredByNothing) {
  const v1::Case asked = Asked("west", Matter("aid"));
  v1::SupplementCaseRequest nothing;
  nothing.set_name(asked.name());
  EXPECT_THAT(Call<v1::SupplementCaseResponse>("clerk", nothing), HasField("note"));
  nothing.set_accept_incomplete(true);
  EXPECT_THAT(Call<v1::SupplementCaseResponse>("clerk", nothing), HasField("note"));
  EXPECT_EQ(Get("clerk", asked.name()).state(), v1::STATE_AWAITING_INFO);
  EXPECT_EQ(Get("clerk", asked.name()).information_request(), "When did the job end?");
  EXPECT_EQ(Answer(asked).information_request(), "");
}

TEST_F(Information, IsNoLongerAwaitedWhenTheWorkGoesOn) {
  const v1::Case asked = Asked("west", Matter("aid"));
  Pass(absl::Hours(24));
  const v1::Case started = Start("west", asked);
  EXPECT_TRUE(started.stops(0).has_end_time());
  EXPECT_EQ(DueOf(kAnswer, started), "2024-04-04 23:59:59");
}

TEST_F(Information, TakesTheClockOverFromAnotherStop) {
  const v1::Case aid = InWork("west", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stopped, Stop("west", aid));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto asked, Ask("west", stopped.citizen_case()));
  ASSERT_THAT(asked.citizen_case().stops(), SizeIs(2));
  EXPECT_TRUE(asked.citizen_case().stops(0).has_end_time());
  EXPECT_FALSE(asked.citizen_case().stops(1).has_end_time());
}

TEST_F(Information, LooksTheSameForTheProtected) {
  const v1::Case open = Asked("west", Matter("aid"));
  const v1::Case hidden = Asked("shield", Matter("aid", kProtectedPerson));
  PassUntil("2024-03-20 12:00:00");
  ASSERT_TRUE(Eventually([&] { return Reminders("clerk").size() == 2; }));
  const std::vector<v1::Case> reminders = Reminders("clerk");
  EXPECT_EQ(Shown(reminders[0]), Shown(reminders[1]));
  EXPECT_EQ(Shown(Get("clerk", open.name())), Shown(Get("clerk", hidden.name())));
}

}  // namespace
}  // namespace skranke
