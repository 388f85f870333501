// One HTTP/1.1 listener for an HttpDesk. One thread does all reading and writing and never waits
// for an answer. What it takes at most of everything stands in HttpLimits.
#ifndef SKRANKE_LIBS_GATEWAY_HTTP_SERVER_H_
#define SKRANKE_LIBS_GATEWAY_HTTP_SERVER_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace skranke {

class HttpDesk;

struct HttpLimits {
  // One body, as sent.
  size_t body_bytes = 1024 * 1024;
  // All bodies that are being read or answered. Source: design; four of the largest message.
  size_t bodies_bytes = 128 * 1024 * 1024;
  // The request line and all headers. Source: nginx, which takes 8 KiB; twice that for a token.
  size_t head_bytes = 16 * 1024;
  // Connections at a time; more are told so (503) and closed. Source: design; a proxy in front
  // needs some ten, an agency one or two.
  size_t connections = 1'024;
  // From a connection's start, or a request's first byte, to the end of its head. Source: nginx
  // gives 60 s; a machine needs none of them.
  absl::Duration head_time = absl::Seconds(10);
  // From there to the end of its body. Source: design; the largest at 8 Mbit/s.
  absl::Duration body_time = absl::Seconds(35);
  // From an answer to the next request. Source: nginx's keepalive_timeout for a server is 60 s and
  // its proxies let go first.
  absl::Duration idle_time = absl::Seconds(75);
  // For an answer to be taken. Source: as body_time.
  absl::Duration write_time = absl::Seconds(35);
  // For a refused client to read its answer while what it still sends is thrown away.
  absl::Duration linger_time = absl::Seconds(2);
};

// Used by one thread.
class HttpServer {
 public:
  // Listens at "HOST:PORT", HOST an address or `localhost`; port 0 takes a free one. `desk` has to
  // outlive it. FAILED_PRECONDITION: CANNOT_LISTEN.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(const std::string& listen,
                                                           const HttpLimits& limits,
                                                           HttpDesk* desk);
  // Drains without waiting.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // The port really bound.
  int port() const;

  // Takes no new connection, closes idle ones, answers the requests under way within `longest`,
  // and cuts what is then left. Answers of the desk that come later are dropped; the last of them
  // has to have come before the server is gone. Safe to repeat.
  void Drain(absl::Duration longest);

 private:
  friend class HttpSession;
  struct State;

  explicit HttpServer(std::unique_ptr<State> state);

  const std::unique_ptr<State> state_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_HTTP_SERVER_H_
