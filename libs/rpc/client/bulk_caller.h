// Many calls of one mutation on one stream: for imports. A stream that breaks fails the calls that
// wait on it; the next call opens another.
#ifndef SKRANKE_LIBS_RPC_CLIENT_BULK_CALLER_H_
#define SKRANKE_LIBS_RPC_CLIENT_BULK_CALLER_H_

#include <grpcpp/channel.h>
#include <grpcpp/completion_queue.h>

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "libs/base/mutex.h"
#include "libs/rpc/client/call.h"

namespace skranke {

// Threads may share it. How many calls are in flight is the user's to bound.
class BulkCaller {
 public:
  // Gets the reply or the error, once, on the caller's own thread. Must not block; may Start again.
  using Done = std::function<void(absl::StatusOr<CallReply>)>;

  // `method` is the bulk method's full name. The options' timeout is that of the whole stream.
  BulkCaller(std::shared_ptr<grpc::Channel> channel, std::string method, CallOptions options);
  // Waits for the answers. No Start may come from outside any more.
  ~BulkCaller();
  BulkCaller(const BulkCaller&) = delete;
  BulkCaller& operator=(const BulkCaller&) = delete;

  // `request` is the unary method's, with that request_id: answers are matched by it.
  void Start(const std::string& request_id, absl::string_view request, Done done)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  class Link;

  void Poll();
  // A link has no operation left.
  void Ended(Link* link) ABSL_LOCKS_EXCLUDED(mutex_);

  const std::shared_ptr<grpc::Channel> channel_;
  const std::string method_;
  const CallOptions options_;
  grpc::CompletionQueue queue_;
  Mutex mutex_;
  CondVar changed_;
  // The stream that new calls go to; null before the first and after a break.
  std::shared_ptr<Link> link_ ABSL_GUARDED_BY(mutex_);
  int links_ ABSL_GUARDED_BY(mutex_) = 0;
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_BULK_CALLER_H_
