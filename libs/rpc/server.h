// The gRPC server of an installation: takes calls as bytes from a completion queue and hands them
// to a CallHandler. It knows which methods there are, and nothing of what they mean.
#ifndef SKRANKE_LIBS_RPC_SERVER_H_
#define SKRANKE_LIBS_RPC_SERVER_H_

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/limits.h"
#include "libs/base/mutex.h"
#include "libs/rpc/call_handler.h"
#include "libs/rpc/raw_service.h"
#include "libs/rpc/rpc_observer.h"

namespace grpc {
class Server;
}

namespace skranke {

struct RpcMethod {
  std::string full_name;  // "/skranke.v1.FrontDeskService/RegisterCase"
  RpcKind kind = RpcKind::kUnary;
  // The method's own limit, which its handler holds: what turns other forms into messages reads no
  // more than makes sense of it.
  size_t max_bytes = kMessageBytesMax;
};

struct RpcServerOptions {
  // HOST:PORT; port 0 takes a free one.
  std::string listen;
  // Threads that poll. One is the fastest on two cores (limits.md section 2).
  int pollers = 1;
  // Larger requests are refused.
  size_t max_message_bytes = kMessageBytesMax;
  // Whether the server tells its services and messages to who asks (grpcurl and the like).
  bool reflection = false;
};

// Started by one thread; then all functions may be called from any, though not from a handler's.
class RpcServer {
 public:
  // Listens and serves. `handler` and `observer` (may be null) have to outlive the server.
  // INVALID_ARGUMENT: BAD_METHOD_NAME for a name that is not "/service/method", or listed twice.
  // FAILED_PRECONDITION: CANNOT_LISTEN when the address is taken or none of this machine.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(const RpcServerOptions& options,
                                                          std::vector<RpcMethod> methods,
                                                          CallHandler* handler,
                                                          RpcObserver* observer = nullptr);
  // Drains without waiting for the calls' own end.
  ~RpcServer();
  RpcServer(const RpcServer&) = delete;
  RpcServer& operator=(const RpcServer&) = delete;

  // The port really bound.
  int port() const;

  // What grpc.health.v1 answers for a service; the empty name is the server as a whole, which
  // serves from the start until Drain.
  void SetServing(const std::string& service, bool serving);

  // Health says NOT_SERVING, no new call is taken, streams end UNAVAILABLE SERVER_DRAINING, calls
  // under way may end within `longest` and are then cut. Returns when the last one is answered: the
  // handler has to answer every call it got. Safe to repeat.
  void Drain(absl::Duration longest) ABSL_LOCKS_EXCLUDED(drain_mutex_);

 private:
  struct State;

  explicit RpcServer(std::unique_ptr<State> state);

  const std::unique_ptr<State> state_;
  Mutex drain_mutex_;
  bool drained_ ABSL_GUARDED_BY(drain_mutex_) = false;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_SERVER_H_
