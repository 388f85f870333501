// Between HTTP and the CallHandler: takes requests as plain values, answers them the same way, and
// does what takes long (inflating, JSON) on threads of its own. Threads may share it.
#ifndef SKRANKE_LIBS_GATEWAY_CONNECT_DESK_H_
#define SKRANKE_LIBS_GATEWAY_CONNECT_DESK_H_

#include <memory>
#include <string>
#include <variant>

#include "absl/time/time.h"
#include "libs/base/worker_pool.h"
#include "libs/gateway/connect_head.h"
#include "libs/gateway/http_desk.h"
#include "libs/gateway/http_message.h"
#include "libs/gateway/open_calls.h"
#include "libs/rpc/call_handler.h"

namespace skranke {

class RpcObserver;

struct ConnectDeskOptions {
  // Larger requests are refused, as sent and inflated.
  size_t max_message_bytes = 0;
  // Threads that inflate and read and write JSON.
  int translators = 2;
  // Requests that may wait for one; more get RESOURCE_EXHAUSTED (GATEWAY_BUSY).
  size_t most_waiting = 1'024;
};

class ConnectDesk : public HttpDesk {
 public:
  // `handler` and `observer` (may be null) have to outlive it.
  ConnectDesk(const ConnectDeskOptions& options, MethodPaths methods, CallHandler* handler,
              RpcObserver* observer);
  // Waits for the calls under way.
  ~ConnectDesk() override;

  std::variant<HttpTurn, HttpAnswer> Open(const HttpHead& head) override;
  // What a head says; a refused one is counted.
  std::variant<ConnectCall, RefusedHead> Begin(const HttpHead& head) const;

  // How long the caller of a call that begins now is kept waiting at most.
  static absl::Duration PatienceOf(const ConnectCall& call);

  // Runs a call whose caller waits as long as is `left`. `answer` is called once, on any thread,
  // and is then let go; never if the handler breaks its promise to answer.
  void Run(ConnectCall call, std::string body, std::string peer, absl::Duration left,
           AnswerHttp answer);

  HttpAnswer TimedOut() const override;
  HttpAnswer TooLarge() const override;
  HttpAnswer Busy() const override;

  void WaitForCalls() const { open_calls_.WaitForNone(); }

 private:
  struct Call;

  void Ask(const std::shared_ptr<Call>& call);
  void Answer(const std::shared_ptr<Call>& call);
  void Tell(const Call& call) const;

  const ConnectDeskOptions options_;
  const MethodPaths methods_;
  CallHandler* const handler_;
  RpcObserver* const observer_;
  OpenCalls open_calls_;
  WorkerPool translators_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_CONNECT_DESK_H_
