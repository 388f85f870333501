// A PostgreSQL server of the benchmark's own: a new data directory, a Unix socket in it, no TCP, no
// system service. It ends with the process that started it. One thread.
//
// Durable as the store it is compared with: fsync and synchronous_commit are on. What else differs
// from PostgreSQL's defaults stands in pg_cluster.cc.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PG_CLUSTER_H_
#define SKRANKE_TESTS_BENCH_PEERS_PG_CLUSTER_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "tests/bench/peers/pg_connection.h"

namespace skranke {

// Where Debian's postgresql-15 has its programs.
inline constexpr char kPgPrograms[] = "/usr/lib/postgresql/15/bin";

// Whether they are there.
bool HasPostgres();

class PgCluster {
 public:
  // Makes `dir`, which must not exist, and everything in it, and starts the server. Run by root,
  // the server is the user postgres's, who has to be able to enter all directories above `dir`.
  // UNAVAILABLE with the end of the server's log, where one step fails.
  static absl::StatusOr<std::unique_ptr<PgCluster>> Start(const std::string& dir);
  // Stops the server and waits for its end.
  ~PgCluster();
  PgCluster(const PgCluster&) = delete;
  PgCluster& operator=(const PgCluster&) = delete;

  absl::StatusOr<std::unique_ptr<PgConnection>> Connect() const;

 private:
  PgCluster(std::string dir, pid_t pid) : dir_(std::move(dir)), pid_(pid) {}

  const std::string dir_;
  const pid_t pid_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PG_CLUSTER_H_
