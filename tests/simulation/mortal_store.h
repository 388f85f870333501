// The office's store, which a crash may stop in the middle of a commit; and where the bugs of
// bite.h are put into what it writes. Below it is the real one. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_MORTAL_STORE_H_
#define SKRANKE_TESTS_SIMULATION_MORTAL_STORE_H_

#include <memory>
#include <string>

#include "libs/store/store.h"
#include "tests/simulation/bite.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/instant_watch.h"

namespace skranke {

// What becomes of a commit.
enum class Fate {
  kStored,
  // The process is gone before anything is written.
  kDiesBefore,
  // It is stored, and the process is gone before it can say so.
  kDiesAfter,
  // The disk fails; the process lives and says so. The first is not stored, the second is.
  kFailsBefore,
  kFailsAfter,
};

class MortalStore : public Store {
 public:
  // `chance` and `watch` have to outlive it. `watch` sees what is really stored.
  MortalStore(std::unique_ptr<Store> store, Bite bite, Chance* chance, InstantWatch* watch)
      : store_(std::move(store)), bite_(bite), chance_(chance), watch_(watch) {}

  // The n-th commit from now, counted from 1, has that fate.
  void Doom(int commits, Fate fate);
  // From now on commits are called stored and are not: Bite::kCommitLost.
  void Lie() { lies_ = true; }
  // The process is gone: nothing more is written.
  void Die() { dead_ = true; }
  bool dead() const { return dead_; }
  bool lies() const { return lies_; }
  void set_free_bytes(uint64_t bytes) { free_bytes_ = bytes; }

  absl::Status Commit(const Batch& batch, uint64_t fence) override;
  std::shared_ptr<const StoreSnapshot> Snapshot() const override { return store_->Snapshot(); }
  absl::StatusOr<uint64_t> TakeOver() override { return store_->TakeOver(); }
  uint64_t FlushedTag() const override { return store_->FlushedTag(); }
  absl::Status Flush() override { return store_->Flush(); }
  absl::Status Verify() override { return store_->Verify(); }
  absl::StatusOr<uint64_t> FreeBytes() const override { return free_bytes_; }
  std::string Describe() const override { return store_->Describe(); }

 private:
  absl::Status Write(const Batch& batch, uint64_t fence);
  absl::Status WriteAndShow(const Batch& batch, uint64_t fence);
  // The value to write instead, or nothing to leave the row out.
  absl::optional<std::string> Bitten(const Batch::Change& change);

  const std::unique_ptr<Store> store_;
  const Bite bite_;
  Chance* const chance_;
  InstantWatch* const watch_;
  uint64_t free_bytes_ = uint64_t{1} << 40;
  int commits_left_ = 0;
  Fate fate_ = Fate::kStored;
  bool dead_ = false;
  bool failed_ = false;
  bool lies_ = false;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_MORTAL_STORE_H_
