// The servers that the benchmark measures, each for a process of its own. They say "ready WORD",
// answer the lines that they are sent with one line each, and end when no more can come.
//
//   echo    ready PORT; answers every call at once with the same bytes; "counts" as below, all 0
//   office  ready PORT; "counts" -> "counts COMMANDS BATCHES PUTS BYTES" of the engine
//   store   ready 0; "capture CASES BATCH_SIZE" -> "captured CASES",
//           "replay SECONDS" -> "replayed CASES PER_SECOND P50 P99 CPU PUTS BATCH BYTES"
//
// All of them return the program's exit code.
#ifndef SKRANKE_TESTS_BENCH_SERVE_H_
#define SKRANKE_TESTS_BENCH_SERVE_H_

#include <string>

namespace skranke {

int ServeEcho(size_t reply_bytes);
int ServeOffice(const std::string& office_dir, const std::string& data_dir);
int ServeStore(const std::string& office_dir, const std::string& scratch_dir);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_SERVE_H_
