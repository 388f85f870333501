// Group commit: one writer that takes all that is queued and stores it as one transaction, a
// statement a table, each with arrays of rows. What a team writes that has measured. Replies leave
// on a thread of their own, so that the next transaction need not wait for them.
#ifndef SKRANKE_TESTS_BENCH_PEERS_GROUP_DESK_H_
#define SKRANKE_TESTS_BENCH_PEERS_GROUP_DESK_H_

#include <memory>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "libs/base/worker_pool.h"
#include "tests/bench/peers/peer_queue.h"
#include "tests/bench/peers/pg_cluster.h"

namespace skranke {

// Registrations in a transaction at most: as many as our engine takes at once.
inline constexpr size_t kGroupAtOnce = 256;

class GroupDesk {
 public:
  static absl::StatusOr<std::unique_ptr<GroupDesk>> Open(const PgCluster& cluster,
                                                         PeerQueue* queue);
  // Once the queue is closed: waits for the writer.
  ~GroupDesk();

 private:
  GroupDesk(PeerQueue* queue, std::unique_ptr<PgConnection> db)
      : queue_(queue), db_(std::move(db)), answers_(1, 1024) {}

  void Work();
  absl::Status Store(const std::vector<PeerWork>& works);
  void StoreOneByOne(const std::vector<PeerWork>& works);

  PeerQueue* const queue_;
  const std::unique_ptr<PgConnection> db_;
  // The one writer's: positions need no sequence.
  int64_t next_position_ = 1;
  WorkerPool answers_;
  std::thread writer_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_GROUP_DESK_H_
