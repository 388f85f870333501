#include "libs/rpc/bulk_call.h"

#include <utility>

#include "absl/time/clock.h"
#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/open_streams.h"
#include "libs/rpc/unary_call.h"
#include "libs/rpc/wire_status.h"

namespace skranke {

BulkCall::BulkCall(ServerParts& parts, size_t method_index)
    : parts_(parts), method_index_(method_index), wire_(std::make_unique<Wire>()) {}

void BulkCall::Post(ServerParts& parts, size_t method_index) {
  std::shared_ptr<BulkCall> call(new BulkCall(parts, method_index));
  call->self_ = call;
  const ListedMethod& method = parts.methods[method_index];
  MutexLock lock(&call->mutex_);
  Wire& wire = *call->wire_;
  wire.context.AsyncNotifyWhenDone(ToQueue(&call->peer_done_));
  method.service->RequestBulk(method.index_in_service, &wire.context, &wire.stream, parts.queue,
                              &call->requested_);
}

void BulkCall::Requested(bool ok) {
  if (!ok) {
    self_.reset();
    return;
  }
  const std::shared_ptr<BulkCall> alive = self_;
  open_.emplace(parts_);
  open_->Begin();
  Post(parts_, method_index_);
  const bool draining = !parts_.streams->Add(alive);
  MutexLock lock(&mutex_);
  owed_ = 1;  // PeerDone, which comes for every call that began.
  common_ =
      ReadCall(parts_, method_index_, wire_->context, wire_->request, absl::InfiniteDuration());
  if (draining) end_ = DrainingError();
  GoOn();
}

void BulkCall::GoOn() {
  if (peer_gone_ || ending_ || wire_ == nullptr) return;
  if (!reading_ && !end_ && taken_ < kBulkTakenMax) {
    reading_ = true;
    ++owed_;
    wire_->stream.Read(&wire_->request, ToQueue(&read_));
  }
  if (!writing_ && !answers_.empty()) {
    writing_ = true;
    ++owed_;
    grpc::WriteOptions options;
    // Answers that wait together leave together.
    if (answers_.size() > 1) options.set_buffer_hint();
    wire_->stream.Write(BufferOf(answers_.front()), options, ToQueue(&written_));
    answers_.pop_front();
  }
  if (end_ && taken_ == 0 && !writing_) {
    ending_ = true;
    ++owed_;
    wire_->stream.Finish(WireStatus(*end_), ToQueue(&finished_));
  }
}

std::optional<IncomingCall> BulkCall::Take() {
  MutexLock lock(&mutex_);
  if (peer_gone_ || wire_ == nullptr) return std::nullopt;
  if (absl::Status size = CheckSize(parts_, wire_->request); !size.ok()) {
    end_ = std::move(size);
    GoOn();
    return std::nullopt;
  }
  ++taken_;
  IncomingCall call = common_;
  call.deadline = absl::Now() + kMaxUnaryTime;
  call.bytes = BytesOf(wire_->request);
  wire_->request.Clear();
  return call;
}

void BulkCall::Read(bool ok) {
  {
    MutexLock lock(&mutex_);
    reading_ = false;
    // The caller has sent its last.
    if (!ok && !end_) end_ = absl::OkStatus();
    if (!ok) GoOn();
  }
  std::optional<IncomingCall> call = ok ? Take() : std::nullopt;
  if (call) {
    parts_.methods[method_index_].handler->Bulk(
        *std::move(call),
        [self = shared_from_this()](std::string bytes) { self->Answer(std::move(bytes)); });
    MutexLock lock(&mutex_);
    GoOn();
  }
  Returned();
}

void BulkCall::Answer(std::string bytes) {
  MutexLock lock(&mutex_);
  --taken_;
  if (wire_ == nullptr || peer_gone_) return;
  answers_.push_back(std::move(bytes));
  GoOn();
}

void BulkCall::Finish(absl::Status status) {
  MutexLock lock(&mutex_);
  if (!end_) end_ = std::move(status);
  GoOn();
}

void BulkCall::Written(bool ok) {
  {
    MutexLock lock(&mutex_);
    writing_ = false;
    if (!ok) peer_gone_ = true;
    GoOn();
  }
  Returned();
}

void BulkCall::Finished(bool) { Returned(); }

void BulkCall::PeerDone(bool) {
  {
    MutexLock lock(&mutex_);
    peer_gone_ = true;
  }
  Returned();
}

void BulkCall::Returned() {
  {
    MutexLock lock(&mutex_);
    if (--owed_ > 0) return;
  }
  Over();
}

// Nothing of gRPC's can come any more. The server may end as soon as `open_` is gone, so that is
// the last touch of what is shared.
void BulkCall::Over() {
  const std::shared_ptr<BulkCall> alive = std::move(self_);
  parts_.streams->Remove(this);
  absl::Status end;
  {
    MutexLock lock(&mutex_);
    end = ending_ ? *end_ : absl::CancelledError("the caller left the stream");
    answers_.clear();
    wire_.reset();
  }
  open_->Ended(method_index_, end);
  open_.reset();
}

}  // namespace skranke
