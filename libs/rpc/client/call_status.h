// grpc::Status -> absl::Status at the caller's end, with the reason and field the server named. The
// way there is libs/rpc/wire_status.h. Pure; safe from any thread.
#ifndef SKRANKE_LIBS_RPC_CLIENT_CALL_STATUS_H_
#define SKRANKE_LIBS_RPC_CLIENT_CALL_STATUS_H_

#include <grpcpp/support/status.h>

#include <string>

#include "absl/status/status.h"

namespace skranke {

// The ErrorInfo domain of all reasons of this house.
inline constexpr char kErrorDomain[] = "skranke";

// The reason of an UNAVAILABLE that no server sent: nobody answered at the address.
inline constexpr char kNotReachedReason[] = "NOT_REACHED";

// The status of a finished call: OK, or the server's code and message with ReasonOf (the
// ErrorInfo's reason) and FieldOf (the first field violation). Where no server spoke, the reason is
// NOT_REACHED for UNAVAILABLE and the name of the code for all others: an error never comes without
// a reason.
absl::Status CallStatus(const grpc::Status& status);

// The reason of a unary call that the server cut instead of answering it.
inline constexpr char kCallCutReason[] = "CALL_CUT";

// The same for a unary call, which its caller cannot cancel: CANCELLED without the server's details
// then comes from a server that was just stopping, and is told as UNAVAILABLE CALL_CUT. Whether the
// call had its effect is not known; the same request_id may be tried again.
absl::Status UnaryCallStatus(const grpc::Status& status);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_CALL_STATUS_H_
