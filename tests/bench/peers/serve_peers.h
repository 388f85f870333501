// The comparison server: PostgreSQL and a front over it, in a process of its own. It says "ready
// 0", answers the lines that it is sent with one line each, and ends when no more can come.
//
//   "open plain", "open careful", "open group"
//              -> "serving PORT": a front of that design over empty tables; the one before ends
//   "counts"   -> "counts 0 0 0 0"
//   "rows"     -> "rows CASES EVENTS REQUESTS PARTIES COUNTED"
#ifndef SKRANKE_TESTS_BENCH_PEERS_SERVE_PEERS_H_
#define SKRANKE_TESTS_BENCH_PEERS_SERVE_PEERS_H_

#include <string>

namespace skranke {

// The program's exit code. `data_dir` must not exist.
int ServePeers(const std::string& office_dir, const std::string& data_dir);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_SERVE_PEERS_H_
