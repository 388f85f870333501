#include "libs/engine/engine.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/engine/recovery.h"

namespace skranke {
namespace {

// How long the writer sleeps on an empty queue before it looks at clock and disk again.
constexpr absl::Duration kIdleLook = absl::Milliseconds(200);
// Commands that are worth waking the writer for while it cannot hand over yet anyway.
constexpr size_t kChunk = 16;
// How often the head file is synced: what a power loss may leave unprovable. Source: DESIGN.
constexpr absl::Duration kHeadSyncEvery = absl::Seconds(1);
constexpr absl::Duration kHealthEvery = absl::Seconds(1);

absl::Status Unavailable(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kUnavailable, reason, message);
}

absl::Status Exhausted(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kResourceExhausted, reason, message);
}

}  // namespace

Engine::Engine(EngineOptions options, std::shared_ptr<Store> store,
               std::shared_ptr<const InstallationKey> key, Clock* clock, Entropy* entropy)
    : options_(std::move(options)),
      store_(std::move(store)),
      key_(std::move(key)),
      clock_(clock),
      entropy_(entropy),
      queue_(options_.queue) {}

absl::StatusOr<std::unique_ptr<Engine>> Engine::Open(EngineOptions options,
                                                     std::shared_ptr<Store> store,
                                                     std::shared_ptr<const InstallationKey> key,
                                                     Installation installation, Clock* clock,
                                                     Entropy* entropy) {
  std::unique_ptr<Engine> engine(
      new Engine(std::move(options), std::move(store), std::move(key), clock, entropy));
  SKRANKE_RETURN_IF_ERROR(engine->Recover(std::move(installation)));
  return engine;
}

Engine::~Engine() { Stop(); }

absl::Status Engine::Recover(Installation installation) {
  SKRANKE_ASSIGN_OR_RETURN(const Recovered recovered,
                           RecoverLog(*store_->Snapshot(), *key_, options_.head_file));
  position_ = recovered.head.position();
  latest_ = absl::FromUnixMicros(recovered.head.record_us());
  SKRANKE_RETURN_IF_ERROR(LoadInstallation(*store_->Snapshot(), installation));
  installation_ = std::make_shared<const Installation>(std::move(installation));
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t fence, store_->TakeOver());
  SKRANKE_ASSIGN_OR_RETURN(auto head_file, HeadFile::Open(options_.head_file));
  // From the first moment the file says something, also after a power loss: an empty one beside
  // records would be refused.
  SKRANKE_RETURN_IF_ERROR(head_file->Write(recovered.head));
  SKRANKE_RETURN_IF_ERROR(head_file->Sync());
  line_ = std::make_unique<CommitLine>(store_.get(), fence, LogEnd(recovered.head),
                                       std::move(head_file));
  clock_guard_.Begin(*clock_, latest_);
  last_sync_ = last_health_ = clock_->Monotonic();
  RefreshHealth();
  Publish(LatestTime(), installation_);
  return absl::OkStatus();
}

void Engine::Start() {
  // Batches that wait for it are bounded by the queue before the writer.
  replier_ = std::make_unique<WorkerPool>(1, std::numeric_limits<size_t>::max());
  committer_ = std::make_unique<HandOff>([this] { queue_.Wake(); });
  writer_ = std::thread([this] { Run(); });
}

void Engine::Stop() {
  queue_.Close();
  if (writer_.joinable()) writer_.join();
  if (line_ == nullptr) return;  // Refused while recovering: nothing was ever taken.
  committer_.reset();
  while (Step()) {
  }
  replier_.reset();
  line_->SyncHead().IgnoreError();
}

void Engine::Run() {
  while (true) {
    std::vector<Command> commands = queue_.Take(1, kIdleLook, options_.queue.batch);
    const bool finished = commands.empty() && queue_.closed();
    RunBatch(std::move(commands));
    if (finished) return;
  }
}

bool Engine::Step() {
  std::vector<Command> commands = queue_.Take(1, absl::ZeroDuration(), options_.queue.batch);
  const bool some = !commands.empty();
  RunBatch(std::move(commands));
  return some;
}

