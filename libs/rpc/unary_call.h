// One unary call on the server, from the waiting for it to its answer. Owns itself: it is deleted
// by the polling thread that sees its last operation end.
#ifndef SKRANKE_LIBS_RPC_UNARY_CALL_H_
#define SKRANKE_LIBS_RPC_UNARY_CALL_H_

#include "libs/rpc/client/completion_tag.h"
#include "libs/rpc/raw_service.h"
#include "libs/rpc/server_parts.h"

namespace skranke {

// The longest a unary call may wait for its answer, also when the client gave no deadline: whoever
// stands at the counter has given up by then.
inline constexpr absl::Duration kMaxUnaryTime = absl::Seconds(30);

class UnaryCall : public CompletionTag {
 public:
  // Waits for the next call of a method.
  static void Post(ServerParts& parts, size_t method_index);

  void Proceed(bool ok) override;

 private:
  UnaryCall(ServerParts& parts, size_t method_index);

  void Arrived();
  // From any thread, once.
  void Answer(UnaryAnswer answer);

  ServerParts& parts_;
  const size_t method_index_;
  OpenCall open_;
  bool arrived_ = false;
  grpc::ServerContext context_;
  grpc::ByteBuffer request_;
  grpc::ServerAsyncResponseWriter<grpc::ByteBuffer> writer_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_UNARY_CALL_H_
