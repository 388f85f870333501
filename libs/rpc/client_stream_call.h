// One client stream on the server, from the waiting for it to its end. Messages are taken one at a
// time, as its handler asks for them. Holds itself while gRPC still owes it an operation; handlers
// hold it as their StreamReceiver.
#ifndef SKRANKE_LIBS_RPC_CLIENT_STREAM_CALL_H_
#define SKRANKE_LIBS_RPC_CLIENT_STREAM_CALL_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "libs/base/mutex.h"
#include "libs/rpc/client/completion_tag.h"
#include "libs/rpc/raw_service.h"
#include "libs/rpc/server_parts.h"

namespace skranke {

class ClientStreamCall : public StreamReceiver,
                         public std::enable_shared_from_this<ClientStreamCall> {
 public:
  // Waits for the next call of a method.
  static void Post(ServerParts& parts, size_t method_index);

  void Read() override;
  void Answer(UnaryAnswer answer) override;
  void Finish(absl::Status status) override { Answer({.status = std::move(status)}); }
  void Notify(std::function<void(std::optional<std::string>)> came,
              std::function<void()> over) override;

 private:
  // What belongs to gRPC: given back when the stream is over, for the server may go before a
  // handler lets go of its receiver.
  struct Wire {
    grpc::ServerContext context;
    grpc::ByteBuffer message;
    grpc::ServerAsyncReader<grpc::ByteBuffer, grpc::ByteBuffer> reader{&context};
  };

  ClientStreamCall(ServerParts& parts, size_t method_index);

  // What gRPC tells, on polling threads.
  void Requested(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void Came(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void Finished(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void PeerDone(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);

  // One of the operations that gRPC owed came back.
  void Returned() ABSL_LOCKS_EXCLUDED(mutex_);
  void Over() ABSL_LOCKS_EXCLUDED(mutex_);

  ServerParts& parts_;
  const size_t method_index_;
  std::optional<OpenCall> open_;
  MemberTag<ClientStreamCall> requested_{this, &ClientStreamCall::Requested};
  MemberTag<ClientStreamCall> came_{this, &ClientStreamCall::Came};
  MemberTag<ClientStreamCall> finished_{this, &ClientStreamCall::Finished};
  MemberTag<ClientStreamCall> peer_done_{this, &ClientStreamCall::PeerDone};
  // Set while gRPC may still come back.
  std::shared_ptr<ClientStreamCall> self_;

  Mutex mutex_;
  // Null when the stream is over.
  std::unique_ptr<Wire> wire_ ABSL_GUARDED_BY(mutex_);
  // How many operations gRPC still owes; with the last one the stream is over.
  int owed_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool peer_gone_ ABSL_GUARDED_BY(mutex_) = false;
  // Set by the first answer.
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  std::function<void(std::optional<std::string>)> on_message_ ABSL_GUARDED_BY(mutex_);
  std::function<void()> on_over_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_STREAM_CALL_H_
