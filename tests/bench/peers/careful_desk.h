// The careful design: workers that take what is queued, and one statement a registration that does
// all of it, once. Several registrations share a round trip, each in a transaction of its own. Any
// thread.
#ifndef SKRANKE_TESTS_BENCH_PEERS_CAREFUL_DESK_H_
#define SKRANKE_TESTS_BENCH_PEERS_CAREFUL_DESK_H_

#include <memory>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/peers/peer_queue.h"
#include "tests/bench/peers/pg_cluster.h"

namespace skranke {

// Source: issue 3.
inline constexpr int kCarefulWorkers = 16;
// Registrations that a worker sends in one round trip: 64 in flight keep all workers busy.
inline constexpr size_t kCarefulAtOnce = 4;

class CarefulDesk {
 public:
  static absl::StatusOr<std::unique_ptr<CarefulDesk>> Open(const PgCluster& cluster,
                                                           PeerQueue* queue);
  // Once the queue is closed: waits for the workers.
  ~CarefulDesk();

 private:
  explicit CarefulDesk(PeerQueue* queue) : queue_(queue) {}

  void Work(int64_t worker, PgConnection& db);

  PeerQueue* const queue_;
  std::vector<std::unique_ptr<PgConnection>> connections_;
  std::vector<std::thread> workers_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_CAREFUL_DESK_H_
