// The batches that registering commits, made by the engine itself and kept, so that the store can
// be measured on them alone. One thread.
#ifndef SKRANKE_TESTS_BENCH_CAPTURED_BATCHES_H_
#define SKRANKE_TESTS_BENCH_CAPTURED_BATCHES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/store/batch.h"

namespace skranke {

struct CapturePlan {
  std::string office_dir;
  // Of its own; a store is made in it.
  std::string scratch_dir;
  uint64_t cases = 0;
  // Registrations in a batch on average, from 1 on.
  double batch_size = 1;
};

// A batch and how many registrations it holds.
struct CapturedBatch {
  Batch batch;
  uint64_t cases = 0;
};

// Registers the first `cases` of requests.h through the engine, in batches of the size.
absl::StatusOr<std::vector<CapturedBatch>> CaptureBatches(const CapturePlan& plan);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_CAPTURED_BATCHES_H_
