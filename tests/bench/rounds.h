// The measurements and the order they run in: each round measures all of them one after another, so
// that what else the machine does at the moment hits all alike. One thread.
//
// Client and server are processes of their own on the same cores. A registration round has a fresh
// data directory and a fresh server; classifying is measured on what registering left.
#ifndef SKRANKE_TESTS_BENCH_ROUNDS_H_
#define SKRANKE_TESTS_BENCH_ROUNDS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/bench/sample.h"

namespace skranke {

// By their letters in the issues: a to h.
enum class Measure { kEcho, kStore, kRegister, kClassify, kBulk, kPlain, kCareful, kGroup };

// By number.
inline constexpr const char* kMeasureNames[] = {"echo", "store", "register", "classify",
                                                "bulk", "plain", "careful",  "group"};

// Designs on PostgreSQL that registering is compared with.
inline constexpr Measure kPeers[] = {Measure::kPlain, Measure::kCareful, Measure::kGroup};

struct RoundsPlan {
  std::string office_dir;
  // Emptied bit by bit; on the disk that is to be measured.
  std::string scratch_dir;
  // Calls in flight.
  std::vector<int> levels = {1, 8, 64, 256};
  int rounds = 5;
  // How long each measurement of a round takes.
  absl::Duration measured = absl::Seconds(2);
  // Only this one, if not empty; "postgres": registering and the designs on PostgreSQL.
  std::string only;
};

struct Results {
  // By measurement and level, one sample a round.
  std::map<std::pair<Measure, int>, std::vector<Sample>> samples;
  // On average, of registrations.
  double request_bytes = 0;
  double reply_bytes = 0;
  // Why the designs on PostgreSQL were left out; empty if they were not.
  std::string peers_left_out;
};

// Runs all rounds; says on stderr which one it is at.
absl::StatusOr<Results> RunRounds(const RoundsPlan& plan);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_ROUNDS_H_
