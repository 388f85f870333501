#include "tools/skranke/show_case.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

absl::Time Local(int day, int hour, int second = 0) {
  return absl::FromCivil(absl::CivilSecond(2026, 3, day, hour, 0, second), absl::LocalTimeZone());
}

// A case with one limit, at the end of 10 March.
v1::Case WithLimit() {
  v1::Case citizen_case;
  v1::Deadline* limit = citizen_case.add_deadlines();
  limit->set_kind(v1::DEADLINE_KIND_ANSWER);
  limit->set_source("list 1, tasks.csv:3");
  *limit->mutable_due_time() = ToTimestamp(Local(11, 0) - absl::Seconds(1));
  return citizen_case;
}

TEST(ShowCase, SaysWhatIsLeftOfALimitAndWhereItStands) {
  struct {
    absl::Time now;
    const char* left;
  } const rows[] = {{Local(8, 23), "2 days left"}, {Local(9, 0), "1 day left"},
                    {Local(10, 0), "today"},       {Local(10, 23, 59), "today"},
                    {Local(11, 0), "1 day over"},  {Local(12, 0), "2 days over"}};
  for (const auto& row : rows) {
    EXPECT_THAT(ShowCase(WithLimit(), row.now), HasSubstr(row.left));
  }
  EXPECT_THAT(ShowCase(WithLimit(), Local(8, 0)),
              HasSubstr("ANSWER by 2026-03-10 23:59 (list 1, tasks.csv:3)"));
}

TEST(ShowCase, SaysWhenALimitWasMet) {
  v1::Case citizen_case = WithLimit();
  *citizen_case.mutable_deadlines(0)->mutable_meet_time() = ToTimestamp(Local(9, 8));
  EXPECT_THAT(ShowCase(citizen_case, Local(12, 0)), HasSubstr("met 2026-03-09 08:00"));
}

TEST(ShowCase, SaysForWhomItWaitedAndWhatIsUnusual) {
  v1::Case citizen_case;
  v1::Stop* stop = citizen_case.add_stops();
  stop->set_reason(v1::STOP_REASON_OTHER_BODY);
  stop->set_flag(v1::STOP_FLAG_LONG);
  *stop->mutable_start_time() = ToTimestamp(Local(9, 8));
  EXPECT_THAT(ShowCase(citizen_case, Local(12, 0)),
              HasSubstr("for OTHER_BODY from 2026-03-09 08:00, flagged LONG"));
}

TEST(ShowAnswer, SaysWhomToCallWhereItIsAcute) {
  v1::CounterAnswer answer;
  answer.set_authority("SOSIAL");
  EXPECT_THAT(ShowAnswer(answer), Not(HasSubstr("on duty")));
  answer.set_duty_phone("+47 00 00 00 00");
  EXPECT_THAT(ShowAnswer(answer), HasSubstr("on duty"));
  EXPECT_THAT(ShowAnswer(answer), HasSubstr("+47 00 00 00 00"));
}

TEST(ShowUnaccepted, SaysHowFarSilenceHasEscalated) {
  google::protobuf::RepeatedPtrField<v1::Case> cases;
  cases.Add()->set_name("cases/none");
  for (const auto escalation :
       {v1::Handover::ESCALATION_REMINDED, v1::Handover::ESCALATION_UNIT_HEAD,
        v1::Handover::ESCALATION_SUPERVISOR}) {
    v1::Case* c = cases.Add();
    c->add_handovers()->set_escalation(v1::Handover::ESCALATION_SUPERVISOR);
    *c->add_handovers()->mutable_accept_by_time() = ToTimestamp(Local(9, 8));
    c->mutable_handovers(1)->set_escalation(escalation);
  }
  const std::string shown = ShowUnaccepted(cases);
  for (const char* told : {"REMINDED", "UNIT_HEAD", "SUPERVISOR"}) {
    EXPECT_THAT(shown, HasSubstr(absl::StrCat("2026-03-09 08:00  ", told, "\n")));
  }
}

}  // namespace
}  // namespace skranke
