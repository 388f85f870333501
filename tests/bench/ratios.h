// How registering compares with its parts. Pure.
#ifndef SKRANKE_TESTS_BENCH_RATIOS_H_
#define SKRANKE_TESTS_BENCH_RATIOS_H_

#include <array>
#include <vector>

#include "tests/bench/rounds.h"

namespace skranke {

// Each over the rounds of one level, every round compared with its own neighbours.
struct Ratios {
  Summary register_to_echo;   // c/a
  Summary register_to_store;  // c/b
  // m = cores / (CPU a + CPU b): what the cores could do if a registration cost no more than an
  // echo and a commit, and never waited.
  Summary bound;
  Summary register_to_bound;  // c/m
  Summary bulk_to_register;   // e/c; zero where e was not measured
  // c/f, c/g, c/h, in the order of kPeers; zero where one was not measured.
  std::array<Summary, 3> register_to_peers;
  Summary tail;    // p99 / p50 of c
  Summary cpu_us;  // of c, both ends
};

// Those with echo and store are zero for a level where these or registrations were not measured.
Ratios RatiosAt(const Results& results, int level, int cores);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_RATIOS_H_
