// What an HttpServer asks about every request. Threads may share it.
#ifndef SKRANKE_LIBS_GATEWAY_HTTP_DESK_H_
#define SKRANKE_LIBS_GATEWAY_HTTP_DESK_H_

#include <functional>
#include <string>
#include <variant>

#include "absl/time/time.h"
#include "libs/gateway/http_message.h"

namespace skranke {

using AnswerHttp = std::function<void(HttpAnswer)>;

// A request whose head is fine.
struct HttpTurn {
  // How long the client is kept waiting at most.
  absl::Duration patience;
  // Runs it once its body is there, for a client who waits as long as is `left`. `answer` is called
  // once, on any thread, and is then let go.
  std::function<void(std::string body, std::string peer, absl::Duration left, AnswerHttp answer)>
      run;
};

class HttpDesk {
 public:
  virtual ~HttpDesk() = default;

  // What a head says, or the answer that refuses it.
  virtual std::variant<HttpTurn, HttpAnswer> Open(const HttpHead& head) = 0;

  // Answers of who keeps the connections: time is up, the body is too large, or there is no room.
  virtual HttpAnswer TimedOut() const = 0;
  virtual HttpAnswer TooLarge() const = 0;
  virtual HttpAnswer Busy() const = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_HTTP_DESK_H_
