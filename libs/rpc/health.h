// grpc.health.v1 on our own completion queue. The health service built into gRPC brings a second
// queue with threads of its own, which connections are then spread over: measured, a call costs the
// server half as much again. Threads may share it.
#ifndef SKRANKE_LIBS_RPC_HEALTH_H_
#define SKRANKE_LIBS_RPC_HEALTH_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/mutex.h"
#include "libs/rpc/call_handler.h"

namespace skranke {

inline constexpr char kHealthCheckMethod[] = "/grpc.health.v1.Health/Check";
inline constexpr char kHealthWatchMethod[] = "/grpc.health.v1.Health/Watch";

class Health : public CallHandler {
 public:
  // HealthCheckResponse.ServingStatus of the public protocol.
  enum Serving { kServing = 1, kNotServing = 2, kServiceUnknown = 3 };

  // The server as a whole, the empty name, serves from the start.
  Health() { services_[""] = kServing; }

  // What is answered for a service from now on, and told to who watches it.
  void Set(const std::string& service, bool serving) ABSL_LOCKS_EXCLUDED(mutex_);
  // Nothing serves any more, and Set has no effect.
  void StopAll() ABSL_LOCKS_EXCLUDED(mutex_);

  // Check: NOT_FOUND UNKNOWN_SERVICE for a name that was never set.
  void Unary(IncomingCall call, AnswerCall answer) override;
  // Watch: the state now and after each change; a slow reader gets the newest only.
  void OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) override;

 private:
  struct Watch {
    std::string service;
    std::shared_ptr<StreamWriter> writer;
    int told = 0;  // The Serving last written; 0: none yet.
  };

  Serving StateOf(const std::string& service) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Tell(Watch& watch) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void TellAll() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Ready(StreamWriter* writer) ABSL_LOCKS_EXCLUDED(mutex_);
  void Over(StreamWriter* writer) ABSL_LOCKS_EXCLUDED(mutex_);

  Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_map<std::string, Serving> services_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<StreamWriter*, Watch> watches_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_HEALTH_H_
