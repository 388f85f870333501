#include "libs/rpc/unlisted_call.h"

#include "libs/base/reason.h"
#include "libs/rpc/wire_status.h"

namespace skranke {

UnlistedCall::UnlistedCall(ServerParts& parts, grpc::AsyncGenericService& service)
    : parts_(parts), service_(service), open_(parts), stream_(&context_) {
  service.RequestCall(&context_, &stream_, parts.queue, parts.queue, ToQueue(this));
}

void UnlistedCall::Post(ServerParts& parts, grpc::AsyncGenericService& service) {
  new UnlistedCall(parts, service);
}

void UnlistedCall::Proceed(bool ok) {
  if (arrived_ || !ok) {
    delete this;
    return;
  }
  arrived_ = true;
  open_.Begin();
  Post(parts_, service_);
  // The name is the client's text and is not repeated.
  const absl::Status denied = ReasonError(absl::StatusCode::kUnimplemented, "UNKNOWN_METHOD",
                                          "this server has no such method");
  open_.EndedUnlisted(denied.code());
  stream_.Finish(WireStatus(denied), ToQueue(this));
}

}  // namespace skranke
