// One server stream on the server, from the waiting for it to its end. Holds itself while gRPC
// still owes it an operation; handlers hold it as their StreamWriter.
#ifndef SKRANKE_LIBS_RPC_STREAM_CALL_H_
#define SKRANKE_LIBS_RPC_STREAM_CALL_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "libs/base/mutex.h"
#include "libs/rpc/client/completion_tag.h"
#include "libs/rpc/raw_service.h"
#include "libs/rpc/server_parts.h"

namespace skranke {

class StreamCall : public StreamWriter, public std::enable_shared_from_this<StreamCall> {
 public:
  // Waits for the next call of a method.
  static void Post(ServerParts& parts, size_t method_index);

  bool Write(std::string bytes) override;
  void Finish(absl::Status status) override;
  void Drop() override;
  void Notify(std::function<void()> ready, std::function<void(bool whole)> over) override;

 private:
  // What belongs to gRPC: given back when the stream is over, for the server may go before a
  // handler lets go of its writer.
  struct Wire {
    grpc::ServerContext context;
    grpc::ByteBuffer request;
    grpc::ServerAsyncWriter<grpc::ByteBuffer> writer{&context};
  };

  StreamCall(ServerParts& parts, size_t method_index);

  // What gRPC tells, on polling threads.
  void Requested(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void Written(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void Finished(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void PeerDone(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);

  void Begin() ABSL_LOCKS_EXCLUDED(mutex_);
  void Open() ABSL_LOCKS_EXCLUDED(mutex_);
  void SendFinish() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // One of the operations that gRPC owed came back.
  void Returned() ABSL_LOCKS_EXCLUDED(mutex_);
  void Over() ABSL_LOCKS_EXCLUDED(mutex_);

  ServerParts& parts_;
  const size_t method_index_;
  std::optional<OpenCall> open_;
  MemberTag<StreamCall> requested_{this, &StreamCall::Requested};
  MemberTag<StreamCall> written_{this, &StreamCall::Written};
  MemberTag<StreamCall> finished_{this, &StreamCall::Finished};
  MemberTag<StreamCall> peer_done_{this, &StreamCall::PeerDone};
  // Set while gRPC may still come back.
  std::shared_ptr<StreamCall> self_;

  Mutex mutex_;
  // Null when the stream is over.
  std::unique_ptr<Wire> wire_ ABSL_GUARDED_BY(mutex_);
  // How many operations gRPC still owes; with the last one the stream is over.
  int owed_ ABSL_GUARDED_BY(mutex_) = 0;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool peer_gone_ ABSL_GUARDED_BY(mutex_) = false;
  // Set by the first Finish; sent when no message is under way.
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  // It went out, behind everything before it.
  bool end_sent_ ABSL_GUARDED_BY(mutex_) = false;
  std::function<void()> ready_ ABSL_GUARDED_BY(mutex_);
  std::function<void(bool)> over_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_STREAM_CALL_H_
