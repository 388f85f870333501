// The plain design: a connection of a pool, and a transaction of one statement a row. What a team
// writes first. Any thread.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PLAIN_DESK_H_
#define SKRANKE_TESTS_BENCH_PEERS_PLAIN_DESK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/mutex.h"
#include "tests/bench/peers/peer_registration.h"
#include "tests/bench/peers/pg_cluster.h"

namespace skranke {

// Connections of the pool. Source: issue 3.
inline constexpr int kPlainPool = 8;

class PlainDesk {
 public:
  static absl::StatusOr<std::unique_ptr<PlainDesk>> Open(const PgCluster& cluster);

  // Waits for a connection, stores, and returns the reply; a known request's is the stored one.
  absl::StatusOr<std::string> Register(const PeerRegistration& made) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Connection = std::unique_ptr<PgConnection>;

  Connection Take() ABSL_LOCKS_EXCLUDED(mutex_);
  void GiveBack(Connection connection) ABSL_LOCKS_EXCLUDED(mutex_);

  Mutex mutex_;
  CondVar given_back_;
  std::vector<Connection> free_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PLAIN_DESK_H_
