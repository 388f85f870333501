// The designs on PostgreSQL as the rounds measure them: one server process with one PostgreSQL for
// all, empty tables for each measurement, and a look at the tables after it. One thread.
#ifndef SKRANKE_TESTS_BENCH_PEER_ROUNDS_H_
#define SKRANKE_TESTS_BENCH_PEER_ROUNDS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/rounds.h"
#include "tests/bench/sample.h"
#include "tests/bench/server_process.h"

namespace skranke {

class PeerRounds {
 public:
  // Makes a directory in `scratch_dir`, and lets the user postgres through there, where this is
  // root.
  static absl::StatusOr<std::unique_ptr<PeerRounds>> Start(const std::string& office_dir,
                                                           const std::string& scratch_dir);

  // Registers in an empty database. DATA_LOSS: less is stored than was answered, or not all rows
  // of each.
  absl::StatusOr<Sample> Run(Measure peer, int in_flight, absl::Duration measured);

 private:
  explicit PeerRounds(std::unique_ptr<ServerProcess> server) : server_(std::move(server)) {}

  absl::Status CheckRows(uint64_t answered);

  const std::unique_ptr<ServerProcess> server_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEER_ROUNDS_H_
