// A store that keeps a copy of every batch it commits. One writer; threads may read.
#ifndef SKRANKE_TESTS_BENCH_RECORDING_STORE_H_
#define SKRANKE_TESTS_BENCH_RECORDING_STORE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/store/store.h"

namespace skranke {

class RecordingStore : public Store {
 public:
  explicit RecordingStore(std::unique_ptr<Store> store) : store_(std::move(store)) {}

  // The batches since the last call, in the order they were committed.
  std::vector<Batch> TakeBatches() { return std::exchange(batches_, {}); }

  absl::Status Commit(const Batch& batch, uint64_t fence) override {
    batches_.push_back(batch);
    return store_->Commit(batch, fence);
  }

  std::shared_ptr<const StoreSnapshot> Snapshot() const override { return store_->Snapshot(); }
  absl::StatusOr<uint64_t> TakeOver() override { return store_->TakeOver(); }
  uint64_t FlushedTag() const override { return store_->FlushedTag(); }
  absl::Status Flush() override { return store_->Flush(); }
  absl::Status Verify() override { return store_->Verify(); }
  absl::StatusOr<uint64_t> FreeBytes() const override { return store_->FreeBytes(); }
  std::string Describe() const override { return store_->Describe(); }

 private:
  const std::unique_ptr<Store> store_;
  std::vector<Batch> batches_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_RECORDING_STORE_H_
