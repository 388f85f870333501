// One bulk stream on the server: requests come one after another, each is answered by a message of
// its own when it is done, in no order. So many are taken at a time and no more: the rest waits at
// the caller, by gRPC's flow control. Holds itself while gRPC owes it an operation; handlers hold
// it for the answers they owe.
#ifndef SKRANKE_LIBS_RPC_BULK_CALL_H_
#define SKRANKE_LIBS_RPC_BULK_CALL_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "libs/base/mutex.h"
#include "libs/rpc/client/completion_tag.h"
#include "libs/rpc/raw_service.h"
#include "libs/rpc/server_parts.h"

namespace skranke {

// Requests of one stream that are taken and not answered yet: a batch of the engine.
inline constexpr size_t kBulkTakenMax = 256;

class BulkCall : public ServedStream, public std::enable_shared_from_this<BulkCall> {
 public:
  // Waits for the next call of a method.
  static void Post(ServerParts& parts, size_t method_index);

  // Takes no more; ends when what was taken is answered.
  void Finish(absl::Status status) override;

 private:
  using Stream = grpc::ServerAsyncReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>;

  // What belongs to gRPC: given back when the stream is over.
  struct Wire {
    grpc::ServerContext context;
    grpc::ByteBuffer request;
    Stream stream{&context};
  };

  BulkCall(ServerParts& parts, size_t method_index);

  // What gRPC tells, on polling threads.
  void Requested(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void Read(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void Written(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void Finished(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);
  void PeerDone(bool ok) ABSL_LOCKS_EXCLUDED(mutex_);

  // The request that has just been read; nothing where it must not be handled.
  std::optional<IncomingCall> Take() ABSL_LOCKS_EXCLUDED(mutex_);
  void Answer(std::string bytes) ABSL_LOCKS_EXCLUDED(mutex_);
  // Starts whatever can be started now.
  void GoOn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // One of the operations that gRPC owed came back.
  void Returned() ABSL_LOCKS_EXCLUDED(mutex_);
  void Over() ABSL_LOCKS_EXCLUDED(mutex_);

  ServerParts& parts_;
  const size_t method_index_;
  std::optional<OpenCall> open_;
  MemberTag<BulkCall> requested_{this, &BulkCall::Requested};
  MemberTag<BulkCall> read_{this, &BulkCall::Read};
  MemberTag<BulkCall> written_{this, &BulkCall::Written};
  MemberTag<BulkCall> finished_{this, &BulkCall::Finished};
  MemberTag<BulkCall> peer_done_{this, &BulkCall::PeerDone};
  // Set while gRPC may still come back.
  std::shared_ptr<BulkCall> self_;
  // What all requests of the stream have in common.
  IncomingCall common_;

  Mutex mutex_;
  // Null when the stream is over.
  std::unique_ptr<Wire> wire_ ABSL_GUARDED_BY(mutex_);
  // How many operations gRPC still owes; with the last one the stream is over.
  int owed_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool peer_gone_ ABSL_GUARDED_BY(mutex_) = false;
  // Taken and not answered.
  size_t taken_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<std::string> answers_ ABSL_GUARDED_BY(mutex_);
  // Set when no more requests are taken; sent with the last answer gone.
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_BULK_CALL_H_
