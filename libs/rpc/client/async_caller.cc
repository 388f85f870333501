#include "libs/rpc/client/async_caller.h"

#include <grpcpp/client_context.h>

#include <utility>

#include "libs/base/reason.h"
#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/client/call_status.h"
#include "libs/rpc/client/completion_tag.h"

namespace skranke {

// One call in flight; its address is the tag in the queue.
class AsyncCaller::Pending {
 public:
  Pending(const CallOptions& options, Done done) : done_(std::move(done)) {
    ApplyOptions(options, kUnaryTimeout, context_);
  }

  void Start(grpc::GenericStub& stub, const std::string& method, absl::string_view request,
             grpc::CompletionQueue& queue) {
    reader_ = stub.PrepareUnaryCall(&context_, method, BufferOf(request), &queue);
    reader_->StartCall();
    reader_->Finish(&reply_, &status_, ToQueue(this));
  }

  void Finish() { done_(Result()); }

 private:
  absl::StatusOr<CallReply> Result() const {
    if (!status_.ok()) return UnaryCallStatus(status_);
    return CallReply{BytesOf(reply_), TrailingMetadata(context_)};
  }

  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientAsyncResponseReader<grpc::ByteBuffer>> reader_;
  grpc::ByteBuffer reply_;
  grpc::Status status_;
  const Done done_;
};

AsyncCaller::AsyncCaller(const std::vector<std::shared_ptr<grpc::Channel>>& channels, int threads) {
  stubs_.reserve(channels.size());
  for (const auto& channel : channels) stubs_.emplace_back(channel);
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Poll(); });
}

AsyncCaller::~AsyncCaller() {
  closing_ = true;
  Ended();
  for (std::thread& thread : threads_) thread.join();
}

void AsyncCaller::Start(const std::string& method, absl::string_view request,
                        const CallOptions& options, Done done) {
  if (closing_) {
    done(ReasonError(absl::StatusCode::kCancelled, "CALLER_CLOSED", "the program is ending"));
    return;
  }
  open_.fetch_add(1, std::memory_order_relaxed);
  grpc::GenericStub& stub = stubs_[next_stub_.fetch_add(1) % stubs_.size()];
  (new Pending(options, std::move(done)))->Start(stub, method, request, queue_);
}

void AsyncCaller::Poll() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
    std::unique_ptr<Pending> pending(static_cast<Pending*>(FromQueue(tag)));
    pending->Finish();
    pending.reset();
    Ended();
  }
}

// The queue may only be shut down when no call can start any more.
void AsyncCaller::Ended() {
  if (open_.fetch_sub(1) == 1) queue_.Shutdown();
}

}  // namespace skranke
