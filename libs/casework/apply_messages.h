// What becomes of a case's messages to agencies: queued, delivered, failed, given up. Parts of
// apply, for apply alone. Pure.
#ifndef SKRANKE_LIBS_CASEWORK_APPLY_MESSAGES_H_
#define SKRANKE_LIBS_CASEWORK_APPLY_MESSAGES_H_

#include <string>

#include "libs/casework/apply.h"

namespace skranke {

// The latest hand-over; null where there was none.
storage::v1::HandoverRecord* Latest(storage::v1::CaseState& c);

// Queues a message to the agency of the latest hand-over; none where the kind is unspecified.
void Tell(storage::v1::MessageKind kind, storage::v1::CaseState& c);
// To an agency that had the case at any time.
void TellWhoHadIt(const std::string& agency, storage::v1::MessageKind kind,
                  storage::v1::CaseState& c);

void OnAcknowledged(const storage::v1::MessageAcknowledged& e, storage::v1::CaseState& c);
// Back among those that wait, in its place.
void OnRedelivered(const storage::v1::MessageRedelivered& e, storage::v1::CaseState& c);
// What was given up leaves a gap that the agency is told of.
void OnDiscarded(const storage::v1::MessageDiscarded& e, storage::v1::CaseState& c);
void OnFailed(const storage::v1::MessageFailed& e, const AppliedAt& at, storage::v1::CaseState& c);
void OnRetried(const storage::v1::MessageRetried& e, storage::v1::CaseState& c);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_APPLY_MESSAGES_H_
