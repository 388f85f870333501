// Registrations that wait for a worker, and whom to tell. Threads may share it.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PEER_QUEUE_H_
#define SKRANKE_TESTS_BENCH_PEERS_PEER_QUEUE_H_

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/mutex.h"
#include "tests/bench/peers/peer_registration.h"

namespace skranke {

struct PeerWork {
  PeerRegistration made;
  std::function<void(absl::StatusOr<std::string> reply)> done;
};

class PeerQueue {
 public:
  void Put(PeerWork work) ABSL_LOCKS_EXCLUDED(mutex_);

  // Waits for one and takes up to `most`; none once the queue is closed and empty.
  std::vector<PeerWork> Take(size_t most) ABSL_LOCKS_EXCLUDED(mutex_);

  // Nothing is put any more.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Mutex mutex_;
  CondVar changed_;
  std::deque<PeerWork> waiting_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PEER_QUEUE_H_
