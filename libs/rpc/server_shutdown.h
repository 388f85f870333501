// Ending a gRPC server when its calls are done, and not later.
#ifndef SKRANKE_LIBS_RPC_SERVER_SHUTDOWN_H_
#define SKRANKE_LIBS_RPC_SERVER_SHUTDOWN_H_

#include <grpcpp/server.h>

#include <atomic>

#include "absl/time/time.h"

namespace skranke {

// Takes no new call, lets the `open_calls` end within `longest`, cuts what is then left, and
// returns when gRPC is through. A call that comes in at the very moment of the end can get lost
// inside gRPC 1.51, taken but handed to nobody; it is cut as soon as no other is open, for its
// caller to repeat.
void ShutDown(grpc::Server& server, const std::atomic<int>& open_calls, absl::Duration longest);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_SERVER_SHUTDOWN_H_
