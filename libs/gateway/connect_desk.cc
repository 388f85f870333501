#include "libs/gateway/connect_desk.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/time/clock.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/gateway/connect_body.h"
#include "libs/gateway/connect_error.h"
#include "libs/rpc/rpc_observer.h"
#include "libs/rpc/unary_call.h"
#include "libs/rpc/wire_status.h"

namespace skranke {
namespace {

absl::Status DeadlineError() {
  return ReasonError(absl::StatusCode::kDeadlineExceeded, "DEADLINE_EXCEEDED",
                     "the answer did not come in time");
}

absl::Status BusyError() {
  return ReasonError(absl::StatusCode::kResourceExhausted, "GATEWAY_BUSY",
                     "too many requests at a time");
}

}  // namespace

struct ConnectDesk::Call {
  ConnectCall head;
  std::string body;
  std::string peer;
  absl::Time deadline;
  std::chrono::steady_clock::time_point arrival = std::chrono::steady_clock::now();
  UnaryAnswer result;
  AnswerHttp answer;
  std::shared_ptr<void> open;
};

ConnectDesk::ConnectDesk(const ConnectDeskOptions& options, MethodPaths methods,
                         CallHandler* handler, RpcObserver* observer)
    : options_(options),
      methods_(std::move(methods)),
      handler_(handler),
      observer_(observer),
      translators_(options.translators, options.most_waiting) {}

ConnectDesk::~ConnectDesk() {
  WaitForCalls();
  translators_.Stop();
}

std::variant<ConnectCall, RefusedHead> ConnectDesk::Begin(const HttpHead& head) const {
  auto read = ReadConnectHead(methods_, head);
  const auto* refused = std::get_if<RefusedHead>(&read);
  if (refused != nullptr && observer_ != nullptr) {
    observer_->CallEnded(refused->method_index, refused->code, absl::ZeroDuration());
  }
  return read;
}

std::variant<HttpTurn, HttpAnswer> ConnectDesk::Open(const HttpHead& head) {
  auto read = Begin(head);
  if (auto* refused = std::get_if<RefusedHead>(&read)) return std::move(refused->answer);
  auto& call = std::get<ConnectCall>(read);
  const absl::Duration patience = PatienceOf(call);
  return HttpTurn{.patience = patience,
                  .run = [this, call = std::move(call)](std::string body, std::string peer,
                                                        absl::Duration left, AnswerHttp answer) {
                    Run(call, std::move(body), std::move(peer), left, std::move(answer));
                  }};
}

absl::Duration ConnectDesk::PatienceOf(const ConnectCall& call) {
  return std::min(call.timeout, kMaxUnaryTime);
}

void ConnectDesk::Run(ConnectCall head, std::string body, std::string peer, absl::Duration left,
                      AnswerHttp answer) {
  auto call = std::make_shared<Call>(Call{.head = std::move(head),
                                          .body = std::move(body),
                                          .peer = std::move(peer),
                                          .deadline = absl::Now() + left,
                                          .answer = std::move(answer),
                                          .open = open_calls_.Open()});
  if (translators_.Run([this, call] { Ask(call); })) return;
  call->result.status = BusyError();
  Answer(call);
}

void ConnectDesk::Ask(const std::shared_ptr<Call>& call) {
  // Nobody waits any more: nothing was begun, and nothing is.
  auto bytes = absl::Now() < call->deadline
                   ? RequestOfBody(call->head, std::move(call->body), options_.max_message_bytes)
                   : DeadlineError();
  call->body.clear();
  if (!bytes.ok()) {
    call->result.status = bytes.status();
    return Answer(call);
  }
  handler_->Unary({.method = call->head.method->full_name,
                   .method_index = call->head.method->index,
                   .caller = call->head.caller,
                   .deadline = call->deadline,
                   .bytes = *std::move(bytes),
                   .peer = call->peer},
                  [this, call](UnaryAnswer answer) {
                    call->result = std::move(answer);
                    // The handler's thread has others to answer. Where no translator is free it
                    // has to do it all the same: what was done must be told.
                    if (!translators_.Run([this, call] { Answer(call); })) Answer(call);
                  });
}

void ConnectDesk::Answer(const std::shared_ptr<Call>& call) {
  HttpAnswer http = HttpAnswerOf(call->head, call->result);
  Tell(*call);
  call->answer(std::move(http));
}

void ConnectDesk::Tell(const Call& call) const {
  const absl::Status& status = call.result.status;
  if (IsHidden(status)) {
    Log(LogLevel::kError, "call_failed",
        {{"method", call.head.method->full_name},
         {"reason", ReasonOf(status)},
         {"error", std::string(status.message())}});
  }
  if (observer_ == nullptr) return;
  const auto duration = std::chrono::steady_clock::now() - call.arrival;
  observer_->CallEnded(call.head.method->index, status.code(), absl::FromChrono(duration));
}

HttpAnswer ConnectDesk::TimedOut() const { return ErrorAnswer(DeadlineError()); }

HttpAnswer ConnectDesk::TooLarge() const {
  return ErrorAnswer(MessageTooLarge(options_.max_message_bytes));
}

HttpAnswer ConnectDesk::Busy() const { return ErrorAnswer(BusyError()); }

}  // namespace skranke
