// What all calls of one server share. Threads may share it: the counters are atomic, the rest does
// not change while calls run.
#ifndef SKRANKE_LIBS_RPC_SERVER_PARTS_H_
#define SKRANKE_LIBS_RPC_SERVER_PARTS_H_

#include <grpcpp/completion_queue.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

#include "libs/rpc/call_handler.h"
#include "libs/rpc/rpc_observer.h"

namespace skranke {

class RawService;
class OpenStreams;

// Where one listed method is found in its gRPC service, and who takes its calls.
struct ListedMethod {
  std::string full_name;
  CallHandler* handler = nullptr;
  RpcObserver* observer = nullptr;  // May be null.
  RawService* service = nullptr;
  int index_in_service = 0;
};

struct ServerParts {
  std::vector<ListedMethod> methods;
  RpcObserver* unlisted_observer = nullptr;  // May be null.
  size_t max_message_bytes = 0;
  grpc::ServerCompletionQueue* queue = nullptr;
  OpenStreams* streams = nullptr;
  // Calls whose object lives on after its request came in: the queue must outlive them.
  std::atomic<int> open_calls = 0;
};

// Counts a call as open while it lives; whoever drains waits for none to be left.
class OpenCall {
 public:
  explicit OpenCall(ServerParts& parts) : parts_(parts) {}
  ~OpenCall();
  OpenCall(const OpenCall&) = delete;
  OpenCall& operator=(const OpenCall&) = delete;
  void Begin();
  // Tells the method's observer and, for a hidden error, the log.
  void Ended(size_t method_index, const absl::Status& status) const;
  // The same for a call of no listed method.
  void EndedUnlisted(absl::StatusCode code) const;

 private:
  void Tell(RpcObserver* observer, size_t method_index, absl::StatusCode code) const;

  ServerParts& parts_;
  bool begun_ = false;
  std::chrono::steady_clock::time_point arrival_;
};

// The request as the handler gets it. `longest` bounds the deadline from now on.
IncomingCall ReadCall(const ServerParts& parts, size_t method_index,
                      const grpc::ServerContext& context, const grpc::ByteBuffer& request,
                      absl::Duration longest);

// OK, or INVALID_ARGUMENT MESSAGE_TOO_LARGE for a request over max_message_bytes. gRPC itself
// refuses only what is larger still, so that the usual mistake gets an ErrorInfo.
absl::Status CheckSize(const ServerParts& parts, const grpc::ByteBuffer& request);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_SERVER_PARTS_H_
