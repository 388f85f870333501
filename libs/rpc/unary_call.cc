#include "libs/rpc/unary_call.h"

#include <utility>

#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/wire_status.h"

namespace skranke {

UnaryCall::UnaryCall(ServerParts& parts, size_t method_index)
    : parts_(parts), method_index_(method_index), open_(parts), writer_(&context_) {
  const ListedMethod& method = parts.methods[method_index];
  method.service->RequestUnary(method.index_in_service, &context_, &request_, &writer_, parts.queue,
                               this);
}

void UnaryCall::Post(ServerParts& parts, size_t method_index) {
  new UnaryCall(parts, method_index);
}

void UnaryCall::Proceed(bool ok) {
  // After arrival the only further operation is the answer, and with it all is over: not `ok` then
  // means that the caller is gone, which changes nothing.
  if (arrived_ || !ok) {
    delete this;
    return;
  }
  arrived_ = true;
  open_.Begin();
  // The next caller must not wait until this one is handled.
  Post(parts_, method_index_);
  Arrived();
}

void UnaryCall::Arrived() {
  absl::Status size = CheckSize(parts_, request_);
  if (!size.ok()) return Answer({.status = std::move(size)});
  IncomingCall call = ReadCall(parts_, method_index_, context_, request_, kMaxUnaryTime);
  request_.Clear();
  // One pointer fits into the function itself. `this` may be gone when Unary returns.
  parts_.methods[method_index_].handler->Unary(
      std::move(call), [this](UnaryAnswer answer) { Answer(std::move(answer)); });
}

void UnaryCall::Answer(UnaryAnswer answer) {
  open_.Ended(method_index_, answer.status);
  for (const auto& [key, value] : answer.trailing_metadata) {
    context_.AddTrailingMetadata(key, value);
  }
  if (answer.status.ok()) {
    writer_.Finish(BufferOf(answer.bytes), grpc::Status::OK, ToQueue(this));
  } else {
    writer_.FinishWithError(WireStatus(answer.status), ToQueue(this));
  }
}

}  // namespace skranke
