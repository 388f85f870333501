#include "libs/gateway/post_server.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/base/worker_pool.h"
#include "libs/gateway/http_desk.h"

namespace skranke {
namespace {

// Source: design; as long as an office waits for an agency (services/forwarding).
constexpr absl::Duration kPatience = absl::Seconds(10);

}  // namespace

class PostDesk : public HttpDesk {
 public:
  PostDesk(std::string path, size_t most_waiting, PostServer::Handler handler)
      : path_(std::move(path)), handler_(std::move(handler)), worker_(1, most_waiting) {}

  std::variant<HttpTurn, HttpAnswer> Open(const HttpHead& head) override {
    if (head.target.substr(0, head.target.find('?')) != path_) return HttpAnswer{.status = 404};
    if (head.verb != "POST") return HttpAnswer{.status = 405, .headers = {{"allow", "POST"}}};
    return HttpTurn{
        .patience = kPatience,
        .run = [this, head](std::string body, const std::string& /*peer*/, absl::Duration /*left*/,
                            AnswerHttp answer) { Run(head, std::move(body), std::move(answer)); }};
  }
  HttpAnswer TimedOut() const override { return {.status = 503}; }
  HttpAnswer TooLarge() const override { return {.status = 413}; }
  HttpAnswer Busy() const override { return {.status = 503}; }

  void Stop() { worker_.Stop(); }

 private:
  void Run(const HttpHead& head, std::string body, AnswerHttp answer) {
    const bool taken =
        worker_.Run([this, head, body = std::move(body), answer] { answer(handler_(head, body)); });
    if (!taken) answer(Busy());
  }

  const std::string path_;
  const PostServer::Handler handler_;
  WorkerPool worker_;
};

PostServer::PostServer(std::unique_ptr<PostDesk> desk, std::unique_ptr<HttpServer> http)
    : desk_(std::move(desk)), http_(std::move(http)) {}

absl::StatusOr<std::unique_ptr<PostServer>> PostServer::Start(const PostServerOptions& options,
                                                              Handler handler) {
  auto desk = std::make_unique<PostDesk>(options.path, options.most_waiting, std::move(handler));
  SKRANKE_ASSIGN_OR_RETURN(auto http, HttpServer::Start(options.listen, options.http, desk.get()));
  return std::unique_ptr<PostServer>(new PostServer(std::move(desk), std::move(http)));
}

PostServer::~PostServer() {
  http_->Drain(kPatience);
  desk_->Stop();
}

int PostServer::port() const { return http_->port(); }

}  // namespace skranke
