// Calls about clocks that tests of a whole office make. For tests alone; one thread.
#ifndef SKRANKE_TESTS_OFFICE_CLOCK_VERBS_H_
#define SKRANKE_TESTS_OFFICE_CLOCK_VERBS_H_

#include <string>

#include "skranke/v1/clock.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {

class ClockFixture : public OfficeFixture {
 protected:
  explicit ClockFixture(const PackageFiles& package = TownPackage()) : OfficeFixture(package) {}

  // A case that the unit's caseworker works on.
  v1::Case InWork(absl::string_view caller, const v1::RegisterCaseRequest& request) {
    return Start(caller, Accept(caller, Register("clerk", request)));
  }

  absl::StatusOr<v1::StopClockResponse> Stop(absl::string_view caller, const v1::Case& c,
                                             absl::string_view note = "The doctor is asked.") {
    auto request = About<v1::StopClockRequest>(c);
    request.set_reason(v1::STOP_REASON_OTHER_BODY);
    request.set_note(std::string(note));
    return Call<v1::StopClockResponse>(caller, request);
  }

  absl::StatusOr<v1::ResumeClockResponse> Resume(absl::string_view caller, const v1::Case& c) {
    return Call<v1::ResumeClockResponse>(caller, About<v1::ResumeClockRequest>(c));
  }

  // Stops, waits and resumes.
  v1::Case WaitFor(absl::Duration time, const v1::Case& c) {
    const auto stopped = Stop("west", c);
    EXPECT_THAT(stopped, IsOk());
    Pass(time);
    const auto resumed = Resume("west", stopped->citizen_case());
    EXPECT_THAT(resumed, IsOk());
    return resumed->citizen_case();
  }

  static const v1::Deadline& LimitOf(v1::DeadlineKind kind, const v1::Case& c) {
    for (const v1::Deadline& deadline : c.deadlines()) {
      if (deadline.kind() == kind) return deadline;
    }
    return v1::Deadline::default_instance();
  }

  // "2024-04-03 23:59:59", or nothing for a limit that is not there.
  static std::string DueOf(v1::DeadlineKind kind, const v1::Case& c) {
    const v1::Deadline& deadline = LimitOf(kind, c);
    return deadline.has_due_time() ? LocalTime(deadline.due_time()) : "";
  }

  static std::string LocalTime(const google::protobuf::Timestamp& time) {
    absl::TimeZone oslo;
    EXPECT_TRUE(absl::LoadTimeZone("Europe/Oslo", &oslo));
    return absl::FormatTime("%Y-%m-%d %H:%M:%S", absl::FromUnixSeconds(time.seconds()), oslo);
  }

  // Time passes until then.
  void PassUntil(absl::string_view local) { Pass(Local(local) - clock().Now()); }
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_CLOCK_VERBS_H_
