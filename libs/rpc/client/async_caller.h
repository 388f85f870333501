// Many unary calls in flight from few threads: for imports, forwarding and load.
#ifndef SKRANKE_LIBS_RPC_CLIENT_ASYNC_CALLER_H_
#define SKRANKE_LIBS_RPC_CLIENT_ASYNC_CALLER_H_

#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/rpc/client/call.h"

namespace skranke {

// Threads may share it. How many calls are in flight is the user's to bound.
class AsyncCaller {
 public:
  // Gets the reply or the error, once, on the caller's own thread. Must not block; may Start again.
  using Done = std::function<void(absl::StatusOr<CallReply>)>;

  // Calls go round the channels. One thread serves up to some 60 k calls a second; more threads
  // only help on more cores (limits.md section 2).
  explicit AsyncCaller(const std::vector<std::shared_ptr<grpc::Channel>>& channels,
                       int threads = 1);
  // Waits for the calls in flight; each ends at its deadline at the latest. No Start may come from
  // outside any more; one from a Done is answered CANCELLED at once.
  ~AsyncCaller();
  AsyncCaller(const AsyncCaller&) = delete;
  AsyncCaller& operator=(const AsyncCaller&) = delete;

  void Start(const std::string& method, absl::string_view request, const CallOptions& options,
             Done done);

 private:
  class Pending;

  void Poll();
  void Ended();

  grpc::CompletionQueue queue_;
  std::vector<grpc::GenericStub> stubs_;
  std::atomic<unsigned> next_stub_ = 0;
  // Calls in flight, plus one until the destructor runs.
  std::atomic<int> open_ = 1;
  std::atomic<bool> closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_ASYNC_CALLER_H_
