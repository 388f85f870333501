// A second store that is given nothing but the records of an office, one by one, and makes the
// views from them. One thread.
#ifndef SKRANKE_TESTS_GOLDEN_FOLLOWER_H_
#define SKRANKE_TESTS_GOLDEN_FOLLOWER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/engine/counter_book.h"
#include "libs/store/store.h"
#include "libs/testing/temp_dir.h"
#include "libs/vault/installation_key.h"

namespace skranke {

// The log's records as they are stored, after that position.
absl::StatusOr<std::vector<std::string>> RecordsAfter(const StoreSnapshot& store,
                                                      uint64_t position);

// SHA-256 over every row of every view, in hexadecimal.
absl::StatusOr<std::string> DigestOfViews(const StoreSnapshot& store);

class Follower {
 public:
  explicit Follower(const InstallationKey& key);

  // Replays what the office has stored since the last time.
  absl::Status CatchUp(const Store& office);
  // Leaves out the next record that makes a view: what a test has to see.
  void SkipOne() { skip_one_ = true; }
  // VIEW_DIFFERS unless every view row of both is the same, byte for byte.
  absl::Status Compare(const Store& office) const;

 private:
  absl::Status Replay(const std::string& bytes, uint64_t expired_position);
  absl::Status Forget(uint64_t expired_position);

  const TempDir dir_;
  const InstallationKey& key_;
  std::unique_ptr<Store> store_;
  uint64_t fence_ = 0;
  uint64_t position_ = 0;
  bool skip_one_ = false;
  CounterBook counters_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_GOLDEN_FOLLOWER_H_
