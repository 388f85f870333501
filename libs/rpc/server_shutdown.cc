#include "libs/rpc/server_shutdown.h"

#include <grpc/grpc.h>

#include <thread>

#include "absl/time/clock.h"
#include "libs/base/mutex.h"

namespace skranke {
namespace {

// No call open for so long: all that came in has been handed on. Calls take a millisecond to come
// up from the socket; this is enough for a machine under heavy load.
constexpr absl::Duration kSettled = absl::Milliseconds(200);
constexpr absl::Duration kLookEvery = absl::Milliseconds(10);

// Whether gRPC's own shutdown has returned.
class Returned {
 public:
  void Set() {
    MutexLock lock(&mutex_);
    set_ = true;
    changed_.SignalAll();
  }
  bool WaitFor(absl::Duration longest) {
    MutexLock lock(&mutex_);
    if (!set_) changed_.WaitFor(&mutex_, longest);
    return set_;
  }

 private:
  Mutex mutex_;
  CondVar changed_;
  bool set_ ABSL_GUARDED_BY(mutex_) = false;
};

void CutWhenSettled(grpc::Server& server, const std::atomic<int>& open_calls, Returned& returned) {
  absl::Duration idle;
  while (!returned.WaitFor(kLookEvery)) {
    idle = open_calls == 0 ? idle + kLookEvery : absl::ZeroDuration();
    if (idle >= kSettled) return grpc_server_cancel_all_calls(server.c_server());
  }
}

}  // namespace

void ShutDown(grpc::Server& server, const std::atomic<int>& open_calls, absl::Duration longest) {
  Returned returned;
  std::thread cutter([&] { CutWhenSettled(server, open_calls, returned); });
  server.Shutdown(absl::ToChronoTime(absl::Now() + longest));
  returned.Set();
  cutter.join();
}

}  // namespace skranke
