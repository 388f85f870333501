// A gRPC server that registers cases in PostgreSQL, by one of the designs of issue 3. RegisterCase
// is its only method. Made and ended by one thread.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PEER_FRONT_H_
#define SKRANKE_TESTS_BENCH_PEERS_PEER_FRONT_H_

#include <memory>

#include "absl/status/statusor.h"
#include "tests/bench/peers/peer_judge.h"
#include "tests/bench/peers/pg_cluster.h"

namespace skranke {

class PeerFront {
 public:
  // Answers what was taken, then ends.
  virtual ~PeerFront() = default;
  virtual int port() const = 0;
};

// gRPC's synchronous server with a generated service over PlainDesk. `judge` and `cluster` have
// to outlive all fronts.
absl::StatusOr<std::unique_ptr<PeerFront>> StartPlainFront(const PeerJudge* judge,
                                                           const PgCluster& cluster);
// Our own asynchronous server, as fast as the office's, over CarefulDesk or GroupDesk.
absl::StatusOr<std::unique_ptr<PeerFront>> StartCarefulFront(const PeerJudge* judge,
                                                             const PgCluster& cluster);
absl::StatusOr<std::unique_ptr<PeerFront>> StartGroupFront(const PeerJudge* judge,
                                                           const PgCluster& cluster);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PEER_FRONT_H_
