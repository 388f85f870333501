#include "libs/rpc/client/call.h"

#include <grpcpp/client_context.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/rpc_method.h>

#include <algorithm>

#include "absl/time/clock.h"
#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/client/call_status.h"

namespace skranke {

void ApplyOptions(const CallOptions& options, absl::Duration timeout,
                  grpc::ClientContext& context) {
  timeout = options.timeout.value_or(timeout);
  if (timeout < absl::InfiniteDuration()) {
    context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
  }
  if (!options.caller.empty()) context.AddMetadata(kCallerMetadata, options.caller);
  for (const auto& [key, value] : options.metadata) context.AddMetadata(key, value);
}

Metadata TrailingMetadata(const grpc::ClientContext& context) {
  Metadata trailing;
  for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
    trailing.emplace_back(std::string(key.data(), key.size()),
                          std::string(value.data(), value.size()));
  }
  return trailing;
}

bool IsReplayed(const CallReply& reply) {
  return std::any_of(reply.trailing.begin(), reply.trailing.end(), [](const auto& pair) {
    return pair.first == kReplayedMetadata && pair.second == "1";
  });
}

absl::StatusOr<CallReply> CallBytes(grpc::Channel& channel, const std::string& method,
                                    absl::string_view request, const CallOptions& options) {
  grpc::ClientContext context;
  ApplyOptions(options, kUnaryTimeout, context);
  const grpc::internal::RpcMethod rpc(method.c_str(), grpc::internal::RpcMethod::NORMAL_RPC);
  grpc::ByteBuffer reply;
  const grpc::Status status =
      grpc::internal::BlockingUnaryCall(&channel, rpc, &context, BufferOf(request), &reply);
  if (!status.ok()) return UnaryCallStatus(status);
  return CallReply{BytesOf(reply), TrailingMetadata(context)};
}

}  // namespace skranke
