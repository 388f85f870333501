#include "libs/rpc/client/stream_writer.h"

#include <grpcpp/impl/rpc_method.h>

#include <utility>

#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/client/call_status.h"

namespace skranke {

ByteStreamWriter::ByteStreamWriter(std::shared_ptr<grpc::Channel> channel, std::string method,
                                   const CallOptions& options)
    : channel_(std::move(channel)), method_(std::move(method)) {
  ApplyOptions(options, absl::InfiniteDuration(), context_);
  const grpc::internal::RpcMethod rpc(method_.c_str(), grpc::internal::RpcMethod::CLIENT_STREAMING);
  writer_.reset(grpc::internal::ClientWriterFactory<grpc::ByteBuffer>::Create(channel_.get(), rpc,
                                                                              &context_, &reply_));
}

ByteStreamWriter::~ByteStreamWriter() {
  if (finished_) return;
  context_.TryCancel();
  writer_->Finish().ok();
}

bool ByteStreamWriter::Write(absl::string_view message) {
  return writer_->Write(BufferOf(message));
}

absl::StatusOr<std::string> ByteStreamWriter::Finish() {
  finished_ = true;
  writer_->WritesDone();
  const grpc::Status status = writer_->Finish();
  if (!status.ok()) return CallStatus(status);
  return BytesOf(reply_);
}

}  // namespace skranke
