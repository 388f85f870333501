// A web server for one thing: whole POSTs to one path, each answered by a function. For who takes
// webhooks. Started by one thread; then all functions may be called from any, though not from the
// handler's.
#ifndef SKRANKE_LIBS_GATEWAY_POST_SERVER_H_
#define SKRANKE_LIBS_GATEWAY_POST_SERVER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/gateway/http_message.h"
#include "libs/gateway/http_server.h"

namespace skranke {

class PostDesk;

struct PostServerOptions {
  // HOST:PORT; port 0 takes a free one.
  std::string listen = "127.0.0.1:0";
  // Before a question mark.
  std::string path = "/";
  // POSTs that may wait for the handler. Source: design; an office keeps some ten under way.
  size_t most_waiting = 256;
  HttpLimits http;
};

class PostServer {
 public:
  // Runs on a thread of the server's own, one POST at a time; may wait.
  using Handler = std::function<HttpAnswer(const HttpHead& head, const std::string& body)>;

  // FAILED_PRECONDITION: CANNOT_LISTEN. Another path is answered 404, another verb 405, a body over
  // the limit 413, and where too many wait 503.
  static absl::StatusOr<std::unique_ptr<PostServer>> Start(const PostServerOptions& options,
                                                           Handler handler);
  // Answers what is under way.
  ~PostServer();
  PostServer(const PostServer&) = delete;
  PostServer& operator=(const PostServer&) = delete;

  int port() const;

 private:
  PostServer(std::unique_ptr<PostDesk> desk, std::unique_ptr<HttpServer> http);

  const std::unique_ptr<PostDesk> desk_;
  const std::unique_ptr<HttpServer> http_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_POST_SERVER_H_
