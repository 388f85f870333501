#include "libs/rpc/stream_call.h"

#include <utility>

#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/open_streams.h"
#include "libs/rpc/wire_status.h"

namespace skranke {

StreamCall::StreamCall(ServerParts& parts, size_t method_index)
    : parts_(parts), method_index_(method_index), wire_(std::make_unique<Wire>()) {}

void StreamCall::Post(ServerParts& parts, size_t method_index) {
  std::shared_ptr<StreamCall> call(new StreamCall(parts, method_index));
  call->self_ = call;
  const ListedMethod& method = parts.methods[method_index];
  MutexLock lock(&call->mutex_);
  Wire& wire = *call->wire_;
  wire.context.AsyncNotifyWhenDone(ToQueue(&call->peer_done_));
  method.service->RequestStream(method.index_in_service, &wire.context, &wire.request, &wire.writer,
                                parts.queue, &call->requested_);
}

void StreamCall::Requested(bool ok) {
  if (!ok) {
    self_.reset();
    return;
  }
  Begin();
  Post(parts_, method_index_);
  Open();
}

void StreamCall::Begin() {
  open_.emplace(parts_);
  open_->Begin();
  MutexLock lock(&mutex_);
  owed_ = 1;  // PeerDone, which comes for every call that began.
}

void StreamCall::Open() {
  const std::shared_ptr<StreamCall> alive = self_;
  IncomingCall call;
  absl::Status size;
  {
    MutexLock lock(&mutex_);
    size = CheckSize(parts_, wire_->request);
    call =
        ReadCall(parts_, method_index_, wire_->context, wire_->request, absl::InfiniteDuration());
    wire_->request.Clear();
  }
  if (!size.ok()) return Finish(std::move(size));
  if (!parts_.streams->Add(alive)) return Finish(DrainingError());
  parts_.methods[method_index_].handler->OpenStream(std::move(call), alive);
}

bool StreamCall::Write(std::string bytes) {
  MutexLock lock(&mutex_);
  if (writing_ || peer_gone_ || end_ || wire_ == nullptr) return false;
  writing_ = true;
  ++owed_;
  wire_->writer.Write(BufferOf(bytes), ToQueue(&written_));
  return true;
}

void StreamCall::Finish(absl::Status status) {
  MutexLock lock(&mutex_);
  if (end_ || peer_gone_ || wire_ == nullptr) return;
  end_ = std::move(status);
  if (!writing_) SendFinish();
}

void StreamCall::SendFinish() {
  ++owed_;
  wire_->writer.Finish(WireStatus(*end_), ToQueue(&finished_));
}

void StreamCall::Drop() {
  MutexLock lock(&mutex_);
  if (wire_ != nullptr) wire_->context.TryCancel();
}

void StreamCall::Notify(std::function<void()> ready, std::function<void(bool whole)> over) {
  {
    MutexLock lock(&mutex_);
    if (wire_ != nullptr) {
      ready_ = std::move(ready);
      over_ = std::move(over);
      return;
    }
  }
  over(/*whole=*/false);
}

void StreamCall::Written(bool ok) {
  std::function<void()> ready;
  {
    MutexLock lock(&mutex_);
    writing_ = false;
    if (end_ && !peer_gone_) SendFinish();
    if (ok && !end_ && !peer_gone_) ready = ready_;
  }
  if (ready) ready();
  Returned();
}

void StreamCall::Finished(bool ok) {
  {
    MutexLock lock(&mutex_);
    end_sent_ = ok;
  }
  Returned();
}

void StreamCall::PeerDone(bool) {
  {
    MutexLock lock(&mutex_);
    peer_gone_ = true;
  }
  Returned();
}

void StreamCall::Returned() {
  {
    MutexLock lock(&mutex_);
    if (--owed_ > 0) return;
  }
  Over();
}

// Nothing of gRPC's can come any more. The server may end as soon as `open_` is gone, so that is
// the last touch of what is shared.
void StreamCall::Over() {
  const std::shared_ptr<StreamCall> alive = std::move(self_);
  parts_.streams->Remove(this);
  std::function<void(bool)> over;
  absl::Status end;
  bool whole = false;
  {
    MutexLock lock(&mutex_);
    end = end_.value_or(absl::CancelledError("the caller left the stream"));
    // What was sent when the caller left counts as sent; that it left is told here alone.
    whole = end_sent_ && end.ok() && !wire_->context.IsCancelled();
    over = std::exchange(over_, nullptr);
    ready_ = nullptr;
    wire_.reset();
  }
  if (over) over(whole);
  open_->Ended(method_index_, end);
  open_.reset();
}

}  // namespace skranke
