// The engine: the one writer of an installation, and the snapshots that everybody reads.
//
// A command goes into a bounded queue, is judged in its turn over what the batch has done so far,
// becomes a record, and is answered when its batch is on disk: one fsync for all that waited
// together. While one batch is on its way to the disk, the next is judged over it; an answer never
// leaves before everything that was judged before it is stored. Answers, stored or read, leave
// through one exit (DESIGN sections 2 and 3; docs/decisions/0010).
//
//   SKRANKE_ASSIGN_OR_RETURN(auto engine, Engine::Open(options, std::move(store), ...));
//   engine->Start();                       // or Step() in a loop, in a simulation
//   engine->Submit(std::move(command));    // done() is called with the answer
//
// Threads may share an Engine; Step belongs to one of them.
#ifndef SKRANKE_LIBS_ENGINE_ENGINE_H_
#define SKRANKE_LIBS_ENGINE_ENGINE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/base/worker_pool.h"
#include "libs/casework/installation.h"
#include "libs/engine/command.h"
#include "libs/engine/command_queue.h"
#include "libs/engine/commit_line.h"
#include "libs/engine/counter_book.h"
#include "libs/engine/engine_health.h"
#include "libs/engine/hand_off.h"
#include "libs/engine/record_batch.h"
#include "libs/engine/snapshot.h"
#include "libs/store/store.h"
#include "libs/vault/entropy.h"
#include "libs/vault/installation_key.h"

namespace skranke {

struct EngineOptions {
  // Where the second head goes.
  std::string head_file;
  // Free space under which new cases are refused, and under which every change is. Sources: RocksDB
  // needs room for a flush of all memtables (64 MiB) and a compaction beside it.
  uint64_t low_space_bytes = uint64_t{512} << 20;
  uint64_t last_space_bytes = uint64_t{128} << 20;
  CommandQueue::Limits queue;
  // Commands that must wait for it to pay to judge them while another thread commits. Source:
  // docs/decisions/0010, measured at 64 and 256 in flight.
  size_t overlap_from = 64;
};

// Counts since start, for metrics and benchmarks.
struct EngineCounts {
  uint64_t commands = 0;
  uint64_t batches = 0;
  uint64_t batch_puts = 0;
  uint64_t batch_bytes = 0;
};

class Engine {
 public:
  // Recovers what is stored. `installation` gives what is not: --dev and endpoints; directory and
  // lists come from the store.
  // DATA_LOSS: the log has a hole, the chain differs, or the store is behind the head file.
  // FAILED_PRECONDITION: FORMAT_NEWER, WRONG_KEY, VIEWS_OLD.
  static absl::StatusOr<std::unique_ptr<Engine>> Open(EngineOptions options,
                                                      std::shared_ptr<Store> store,
                                                      std::shared_ptr<const InstallationKey> key,
                                                      Installation installation, Clock* clock,
                                                      Entropy* entropy);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Runs writer, committer and replier on threads of their own until Stop.
  void Start();
  // Answers what is queued, then stops: later commands get UNAVAILABLE (STOPPING).
  void Stop();

  // Whether a new case is refused because of what waits already; asked before a request is looked
  // at, so that refusing costs little. RESOURCE_EXHAUSTED (QUEUE_FULL).
  absl::Status RefusalToGrow() const;

  // Queues a command. Full: RESOURCE_EXHAUSTED (QUEUE_FULL); out of space: RESOURCE_EXHAUSTED
  // (DISK_LOW); both at once, through done().
  void Submit(Command command);

  // Judges, commits and answers one batch. False if nothing was queued.
  bool Step();

  // The latest committed state.
  std::shared_ptr<const Snapshot> snapshot() const ABSL_LOCKS_EXCLUDED(mutex_);

  // The one exit for answers that show something stored: calls `leave` when everything up to
  // `position` may be shown. Until the ledger exists that is at once.
  void AnswerAt(uint64_t position, const std::function<void()>& leave);

  // Calls `notify` on the committer after every commit, until the returned token is let go.
  // `notify` must not block.
  std::shared_ptr<void> OnCommit(std::function<void()> notify) ABSL_LOCKS_EXCLUDED(mutex_);

  EngineHealth health() const ABSL_LOCKS_EXCLUDED(mutex_);
  EngineCounts counts() const ABSL_LOCKS_EXCLUDED(mutex_);
  const Store& store() const { return *store_; }

  Clock& clock() const { return *clock_; }
  Entropy& entropy() const { return *entropy_; }

 private:
  Engine(EngineOptions options, std::shared_ptr<Store> store,
         std::shared_ptr<const InstallationKey> key, Clock* clock, Entropy* entropy);

  absl::Status Recover(Installation installation);

  // On the writer.
  void Run();
  void RunBatch(std::vector<Command> commands);
  std::shared_ptr<RecordBatch> BeginBatch();
  void JudgeAll(std::vector<Command> commands, RecordBatch& batch);
  void HandOver(std::shared_ptr<RecordBatch> batch);
  bool Committing() const { return committer_ != nullptr && committer_->busy(); }
  // The clock's time where it is trusted, but never before the latest record's.
  absl::Time LatestTime();
  // Looks at the clock, the disk and the head file, each as often as it needs.
  void Look();

  // On the committer; on the writer where it has no threads of its own.
  void OnCommitter(std::function<void()> work);
  void CommitAndAnswer(const std::shared_ptr<RecordBatch>& batch);
  absl::Status Commit(const RecordBatch& batch) ABSL_LOCKS_EXCLUDED(mutex_);
  void Publish(absl::Time now, std::shared_ptr<const Installation> installation)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void NotifyListeners() ABSL_LOCKS_EXCLUDED(mutex_);
  void Reply(std::shared_ptr<RecordBatch> batch, absl::Status failure);

  void RefreshHealth() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Refusal(const Command& command) const ABSL_LOCKS_EXCLUDED(mutex_);
  void StopWriting(const absl::Status& cause) ABSL_LOCKS_EXCLUDED(mutex_);

  const EngineOptions options_;
  const std::shared_ptr<Store> store_;
  const std::shared_ptr<const InstallationKey> key_;
  Clock* const clock_;
  Entropy* const entropy_;
  CommandQueue queue_;
  ClockGuard clock_guard_;

  // The writer's own: what is judged, stored or not yet.
  uint64_t position_ = 0;
  absl::Time latest_;
  std::shared_ptr<const Installation> installation_;
  CounterBook counters_;
  std::weak_ptr<const RecordBatch> last_batch_;
  absl::Duration last_sync_;
  absl::Duration last_health_;

  // The committer's own.
  std::unique_ptr<CommitLine> line_;

  // Answers, and lets go of, batches that are on disk.
  std::unique_ptr<WorkerPool> replier_;
  std::unique_ptr<HandOff> committer_;
  std::thread writer_;

  mutable Mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_ ABSL_GUARDED_BY(mutex_);
  EngineHealth health_ ABSL_GUARDED_BY(mutex_);
  EngineCounts counts_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::weak_ptr<std::function<void()>>> listeners_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_ENGINE_H_
