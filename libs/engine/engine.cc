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
  SKRANKE_ASSIGN_OR_RETURN(Recovered recovered,
                           RecoverLog(*store_->Snapshot(), *key_, options_.head_file));
  log_end_ = LogEnd(recovered.head);
  SKRANKE_RETURN_IF_ERROR(LoadInstallation(*store_->Snapshot(), installation));
  installation_ = std::make_shared<const Installation>(std::move(installation));
  SKRANKE_ASSIGN_OR_RETURN(fence_, store_->TakeOver());
  SKRANKE_ASSIGN_OR_RETURN(head_file_, HeadFile::Open(options_.head_file));
  // From the first moment the file says something: an empty one beside records would be refused.
  SKRANKE_RETURN_IF_ERROR(head_file_->Write(log_end_.head()));
  clock_guard_.Begin(*clock_, absl::FromUnixMicros(log_end_.head().record_us()));
  last_sync_ = last_health_ = clock_->Monotonic();
  RefreshHealth();
  Publish(LatestTime());
  return absl::OkStatus();
}

void Engine::Start() {
  // Batches that wait for it are bounded by the queue before the writer.
  replier_ = std::make_unique<WorkerPool>(1, std::numeric_limits<size_t>::max());
  writer_ = std::thread([this] { Run(); });
}

void Engine::Stop() {
  queue_.Close();
  if (writer_.joinable()) writer_.join();
  if (head_file_ == nullptr) return;  // Refused while recovering: nothing was ever taken.
  while (Step()) {
  }
  replier_.reset();
  head_file_->Sync().IgnoreError();
}

void Engine::Run() {
  while (true) {
    std::vector<Command> commands = queue_.Take(kIdleLook);
    const bool finished = commands.empty() && queue_.closed();
    RunBatch(std::move(commands));
    if (finished) return;
  }
}

bool Engine::Step() {
  std::vector<Command> commands = queue_.Take(absl::ZeroDuration());
  const bool some = !commands.empty();
  RunBatch(std::move(commands));
  return some;
}

absl::Status Engine::Refusal(const Command& command) const {
  MutexLock lock(&mutex_);
  if (!health_.writer.ok()) return health_.writer;
  if (health_.space == SpaceLevel::kLast) {
    return Exhausted("DISK_LOW", "the disk is all but full: nothing can be changed now");
  }
  if (health_.space == SpaceLevel::kLow && command.grows) {
    return Exhausted("DISK_LOW", "the disk is filling up: no new cases for now");
  }
  if (!health_.clock_trusted && !command.despite_clock) {
    return Unavailable("CLOCK_JUMPED", "the clock jumped; an operator must confirm it");
  }
  return absl::OkStatus();
}

void Engine::Submit(Command command) {
  if (absl::Status refusal = Refusal(command); !refusal.ok()) {
    return command.done({.status = std::move(refusal)});
  }
  if (queue_.Put(command)) return;
  command.done({.status = queue_.closed()
                              ? Unavailable("STOPPING", "the office's server is stopping")
                              : Exhausted("QUEUE_FULL", "too many commands are waiting")});
}

absl::Time Engine::LatestTime() const {
  return std::max(clock_->Now(), absl::FromUnixMicros(log_end_.head().record_us()));
}

void Engine::Look() {
  const absl::Duration monotonic = clock_->Monotonic();
  const bool trusted = clock_guard_.Trusted(*clock_);
  if (trusted != health().clock_trusted || monotonic - last_health_ >= kHealthEvery) {
    last_health_ = monotonic;
    RefreshHealth();
    // In a quiet office too, questions are answered for the day that it is.
    if (trusted) Publish(LatestTime());
  }
  if (monotonic - last_sync_ < kHeadSyncEvery) return;
  last_sync_ = monotonic;
  if (absl::Status status = head_file_->Sync(); !status.ok()) StopWriting(status);
}

void Engine::RunBatch(std::vector<Command> commands) {
  Look();
  if (commands.empty()) return;
  const absl::Time now = LatestTime();
  auto batch = std::make_shared<RecordBatch>(&log_end_, store_->Snapshot(), key_.get(), entropy_,
                                             installation_, now);
  RecordBatch& records = *batch;
  if (absl::Status status = records.Prefetch(commands); !status.ok()) StopWriting(status);
  size_t refused = 0;
  for (Command& command : commands) {
    if (absl::Status refusal = Refusal(command); !refusal.ok()) {
      command.done({.status = std::move(refusal)});
      ++refused;
    } else {
      records.Judge(command);
    }
  }
  const absl::Status committed = Commit(records, commands.size() - refused);
  if (!committed.ok()) StopWriting(committed);
  if (committed.ok()) {
    installation_ = records.installation();
    if (records.clock_confirmed()) {
      clock_guard_.Confirm(*clock_);
      RefreshHealth();
    }
    Publish(now);
  }
  Reply(std::move(batch), committed.ok() ? committed : health().writer);
  if (committed.ok()) NotifyListeners();
}

void Engine::Reply(std::shared_ptr<RecordBatch> batch, absl::Status failure) {
  // Without threads of its own (in a simulation, before Start) the engine answers at once.
  if (replier_ == nullptr) return batch->AnswerAll(failure);
  replier_->Run(
      [batch = std::move(batch), failure = std::move(failure)] { batch->AnswerAll(failure); });
}

absl::Status Engine::Commit(RecordBatch& records, size_t commands) {
  SKRANKE_RETURN_IF_ERROR(records.read_status());
  Batch batch;
  SKRANKE_ASSIGN_OR_RETURN(const bool changed, records.FillBatch(batch));
  if (changed) {
    SKRANKE_RETURN_IF_ERROR(store_->Commit(batch, fence_));
    log_end_.Flushed(store_->FlushedTag());
    SKRANKE_RETURN_IF_ERROR(head_file_->Write(log_end_.head()));
  }
  MutexLock lock(&mutex_);
  counts_.commands += commands;
  counts_.batches += changed ? 1 : 0;
  counts_.batch_puts += batch.size();
  counts_.batch_bytes += batch.bytes();
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

void Engine::Publish(absl::Time now) {
  auto snapshot = std::make_shared<const Snapshot>(log_end_.position(), now, installation_,
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
