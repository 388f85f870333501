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
  if (c.urgency() == v1::URGENCY_ACUTE) {
    const uint32_t minutes = agency == nullptr ? 0 : agency->acute_accept_minutes();
    return minutes > 0 ? absl::Minutes(minutes) : kAcuteAcceptTime;
  }
  if (c.accept_hours() > 0) return absl::Hours(c.accept_hours());
  const uint32_t hours = agency == nullptr ? 0 : agency->accept_hours();
  return hours > 0 ? absl::Hours(hours) : kAcceptTimeDefault;
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
