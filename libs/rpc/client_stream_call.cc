#include "libs/rpc/client_stream_call.h"

#include <utility>

#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/open_streams.h"
#include "libs/rpc/wire_status.h"

namespace skranke {

ClientStreamCall::ClientStreamCall(ServerParts& parts, size_t method_index)
    : parts_(parts), method_index_(method_index), wire_(std::make_unique<Wire>()) {}

void ClientStreamCall::Post(ServerParts& parts, size_t method_index) {
  std::shared_ptr<ClientStreamCall> call(new ClientStreamCall(parts, method_index));
  call->self_ = call;
  const ListedMethod& method = parts.methods[method_index];
  MutexLock lock(&call->mutex_);
  Wire& wire = *call->wire_;
  wire.context.AsyncNotifyWhenDone(ToQueue(&call->peer_done_));
  method.service->RequestClientStream(method.index_in_service, &wire.context, &wire.reader,
                                      parts.queue, &call->requested_);
}

void ClientStreamCall::Requested(bool ok) {
  if (!ok) {
    self_.reset();
    return;
  }
  const std::shared_ptr<ClientStreamCall> alive = self_;
  open_.emplace(parts_);
  open_->Begin();
  Post(parts_, method_index_);
  IncomingCall call;
  {
    MutexLock lock(&mutex_);
    owed_ = 1;  // PeerDone, which comes for every call that began.
    call =
        ReadCall(parts_, method_index_, wire_->context, wire_->message, absl::InfiniteDuration());
  }
  if (!parts_.streams->Add(alive)) return Finish(DrainingError());
  parts_.methods[method_index_].handler->OpenUpload(std::move(call), alive);
}

void ClientStreamCall::Read() {
  MutexLock lock(&mutex_);
  if (reading_ || peer_gone_ || end_ || wire_ == nullptr) return;
  reading_ = true;
  ++owed_;
  wire_->reader.Read(&wire_->message, ToQueue(&came_));
}

void ClientStreamCall::Came(bool ok) {
  std::function<void(std::optional<std::string>)> on_message;
  std::optional<std::string> message;
  absl::Status size;
  {
    MutexLock lock(&mutex_);
    reading_ = false;
    if (ok) size = CheckSize(parts_, wire_->message);
    if (ok && size.ok()) message = BytesOf(wire_->message);
    wire_->message.Clear();
    if (!end_) on_message = on_message_;
  }
  if (!size.ok()) {
    Finish(std::move(size));
  } else if (on_message) {
    on_message(std::move(message));
  }
  Returned();
}

void ClientStreamCall::Answer(UnaryAnswer answer) {
  MutexLock lock(&mutex_);
  if (end_ || peer_gone_ || wire_ == nullptr) return;
  end_ = std::move(answer.status);
  ++owed_;
  for (const auto& [key, value] : answer.trailing_metadata) {
    wire_->context.AddTrailingMetadata(key, value);
  }
  if (end_->ok()) {
    wire_->reader.Finish(BufferOf(answer.bytes), grpc::Status::OK, ToQueue(&finished_));
  } else {
    wire_->reader.FinishWithError(WireStatus(*end_), ToQueue(&finished_));
  }
}

void ClientStreamCall::Notify(std::function<void(std::optional<std::string>)> came,
                              std::function<void()> over) {
  {
    MutexLock lock(&mutex_);
    if (wire_ != nullptr) {
      on_message_ = std::move(came);
      on_over_ = std::move(over);
      return;
    }
  }
  over();
}

void ClientStreamCall::Finished(bool) { Returned(); }

void ClientStreamCall::PeerDone(bool) {
  {
    MutexLock lock(&mutex_);
    peer_gone_ = true;
  }
  Returned();
}

void ClientStreamCall::Returned() {
  {
    MutexLock lock(&mutex_);
    if (--owed_ > 0) return;
  }
  Over();
}

// Nothing of gRPC's can come any more. The server may end as soon as `open_` is gone, so that is
// the last touch of what is shared.
void ClientStreamCall::Over() {
  const std::shared_ptr<ClientStreamCall> alive = std::move(self_);
  parts_.streams->Remove(this);
  std::function<void()> over;
  absl::Status end;
  {
    MutexLock lock(&mutex_);
    end = end_.value_or(absl::CancelledError("the caller left the stream"));
    over = std::exchange(on_over_, nullptr);
    on_message_ = nullptr;
    wire_.reset();
  }
  if (over) over();
  open_->Ended(method_index_, end);
  open_.reset();
}

}  // namespace skranke
