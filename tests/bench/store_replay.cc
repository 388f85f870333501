#include "tests/bench/store_replay.h"

#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "tests/bench/cpu_time.h"

namespace skranke {
namespace {

// What was committed since the start.
struct Tally {
  absl::Time start = absl::Now();
  absl::Duration cpu_before = CpuOfProcess(0);
  uint64_t cases = 0;
  size_t puts = 0;
  size_t bytes = 0;
  std::vector<double> commits_us;
};

absl::Status CommitOne(Store& store, uint64_t fence, const CapturedBatch& one, Tally& tally) {
  const absl::Time start = absl::Now();
  SKRANKE_RETURN_IF_ERROR(store.Commit(one.batch, fence));
  tally.commits_us.push_back(absl::ToDoubleMicroseconds(absl::Now() - start));
  tally.cases += one.cases;
  tally.puts += one.batch.size();
  tally.bytes += one.batch.bytes();
  return absl::OkStatus();
}

Sample ToSample(const Tally& tally) {
  const double cases = static_cast<double>(tally.cases);
  const absl::Duration cpu = CpuOfProcess(0) - tally.cpu_before;
  return {.requests = tally.cases,
          .per_second = cases / absl::ToDoubleSeconds(absl::Now() - tally.start),
          .p50_us = Percentile(tally.commits_us, 0.5),
          .p99_us = Percentile(tally.commits_us, 0.99),
          .server_us = absl::ToDoubleMicroseconds(cpu) / cases,
          .puts = static_cast<double>(tally.puts) / cases,
          .batch = cases / static_cast<double>(tally.commits_us.size()),
          .bytes = static_cast<double>(tally.bytes) / cases};
}

}  // namespace

absl::StatusOr<Sample> ReplayIntoStore(const std::vector<CapturedBatch>& batches,
                                       const std::string& scratch_dir, absl::Duration longest) {
  const std::string dir = absl::StrCat(scratch_dir, "/replayed");
  std::filesystem::remove_all(dir);
  SKRANKE_ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, OpenRocksDb(dir));
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t fence, store->TakeOver());
  const size_t warm_up = batches.size() / 10;
  Tally tally;
  for (size_t i = 0; i < batches.size(); ++i) {
    if (i == warm_up) tally = Tally{};
    SKRANKE_RETURN_IF_ERROR(CommitOne(*store, fence, batches[i], tally));
    if (i > warm_up && absl::Now() - tally.start > longest) break;
  }
  return ToSample(tally);
}

}  // namespace skranke
