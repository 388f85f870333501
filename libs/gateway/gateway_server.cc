#include "libs/gateway/gateway_server.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/gateway/connect_desk.h"
#include "libs/gateway/method_paths.h"

namespace skranke {

GatewayServer::GatewayServer(std::unique_ptr<ConnectDesk> desk, std::unique_ptr<HttpServer> http)
    : desk_(std::move(desk)), http_(std::move(http)) {}

absl::StatusOr<std::unique_ptr<GatewayServer>> GatewayServer::Start(
    const GatewayServerOptions& options, const std::vector<RpcMethod>& methods,
    CallHandler* handler, RpcObserver* observer) {
  SKRANKE_ASSIGN_OR_RETURN(MethodPaths paths, MethodPaths::Make(methods));
  HttpLimits limits = options.http;
  limits.body_bytes = options.max_message_bytes;
  auto desk = std::make_unique<ConnectDesk>(
      ConnectDeskOptions{.max_message_bytes = options.max_message_bytes}, std::move(paths), handler,
      observer);
  SKRANKE_ASSIGN_OR_RETURN(auto http, HttpServer::Start(options.listen, limits, desk.get()));
  return std::unique_ptr<GatewayServer>(new GatewayServer(std::move(desk), std::move(http)));
}

GatewayServer::~GatewayServer() { Drain(absl::ZeroDuration()); }

int GatewayServer::port() const { return http_->port(); }

void GatewayServer::Drain(absl::Duration longest) {
  MutexLock lock(&drain_mutex_);
  http_->Drain(longest);
  desk_->WaitForCalls();
}

}  // namespace skranke
