// absl::Status -> grpc::Status: the one place where an error gets its form on the wire (AIP-193).
// The way back is libs/rpc/client/call_status.h. Pure; safe from any thread.
#ifndef SKRANKE_LIBS_RPC_WIRE_STATUS_H_
#define SKRANKE_LIBS_RPC_WIRE_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace google::rpc {
class Status;
}

namespace skranke {

// What RESOURCE_EXHAUSTED and UNAVAILABLE ask a client to wait: a full queue is worked off in less.
inline constexpr absl::Duration kRetryDelay = absl::Milliseconds(500);

// The error with its details: exactly one ErrorInfo (the status's ReasonOf, else the name of its
// code), a BadRequest where FieldOf names a field, a RetryInfo where trying again later helps.
// INTERNAL and UNKNOWN keep their reason but lose their message: what broke inside is for the log.
google::rpc::Status ErrorDetails(const absl::Status& status);

// The same as gRPC sends it, details in `grpc-status-details-bin`.
grpc::Status WireStatus(const absl::Status& status);

// Whether the message stays inside, so that who answers has to log it.
bool IsHidden(const absl::Status& status);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_WIRE_STATUS_H_
