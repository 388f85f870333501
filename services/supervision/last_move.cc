#include "services/supervision/last_move.h"

#include <algorithm>
#include <vector>

#include "libs/base/status_macros.h"
#include "services/supervision/find_gaps.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;
using storage::v1::Record;

// Mostly the latest record is a move; where it is not, few are looked at more than needed.
constexpr int kRecordsReadMax = 64;

bool IsMoveOf(const Record& record, uint64_t number) {
  return std::any_of(record.events().begin(), record.events().end(),
                     [&](const Event& event) { return event.number() == number && IsMove(event); });
}

// The records before the case's position with that index, `most` at most, latest first.
std::vector<uint64_t> PositionsBefore(const CaseState& c, int end, int most) {
  std::vector<uint64_t> positions;
  for (int i = end; i > std::max(0, end - most); --i) positions.push_back(c.positions(i - 1));
  return positions;
}

absl::StatusOr<absl::Time> LastMoveInRecords(const Snapshot& snapshot, const CaseState& c) {
  int end = c.positions_size();
  for (int most = 1; end > 0; most = std::min(2 * most, kRecordsReadMax)) {
    SKRANKE_ASSIGN_OR_RETURN(const auto records,
                             snapshot.FindRecords(PositionsBefore(c, end, most)));
    for (const Record& record : records) {
      if (IsMoveOf(record, c.number())) return absl::FromUnixMicros(record.record_us());
    }
    end -= most;
  }
  return KnownMove(c);
}

}  // namespace

bool IsMove(const Event& event) {
  switch (event.kind_case()) {
    case Event::kCaseRegistered:
    case Event::kCaseKept:
    case Event::kCaseRouted:
    case Event::kCaseTriaged:
    case Event::kHandoverRecalled:
    case Event::kCaseFinished:
    case Event::kCaseSentToOwner:
    case Event::kCaseDelivered:
    case Event::kCaseAccepted:
    case Event::kWorkStarted:
    case Event::kCaseReturned:
    case Event::kCaseForwarded:
    case Event::kInformationRequested:
    case Event::kInformationEnded:
    case Event::kClockStopped:
    case Event::kClockResumed:
    case Event::kDeadlineMet:
    case Event::kLocalStatusSet:
    case Event::kServiceLineMoved:
    case Event::kAppointmentSet:
    case Event::kAppointmentCancelled:
    case Event::kPlanSet:
    case Event::kCaseDecided:
    case Event::kCaseClosed:
    case Event::kCaseWithdrawn:
    case Event::kCaseMisregistered:
    case Event::kCaseReopened:
      return true;
    default:
      return false;
  }
}

absl::StatusOr<absl::Time> LastMove(const Snapshot& snapshot, const CaseState& c, absl::Time now) {
  if (!DependsOnLastMove(c, now)) return KnownMove(c);
  return LastMoveInRecords(snapshot, c);
}

}  // namespace skranke