absl::Status Engine::Refusal(const Command& command) const {
  if (command.deadline < clock_->Monotonic()) {
    return ReasonError(absl::StatusCode::kDeadlineExceeded, "DEADLINE_IN_QUEUE",
                       "the deadline passed before the command was looked at; nothing was done");
  }
  MutexLock lock(&mutex_);
  if (!health_.writer.ok()) return health_.writer;
  if (health_.space == SpaceLevel::kLast && !command.only_asks) {
    return Exhausted("DISK_LOW", "the disk is all but full: nothing can be changed now");
  }
  if (health_.space == SpaceLevel::kLow && command.grows) {
    return Exhausted("DISK_LOW", "the disk is filling up: no new cases for now");
  }
  if (!health_.clock_trusted && !command.despite_clock && !command.only_asks) {
    return Unavailable("CLOCK_JUMPED", "the clock jumped; an operator must confirm it");
  }
  return absl::OkStatus();
}

absl::Status Engine::RefusalToGrow() const {
  if (!queue_.overdue(clock_->Monotonic())) return absl::OkStatus();
  return Exhausted("QUEUE_FULL", "too many commands are waiting");
}

void Engine::Submit(Command command) {
  if (absl::Status refusal = Refusal(command); !refusal.ok()) {
    return command.done({.status = std::move(refusal)});
  }
  if (queue_.Put(command, clock_->Monotonic())) return;
  command.done({.status = queue_.closed()
                              ? Unavailable("STOPPING", "the office's server is stopping")
                              : Exhausted("QUEUE_FULL", "too many commands are waiting")});
}

absl::Time Engine::LatestTime() {
  // Read before the guard looks: a jump that it cannot have seen is not in it. A time that nobody
  // trusts would stamp records and forget request ids for good.
  const absl::Time now = clock_->Now();
  return clock_guard_.Trusted(*clock_) ? std::max(now, latest_) : latest_;
}

void Engine::Look() {
  const absl::Duration monotonic = clock_->Monotonic();
  const bool trusted = clock_guard_.Trusted(*clock_);
  if (trusted != health().clock_trusted || monotonic - last_health_ >= kHealthEvery) {
    last_health_ = monotonic;
    RefreshHealth();
    // In a quiet office too, questions are answered for the day that it is.
    if (trusted && !Committing()) {
      OnCommitter([this, now = LatestTime(), known = installation_] { Publish(now, known); });
    }
  }
  if (monotonic - last_sync_ < kHeadSyncEvery) return;
  last_sync_ = monotonic;
  if (absl::Status status = line_->SyncHead(); !status.ok()) StopWriting(status);
}

void Engine::RunBatch(std::vector<Command> commands) {
  Look();
  if (commands.empty()) return;
  const std::shared_ptr<RecordBatch> batch = BeginBatch();
  BatchRoom room = options_.queue.batch.After(commands);
  JudgeAll(std::move(commands), *batch);
  // As long as the disk is busy with the batch before, this one takes more.
  while (Committing() && !room.none()) {
    std::vector<Command> more = queue_.Take(kChunk, kIdleLook, room);
    room = room.After(more);
    JudgeAll(std::move(more), *batch);
  }
  HandOver(batch);
}

std::shared_ptr<RecordBatch> Engine::BeginBatch() {
  // Asked before the snapshot is taken: what was stored by then is in it.
  std::shared_ptr<const RecordBatch> below = Committing() ? last_batch_.lock() : nullptr;
  return std::make_shared<RecordBatch>(RecordBatch::Base{.position = position_,
                                                         .store = store_->Snapshot(),
                                                         .below = std::move(below),
                                                         .counters = &counters_,
                                                         .key = key_.get(),
                                                         .entropy = entropy_,
                                                         .installation = installation_,
                                                         .now = LatestTime()});
}

void Engine::JudgeAll(std::vector<Command> commands, RecordBatch& batch) {
  if (absl::Status status = batch.Prefetch(commands); !status.ok()) StopWriting(status);
  latest_ = LatestTime();
  for (Command& command : commands) {
    if (absl::Status refusal = Refusal(command); !refusal.ok()) {
      command.done({.status = std::move(refusal)});
    } else {
      batch.Judge(command, latest_, clock_->Now());
    }
  }
}

void Engine::HandOver(std::shared_ptr<RecordBatch> batch) {
  if (absl::Status status = batch->Settle(); !status.ok()) StopWriting(status);
  position_ = batch->position();
  installation_ = batch->installation();
  OnCommitter([this, batch] { CommitAndAnswer(batch); });
  last_batch_ = std::move(batch);
}

