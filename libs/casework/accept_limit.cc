#include "libs/casework/accept_limit.h"

#include <algorithm>

#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

// Each step is at most a day long, however long the receiver had: who is told late cannot help.
constexpr absl::Duration kStepMax = absl::Hours(24);

}  // namespace

absl::Duration AcceptTime(const storage::v1::CaseState& c, const storage::v1::AgencyRow* agency) {
  if (c.accept_minutes() > 0) return absl::Minutes(c.accept_minutes());
  const bool acute = c.urgency() == v1::URGENCY_ACUTE;
  if (acute && agency != nullptr && agency->acute_accept_minutes() > 0) {
    return absl::Minutes(agency->acute_accept_minutes());
  }
  if (c.accept_hours() > 0) return absl::Hours(c.accept_hours());
  if (acute) return kAcuteAcceptTime;
  return agency == nullptr ? absl::ZeroDuration() : absl::Hours(agency->accept_hours());
}

absl::Time AcceptBy(absl::Time ready, absl::Duration accept_time, bool acute,
                    const Directory& directory) {
  const absl::Time end = ready + accept_time;
  if (acute) return end;
  const absl::CivilDay day = directory.zone().DayOf(end);
  const absl::CivilDay open = directory.holidays().RollForward(day);
  return directory.zone().StartOfDay(open) + (end - directory.zone().StartOfDay(day));
}

absl::Time NextEscalation(const storage::v1::HandoverRecord& handover, uint32_t taken,
                          absl::Time now, bool acute, const Directory& directory) {
  if (taken >= kEscalationLast) return absl::InfiniteFuture();
  const absl::Duration had = absl::Microseconds(handover.accept_by_us() - handover.ready_us());
  return AcceptBy(now, std::min(had, kStepMax), acute, directory);
}

}  // namespace skranke
