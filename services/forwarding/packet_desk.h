// Packets on paper: which message is to be printed, and what a receipt that came back means. A
// message to an agency on paper waits in the ready index like any other, and its hand-over is
// chased like any other; only the receipt comes by hand. Answering and judging are pure; any
// thread.
//
// A hand-over whose route is hidden, or was until a correction, is printed at no counter: its
// receiver would stand on the paper. The people of the unit that has the case print what was handed
// to them, with the unit on it; at the counter a packet names the agency alone.
#ifndef SKRANKE_SERVICES_FORWARDING_PACKET_DESK_H_
#define SKRANKE_SERVICES_FORWARDING_PACKET_DESK_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/receivers.pb.h"

namespace skranke {

// The errors of all are those of ReceiverService in proto/skranke/v1/receivers.proto.
absl::StatusOr<v1::RenderPacketResponse> AnswerRenderPacket(const Snapshot& snapshot,
                                                            const Caller& caller,
                                                            const v1::RenderPacketRequest& request);

absl::Status ValidatePacketReceipt(const v1::RegisterPacketReceiptRequest& request);

ReadSet ReadsOfPacketReceipt(const v1::RegisterPacketReceiptRequest& request);

absl::StatusOr<Judgement> JudgePacketReceipt(const View& view, const Caller& caller,
                                             const v1::RegisterPacketReceiptRequest& request,
                                             absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_PACKET_DESK_H_
