// The gateway of an installation: the methods of the gRPC server for callers who speak the Connect
// protocol, JSON or binary, over HTTP/1.1: a POST each, and no more than curl is needed. The same
// CallHandler answers them, so there is no code for any one method.
#ifndef SKRANKE_LIBS_GATEWAY_GATEWAY_SERVER_H_
#define SKRANKE_LIBS_GATEWAY_GATEWAY_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "libs/gateway/http_server.h"

namespace skranke {

class CallHandler;
class ConnectDesk;
class RpcObserver;
struct RpcMethod;

struct GatewayServerOptions {
  // HOST:PORT; port 0 takes a free one.
  std::string listen = "127.0.0.1:0";
  // Larger requests are refused, as sent and inflated.
  size_t max_message_bytes = 1024 * 1024;
  // `body_bytes` in them is max_message_bytes.
  HttpLimits http;
};

// Started by one thread; then all functions may be called from any, though not from a handler's.
class GatewayServer {
 public:
  // Listens and serves the unary methods of the list; the others exist, but not this way (415).
  // `handler` and `observer` (may be null) have to outlive the server.
  // INVALID_ARGUMENT: BAD_METHOD_NAME for a method that this program has no description of.
  // FAILED_PRECONDITION: CANNOT_LISTEN when the address is taken or none of this machine.
  static absl::StatusOr<std::unique_ptr<GatewayServer>> Start(const GatewayServerOptions& options,
                                                              const std::vector<RpcMethod>& methods,
                                                              CallHandler* handler,
                                                              RpcObserver* observer = nullptr);
  // Drains without waiting for the calls' own end.
  ~GatewayServer();
  GatewayServer(const GatewayServer&) = delete;
  GatewayServer& operator=(const GatewayServer&) = delete;

  // The port really bound.
  int port() const;

  // No new connection and no new request is taken, idle connections are closed, calls under way may
  // end within `longest` and are then cut. Returns when the last one is answered: the handler has
  // to answer every call it got. Safe to repeat.
  void Drain(absl::Duration longest) ABSL_LOCKS_EXCLUDED(drain_mutex_);

 private:
  GatewayServer(std::unique_ptr<ConnectDesk> desk, std::unique_ptr<HttpServer> http);

  const std::unique_ptr<ConnectDesk> desk_;
  const std::unique_ptr<HttpServer> http_;
  Mutex drain_mutex_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_GATEWAY_SERVER_H_
