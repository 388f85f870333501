// How a Skranke server behaves towards its connections. A pure function.
#ifndef SKRANKE_LIBS_RPC_SERVER_SETTINGS_H_
#define SKRANKE_LIBS_RPC_SERVER_SETTINGS_H_

#include <grpcpp/server_builder.h>

namespace skranke {

struct RpcServerOptions;

// Puts limits, keepalive and, if the options say so, reflection into the builder.
void ApplySettings(const RpcServerOptions& options, grpc::ServerBuilder& builder);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_SERVER_SETTINGS_H_
