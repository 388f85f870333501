#include "libs/casework/accept_limit.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "libs/directory/parse_directory.h"
#include "libs/directory/small_package.h"
#include "libs/testing/matchers.h"
#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

std::shared_ptr<const Directory> SmallDirectory() {
  const auto parsed = ParseDirectory(SmallPackage());
  EXPECT_THAT(parsed, IsOk());
  auto directory = Directory::Make(1, absl::UnixEpoch(), *parsed);
  EXPECT_THAT(directory, IsOk());
  return *directory;
}

absl::Time Oslo(absl::string_view text) {
  const auto time = SmallDirectory()->zone().ParseLocalTime(text);
  EXPECT_THAT(time, IsOk());
  return *time;
}

TEST(AcceptTime, IsTheTasksElseTheAgencysElseAcutesOwn) {
  struct Example {
    uint32_t task_minutes, task_hours;
    bool acute;
    uint32_t agency_hours, agency_acute_minutes;
    absl::Duration time;
  };
  const Example examples[] = {
      {0, 0, false, 0, 0, kAcceptTimeDefault}, {0, 0, false, 24, 5, absl::Hours(24)},
      {0, 8, false, 24, 5, absl::Hours(8)},    {30, 0, false, 24, 5, absl::Minutes(30)},
      {0, 0, true, 24, 0, kAcuteAcceptTime},   {0, 0, true, 24, 5, absl::Minutes(5)},
      {0, 1, true, 24, 0, kAcuteAcceptTime},   {0, 1, true, 24, 5, absl::Minutes(5)},
      {10, 0, true, 24, 5, absl::Minutes(10)},
  };
  for (const Example& example : examples) {
    storage::v1::CaseState c;
    c.set_accept_minutes(example.task_minutes);
    c.set_accept_hours(example.task_hours);
    c.set_urgency(example.acute ? v1::URGENCY_ACUTE : v1::URGENCY_NORMAL);
    storage::v1::AgencyRow agency;
    agency.set_accept_hours(example.agency_hours);
    agency.set_acute_accept_minutes(example.agency_acute_minutes);
    EXPECT_EQ(AcceptTime(c, &agency), example.time);
  }
}

TEST(AcceptTime, NeedsNoAgency) {
  storage::v1::CaseState c;
  EXPECT_EQ(AcceptTime(c, nullptr), kAcceptTimeDefault);
  c.set_urgency(v1::URGENCY_ACUTE);
  EXPECT_EQ(AcceptTime(c, nullptr), kAcuteAcceptTime);
}

TEST(AcceptBy, DoesNotEndOnADayWhenNobodyWorks) {
  const auto directory = SmallDirectory();
  struct Example {
    const char* ready;
    absl::Duration time;
    const char* ends;
  };
  const Example examples[] = {
      {"2026-11-19 15:55:00", absl::Hours(24), "2026-11-20 15:55:00"},  // Thursday to Friday.
      {"2026-11-20 15:55:00", absl::Hours(24), "2026-11-23 15:55:00"},  // Over a weekend.
      {"2026-11-20 15:55:00", absl::Hours(8), "2026-11-20 23:55:00"},   // The last hour of Friday.
      {"2026-11-20 15:55:00", absl::Hours(9), "2026-11-23 00:55:00"},   // An hour into Saturday.
      {"2026-04-01 12:00:00", absl::Hours(24), "2026-04-07 12:00:00"},  // Easter.
  };
  for (const Example& example : examples) {
    EXPECT_EQ(AcceptBy(Oslo(example.ready), example.time, false, *directory), Oslo(example.ends))
        << example.ready;
  }
}

TEST(AcceptBy, LetsNothingAcuteWaitForMonday) {
  const absl::Time friday = Oslo("2026-11-20 23:50:00");
  EXPECT_EQ(AcceptBy(friday, absl::Minutes(15), true, *SmallDirectory()),
            friday + absl::Minutes(15));
}

TEST(NextEscalation, ComesAsLongAfterAsTheReceiverHadButADayAtMost) {
  const auto directory = SmallDirectory();
  const absl::Time now = Oslo("2026-11-17 10:00:00");
  storage::v1::HandoverRecord handover;
  handover.set_ready_us(absl::ToUnixMicros(now - absl::Hours(8)));
  handover.set_accept_by_us(absl::ToUnixMicros(now));
  EXPECT_EQ(NextEscalation(handover, 1, now, false, *directory), now + absl::Hours(8));
  handover.set_ready_us(absl::ToUnixMicros(now - absl::Hours(72)));
  EXPECT_EQ(NextEscalation(handover, 2, now, false, *directory), now + absl::Hours(24));
  EXPECT_EQ(NextEscalation(handover, kEscalationLast, now, false, *directory),
            absl::InfiniteFuture());
}

}  // namespace
}  // namespace skranke
