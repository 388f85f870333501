#include <iostream>
#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/rpc/server.h"
#include "tests/bench/peers/careful_desk.h"
#include "tests/bench/peers/group_desk.h"
#include "tests/bench/peers/peer_front.h"
#include "tests/bench/peers/peer_queue.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

constexpr char kAnyPort[] = "127.0.0.1:0";

// Parses on the polling thread, as the office does, and queues.
class QueueingHandler : public CallHandler {
 public:
  QueueingHandler(const PeerJudge* judge, PeerQueue* queue) : judge_(judge), queue_(queue) {}

  void Unary(IncomingCall call, AnswerCall answer) override {
    absl::StatusOr<PeerRegistration> made = judge_->Judge(call.bytes);
    if (!made.ok()) return answer({.status = made.status()});
    queue_->Put({.made = *std::move(made),
                 .done = [answer = std::move(answer)](absl::StatusOr<std::string> reply) {
                   // What the caller is told of an inner error names nothing.
                   if (!reply.ok()) std::cerr << reply.status() << std::endl;
                   if (!reply.ok()) return answer({.status = reply.status()});
                   answer({.bytes = *std::move(reply)});
                 }});
  }

  void OpenStream(IncomingCall, std::shared_ptr<StreamWriter> writer) override {
    writer->Finish(absl::UnimplementedError("there are no streams"));
  }

 private:
  const PeerJudge* const judge_;
  PeerQueue* const queue_;
};

template <typename Desk>
class QueuedFront : public PeerFront {
 public:
  explicit QueuedFront(const PeerJudge* judge) : handler_(judge, &queue_) {}
  // The server waits for its answers, so it goes before the desk.
  ~QueuedFront() override {
    server_.reset();
    queue_.Close();
  }

  absl::Status Start(const PgCluster& cluster) {
    SKRANKE_ASSIGN_OR_RETURN(desk_, Desk::Open(cluster, &queue_));
    SKRANKE_ASSIGN_OR_RETURN(
        server_,
        RpcServer::Start({.listen = kAnyPort}, {{.full_name = kRegisterMethod}}, &handler_));
    return absl::OkStatus();
  }

  int port() const override { return server_->port(); }

 private:
  PeerQueue queue_;
  QueueingHandler handler_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<RpcServer> server_;
};

template <typename Desk>
absl::StatusOr<std::unique_ptr<PeerFront>> StartFront(const PeerJudge* judge,
                                                      const PgCluster& cluster) {
  auto front = std::make_unique<QueuedFront<Desk>>(judge);
  SKRANKE_RETURN_IF_ERROR(front->Start(cluster));
  return front;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PeerFront>> StartCarefulFront(const PeerJudge* judge,
                                                             const PgCluster& cluster) {
  return StartFront<CarefulDesk>(judge, cluster);
}

absl::StatusOr<std::unique_ptr<PeerFront>> StartGroupFront(const PeerJudge* judge,
                                                           const PgCluster& cluster) {
  return StartFront<GroupDesk>(judge, cluster);
}

}  // namespace skranke
