// A real server with a small handler of its own, for the tests of this room. Threads may share it.
#ifndef SKRANKE_LIBS_RPC_TEST_DESK_H_
#define SKRANKE_LIBS_RPC_TEST_DESK_H_

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/mutex.h"
#include "libs/rpc/client/channel.h"
#include "libs/rpc/server.h"
#include "libs/testing/matchers.h"

namespace skranke {

// Longer than anything here takes, shorter than ctest's patience: what comes not till then, never
// comes.
inline constexpr absl::Duration kPatience = absl::Seconds(60);

// A queue between threads.
template <class T>
class Handover {
 public:
  void Put(T value) {
    MutexLock lock(&mutex_);
    values_.push_back(std::move(value));
    changed_.SignalAll();
  }
  // The next value; dies when none comes.
  T Take() {
    MutexLock lock(&mutex_);
    const absl::Time end = absl::Now() + kPatience;
    while (values_.empty()) {
      if (absl::Now() > end) std::abort();
      changed_.WaitFor(&mutex_, absl::Seconds(1));
    }
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }
  size_t size() const {
    MutexLock lock(&mutex_);
    return values_.size();
  }

 private:
  mutable Mutex mutex_;
  CondVar changed_;
  std::deque<T> values_ ABSL_GUARDED_BY(mutex_);
};

inline constexpr char kEcho[] = "/skranke.test.Desk/Echo";
inline constexpr char kFail[] = "/skranke.test.Desk/Fail";
inline constexpr char kHold[] = "/skranke.test.Desk/Hold";
inline constexpr char kListen[] = "/skranke.test.Desk/Listen";
inline constexpr char kBulk[] = "/skranke.test.Desk/Bulk";
inline constexpr char kUpload[] = "/skranke.test.Desk/Upload";

// Echo gives back the bytes, Fail the error of `failures` that the request names; Hold, Listen,
// Bulk and Upload are handed to the test.
class TestHandler : public CallHandler {
 public:
  struct Held {
    IncomingCall call;
    AnswerCall answer;
  };
  struct Stream {
    IncomingCall call;
    std::shared_ptr<StreamWriter> writer;
  };

  struct HeldBulk {
    IncomingCall call;
    AnswerBulk answer;
  };

  struct Upload {
    IncomingCall call;
    std::shared_ptr<StreamReceiver> receiver;
  };

  void Unary(IncomingCall call, AnswerCall answer) override {
    if (call.method == kHold) return held.Put({std::move(call), std::move(answer)});
    if (call.method == kFail) return answer({.status = failures.at(call.bytes)});
    answer({.bytes = call.bytes, .trailing_metadata = {{"skranke-replayed", "1"}}});
  }
  void OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) override {
    streams.Put({std::move(call), std::move(writer)});
  }
  void OpenUpload(IncomingCall call, std::shared_ptr<StreamReceiver> receiver) override {
    uploads.Put({std::move(call), std::move(receiver)});
  }
  void Bulk(IncomingCall call, AnswerBulk answer) override {
    bulk.Put({std::move(call), std::move(answer)});
  }

  // Filled before the server starts.
  std::map<std::string, absl::Status> failures;
  Handover<Held> held;
  Handover<Stream> streams;
  Handover<HeldBulk> bulk;
  Handover<Upload> uploads;
};

class TestObserver : public RpcObserver {
 public:
  struct Ended {
    size_t method_index;
    absl::StatusCode code;
  };
  void CallEnded(size_t method_index, absl::StatusCode code, absl::Duration) override {
    ended.Put({method_index, code});
  }
  Handover<Ended> ended;
};

// Handler, server and a channel to it.
class TestDesk {
 public:
  explicit TestDesk(RpcServerOptions options = {}, TestHandler* handler = nullptr)
      : handler_(handler == nullptr ? &own_handler_ : handler) {
    options.listen = "127.0.0.1:0";
    server_ = *RpcServer::Start(options,
                                {{kEcho, RpcKind::kUnary},
                                 {kFail, RpcKind::kUnary},
                                 {kHold, RpcKind::kUnary},
                                 {kListen, RpcKind::kServerStream},
                                 {kBulk, RpcKind::kBulk},
                                 {kUpload, RpcKind::kClientStream}},
                                handler_, &observer_);
    channel_ = MakeChannel(address(), {.retry = false});
  }

  std::string address() const { return absl::StrCat("127.0.0.1:", server_->port()); }
  RpcServer& server() { return *server_; }
  TestHandler& handler() { return *handler_; }
  TestObserver& observer() { return observer_; }
  grpc::Channel& channel() { return *channel_; }
  std::shared_ptr<grpc::Channel> shared_channel() { return channel_; }

 private:
  TestHandler own_handler_;
  TestHandler* const handler_;
  TestObserver observer_;
  std::unique_ptr<RpcServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_TEST_DESK_H_