void Engine::OnCommitter(std::function<void()> work) {
  // Where little waits, or without threads of its own (in a simulation, before Start), the writer
  // commits itself: waking another thread would cost more than it gains.
  if (committer_ != nullptr && queue_.size() >= options_.overlap_from) {
    return committer_->Hand(std::move(work));
  }
  if (committer_ != nullptr) committer_->AwaitIdle();
  work();
}

void Engine::CommitAndAnswer(const std::shared_ptr<RecordBatch>& batch) {
  absl::Status committed = health().writer;
  if (committed.ok()) {
    committed = Commit(*batch);
    if (!committed.ok()) StopWriting(committed);
  }
  if (!committed.ok()) return Reply(batch, health().writer);
  if (batch->clock_confirmed()) {
    clock_guard_.Confirm(*clock_);
    RefreshHealth();
  }
  Publish(batch->now(), batch->installation());
  Reply(batch, absl::OkStatus());
  NotifyListeners();
}

void Engine::Reply(std::shared_ptr<RecordBatch> batch, absl::Status failure) {
  if (replier_ == nullptr) return batch->AnswerAll(failure);
  replier_->Run(
      [batch = std::move(batch), failure = std::move(failure)] { batch->AnswerAll(failure); });
}

absl::Status Engine::Commit(const RecordBatch& batch) {
  SKRANKE_ASSIGN_OR_RETURN(const CommitLine::Written written, line_->Commit(batch));
  MutexLock lock(&mutex_);
  counts_.commands += batch.commands();
  counts_.batches += written.puts > 0 ? 1 : 0;
  counts_.batch_puts += written.puts;
  counts_.batch_bytes += written.bytes;
  return absl::OkStatus();
}

// A disk or store error is final: what the last batch left is known only after a restart, and a
// second try could say "stored" of something that is not (fsyncgate).
void Engine::StopWriting(const absl::Status& cause) {
  Log(LogLevel::kError, "writer stopped", {{"cause", std::string(cause.message())}});
  MutexLock lock(&mutex_);
  if (!health_.writer.ok()) return;
  health_.writer =
      Unavailable("WRITER_STOPPED",
                  "the store failed; whether the last change is stored shows after a restart");
}

void Engine::RefreshHealth() {
  const auto free_bytes = store_->FreeBytes();
  const size_t queued = queue_.size();
  const bool trusted = clock_guard_.Trusted(*clock_);
  MutexLock lock(&mutex_);
  health_.queued = queued;
  health_.clock_trusted = trusted;
  if (!free_bytes.ok()) return;
  health_.free_bytes = *free_bytes;
  health_.space = *free_bytes < options_.last_space_bytes  ? SpaceLevel::kLast
                  : *free_bytes < options_.low_space_bytes ? SpaceLevel::kLow
                                                           : SpaceLevel::kEnough;
}

void Engine::Publish(absl::Time now, std::shared_ptr<const Installation> installation) {
  auto snapshot = std::make_shared<const Snapshot>(line_->position(), now, std::move(installation),
                                                   store_->Snapshot(), key_.get());
  MutexLock lock(&mutex_);
  snapshot_.swap(snapshot);
}

void Engine::NotifyListeners() {
  std::vector<std::shared_ptr<std::function<void()>>> listeners;
  {
    MutexLock lock(&mutex_);
    std::erase_if(listeners_, [](const auto& listener) { return listener.expired(); });
    for (const auto& listener : listeners_) {
      if (auto held = listener.lock()) listeners.push_back(std::move(held));
    }
  }
  for (const auto& listener : listeners) (*listener)();
}

std::shared_ptr<const Snapshot> Engine::snapshot() const {
  MutexLock lock(&mutex_);
  return snapshot_;
}

void Engine::AnswerAt(uint64_t /*position*/, const std::function<void()>& leave) { leave(); }

std::shared_ptr<void> Engine::OnCommit(std::function<void()> notify) {
  auto listener = std::make_shared<std::function<void()>>(std::move(notify));
  MutexLock lock(&mutex_);
  listeners_.push_back(listener);
  return listener;
}

EngineHealth Engine::health() const {
  MutexLock lock(&mutex_);
  return health_;
}

EngineCounts Engine::counts() const {
  MutexLock lock(&mutex_);
  return counts_;
}

}  // namespace skranke
