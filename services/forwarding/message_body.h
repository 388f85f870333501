// What an agency is sent. Bodies are built at the moment of sending from the case as it then is:
// nothing of a citizen waits in an outbox. Pure over a snapshot; any thread.
#ifndef SKRANKE_SERVICES_FORWARDING_MESSAGE_BODY_H_
#define SKRANKE_SERVICES_FORWARDING_MESSAGE_BODY_H_

#include "absl/status/statusor.h"
#include "libs/engine/snapshot.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

// The request for one message of the case. Once the hand-over that a message belongs to has ended,
// the agency is sent the case's name only: what became of it is no longer its to see.
// DATA_LOSS or UNAVAILABLE from the store.
absl::StatusOr<v1::ReceiveRequest> BuildMessage(const Snapshot& snapshot,
                                                const storage::v1::CaseState& citizen_case,
                                                const storage::v1::MessageRecord& message);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_MESSAGE_BODY_H_
