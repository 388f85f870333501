// Uploads and downloads that are open: how many, of whom, and whether their callers keep up. Their
// disk work runs on a few threads of its own, one piece a transfer at a time, so that it holds up
// neither polling nor queries. Threads may share it.
#ifndef SKRANKE_LIBS_RPC_TRANSFERS_H_
#define SKRANKE_LIBS_RPC_TRANSFERS_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/base/worker_pool.h"

namespace skranke {

// One transfer. Safe from any thread.
class Transfer {
 public:
  virtual ~Transfer() = default;
  // Ends it for its caller's slowness.
  virtual void GiveUp(absl::Status status) = 0;
};

class Transfers {
 public:
  // `clock` has to outlive it.
  Transfers(const Clock* clock, int threads);

  // Counts it as open until Remove. RESOURCE_EXHAUSTED (TRANSFERS_BUSY).
  absl::Status Add(const std::string& caller, const std::shared_ptr<Transfer>& transfer)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Remove(Transfer* transfer) ABSL_LOCKS_EXCLUDED(mutex_);
  // Its caller did something, or is not to be waited for while its work is done here.
  void Moved(Transfer* transfer, bool waits_for_caller) ABSL_LOCKS_EXCLUDED(mutex_);

  // False when it is ending.
  bool Run(std::function<void()> work) { return pool_.Run(std::move(work)); }

  // Gives up those that stand still (RESOURCE_EXHAUSTED, SLOW_PEER); to be called about once a
  // second.
  void Step() ABSL_LOCKS_EXCLUDED(mutex_);
  void Stop() { pool_.Stop(); }

 private:
  struct Open {
    std::weak_ptr<Transfer> transfer;
    std::string caller;
    absl::Duration begun;
    // When it began to wait for its caller; nothing while it does not.
    absl::Duration waits_since;
  };

  const Clock* const clock_;
  Mutex mutex_;
  absl::flat_hash_map<Transfer*, Open> open_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, size_t> of_caller_ ABSL_GUARDED_BY(mutex_);
  WorkerPool pool_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_TRANSFERS_H_
