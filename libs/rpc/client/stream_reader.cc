#include "libs/rpc/client/stream_reader.h"

#include <grpcpp/impl/rpc_method.h>

#include <utility>

#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/client/call_status.h"

namespace skranke {

ByteStreamReader::ByteStreamReader(std::shared_ptr<grpc::Channel> channel, std::string method,
                                   absl::string_view request, const CallOptions& options)
    : channel_(std::move(channel)), method_(std::move(method)) {
  ApplyOptions(options, absl::InfiniteDuration(), context_);
  const grpc::internal::RpcMethod rpc(method_.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING);
  reader_.reset(grpc::internal::ClientReaderFactory<grpc::ByteBuffer>::Create(
      channel_.get(), rpc, &context_, BufferOf(request)));
}

ByteStreamReader::~ByteStreamReader() {
  if (end_) return;
  context_.TryCancel();
  // gRPC wants every stream read to its end.
  grpc::ByteBuffer rest;
  while (reader_->Read(&rest)) rest.Clear();
  reader_->Finish().ok();
}

absl::StatusOr<std::optional<std::string>> ByteStreamReader::Next() {
  grpc::ByteBuffer message;
  if (!end_ && reader_->Read(&message)) return std::optional<std::string>(BytesOf(message));
  if (!end_) end_ = CallStatus(reader_->Finish());
  if (!end_->ok()) return *end_;
  return std::optional<std::string>();
}

}  // namespace skranke
