#include "libs/rpc/server_settings.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/impl/server_builder_option.h>
#include <grpcpp/impl/server_builder_plugin.h>

#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "libs/rpc/client/keepalive.h"
#include "libs/rpc/server.h"

namespace skranke {
namespace {

// Calls of one connection at a time: far above any client of ours, and a bound on what one can pin.
constexpr int kStreamsPerConnection = 1024;

// gRPC cuts a call whose request is over this many times the limit; up to it we refuse it
// ourselves, with a reason (server_parts.h).
constexpr size_t kHardLimitFactor = 2;

// Every linked plugin, and reflection is one, goes into every server by itself. This takes them
// out.
class WithoutPlugins : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>* plugins) override {
    plugins->clear();
  }
};

void SetDuration(const char* argument, absl::Duration value, grpc::ServerBuilder& builder) {
  builder.AddChannelArgument(argument, static_cast<int>(absl::ToInt64Milliseconds(value)));
}

void SetConnections(grpc::ServerBuilder& builder) {
  SetDuration(GRPC_ARG_KEEPALIVE_TIME_MS, kServerKeepaliveTime, builder);
  SetDuration(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeout, builder);
  SetDuration(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kMinPingInterval, builder);
  SetDuration(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kMaxConnectionIdle, builder);
  SetDuration(GRPC_ARG_MAX_CONNECTION_AGE_MS, kMaxConnectionAge, builder);
  SetDuration(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, kMaxConnectionAgeGrace, builder);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsPerConnection);
  // Two installations on one port by mistake would share its calls; so the second fails to listen.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

// A compressed request could swell to many times what was sent, and ours are too small to gain.
void RefuseCompression(grpc::ServerBuilder& builder) {
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
}

}  // namespace

void ApplySettings(const RpcServerOptions& options, grpc::ServerBuilder& builder) {
  SetConnections(builder);
  RefuseCompression(builder);
  builder.SetMaxReceiveMessageSize(static_cast<int>(options.max_message_bytes * kHardLimitFactor));
  if (options.reflection) {
    // Named here so that the linker keeps the plugin.
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  } else {
    builder.SetOption(std::make_unique<WithoutPlugins>());
  }
}

}  // namespace skranke
