#include "services/supervision/unreachable.h"

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/casework/accept_limit.h"
#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

// Over closed days where people come for what waits.
absl::Time EndOfWait(EndpointKind kind, absl::Time since, const Directory& directory) {
  const bool by_people = kind == EndpointKind::kFileDrop || kind == EndpointKind::kPaper;
  return AcceptBy(since, MessageWaitsMax(kind), !by_people, directory);
}

}  // namespace

absl::Duration MessageWaitsMax(EndpointKind kind) {
  switch (kind) {
    case EndpointKind::kFileDrop:
      return kFileDropHold;
    case EndpointKind::kPaper:
      return absl::Hours(7 * 24);
    case EndpointKind::kPull:
    case EndpointKind::kGrpc:
    case EndpointKind::kWebhook:
      break;
  }
  return absl::Hours(1);
}

absl::optional<absl::Time> UnreachableSince(EndpointKind kind,
                                            absl::optional<absl::Time> silent_since,
                                            absl::Time oldest_message, absl::Time now,
                                            const Directory& directory) {
  if (oldest_message == absl::InfiniteFuture()) return absl::nullopt;
  const bool nobody_came = kind == EndpointKind::kFileDrop && silent_since &&
                           *silent_since - oldest_message >= kFileDropHold;
  if (silent_since && !nobody_came && now - *silent_since >= kAgencySilentMax) return silent_since;
  if (now >= EndOfWait(kind, oldest_message, directory)) return oldest_message;
  return absl::nullopt;
}

bool IsChasedByItself(const storage::v1::MessageRecord& message, const storage::v1::CaseState& c) {
  const bool brings = message.kind() == storage::v1::MESSAGE_KIND_HANDOVER ||
                      message.kind() == storage::v1::MESSAGE_KIND_REOPENING;
  const bool latest = message.handover() == static_cast<uint32_t>(c.handovers_size());
  return brings && latest && c.state() == v1::STATE_ROUTED &&
         c.handovers(c.handovers_size() - 1).accept_by_us() != 0;
}

std::string NextStepToReach(EndpointKind kind, absl::string_view agency) {
  switch (kind) {
    case EndpointKind::kFileDrop:
      return absl::StrCat("The operator looks into the folder of ", agency,
                          ": whether it is there, and whether ", agency,
                          " fetches and receipts what lies in it.");
    case EndpointKind::kPaper:
      return absl::StrCat("The office prints and sends the packets to ", agency,
                          " that wait, and registers the receipts that have come.");
    case EndpointKind::kPull:
      return absl::StrCat(
          "Who keeps the directory gives ", agency,
          " an endpoint again until what waits from before is sent, or a supervisor "
          "routes its cases.");
    case EndpointKind::kGrpc:
    case EndpointKind::kWebhook:
      break;
  }
  return absl::StrCat("Who runs ", agency,
                      " starts its intake again or announces an outage; what waits is kept and "
                      "sent.");
}

}  // namespace skranke
