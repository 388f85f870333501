#include "libs/rpc/live_stream.h"

#include <utility>

#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {

void LiveStream::Open(Engine* engine, WorkerPool* readers, const Method& method, IncomingCall call,
                      std::shared_ptr<StreamWriter> writer) {
  auto plan = method.stream(call.bytes);
  if (!plan.ok()) return writer->Finish(plan.status());
  std::shared_ptr<LiveStream> stream(new LiveStream(engine, readers, method, std::move(call),
                                                    *std::move(plan), std::move(writer)));
  stream->Begin();
}

LiveStream::LiveStream(Engine* engine, WorkerPool* readers, const Method& method, IncomingCall call,
                       StreamPlan plan, std::shared_ptr<StreamWriter> writer)
    : engine_(engine),
      readers_(readers),
      method_(method),
      call_(std::move(call)),
      plan_(std::move(plan)),
      writer_(std::move(writer)),
      position_(plan_.after_position) {}

void LiveStream::Begin() {
  const auto self = shared_from_this();
  // The writer keeps the stream alive until the call is over; the engine only knows of it.
  writer_->Notify(
      [self] {
        {
          MutexLock lock(&self->mutex_);
          self->sending_ = false;
        }
        self->Send();
      },
      [self](bool /*whole*/) { self->End(); });
  auto subscription = engine_->OnCommit([weak = weak_from_this()] {
    if (const auto stream = weak.lock()) stream->Wake();
  });
  {
    MutexLock lock(&mutex_);
    if (over_) return;
    subscription_ = std::move(subscription);
  }
  Wake();
}

void LiveStream::End() {
  std::shared_ptr<void> subscription;
  MutexLock lock(&mutex_);
  over_ = true;
  backlog_.clear();
  subscription.swap(subscription_);
}

bool LiveStream::IsTooSlow() {
  MutexLock lock(&mutex_);
  return sending_ && !over_ && engine_->clock().Monotonic() - sending_since_ > kSlowReaderMax;
}

void LiveStream::Wake() {
  if (IsTooSlow()) {
    writer_->Finish(ReasonError(absl::StatusCode::kResourceExhausted, "SLOW_READER",
                                "a message was not taken in time; resume from the last position"));
    return writer_->Drop();
  }
  {
    MutexLock lock(&mutex_);
    look_again_ = true;
    if (looking_ || over_) return;
    looking_ = true;
  }
  if (readers_->Run([self = shared_from_this()] { self->Look(); })) return;
  MutexLock lock(&mutex_);
  looking_ = false;
}

absl::StatusOr<StreamStep> LiveStream::Next(const Snapshot& snapshot, uint64_t position) {
  // Looked up at each look: who has lost the right to see gets nothing more.
  SKRANKE_ASSIGN_OR_RETURN(const Caller caller,
                           ResolveCaller(*snapshot.installation().directory, call_.caller));
  SKRANKE_RETURN_IF_ERROR(MayInRole(caller, method_.roles));
  return plan_.next(snapshot, caller, position);
}

// Whether the backlog is filled to that part of what it may hold.
bool LiveStream::IsFull(size_t part) const {
  return backlog_.size() >= kBacklogMax / part || backlog_bytes_ >= kBacklogBytesMax / part;
}

bool LiveStream::Keep(StreamStep step, uint64_t last_position) {
  MutexLock lock(&mutex_);
  position_ = step.position;
  for (std::string& message : step.messages) {
    backlog_bytes_ += message.size();
    backlog_.push_back(std::move(message));
  }
  at_end_ = step.then == StreamStep::Then::kEnd;
  const bool behind = step.then == StreamStep::Then::kFollow && step.position < last_position;
  if (behind || step.then == StreamStep::Then::kLookOn) look_again_ = true;
  return step.then == StreamStep::Then::kLookOn;
}

void LiveStream::Look() {
  while (true) {
    uint64_t position = 0;
    {
      MutexLock lock(&mutex_);
      // A reader behind by that much is looked after again when it has taken what waits.
      if (over_ || at_end_ || IsFull(1) || !look_again_) {
        looking_ = false;
        return;
      }
      look_again_ = false;
      position = position_;
    }
    const auto snapshot = engine_->snapshot();
    auto step = Next(*snapshot, position);
    if (!step.ok()) return writer_->Finish(step.status());
    const bool look_on = Keep(*std::move(step), snapshot->position());
    engine_->AnswerAt(snapshot->position(), [this] { Send(); });
    // What reads the whole store lets the questions that wait go between.
    if (look_on && readers_->Run([self = shared_from_this()] { self->Look(); })) return;
  }
}

void LiveStream::Send() {
  bool look = false;
  bool end = false;
  {
    MutexLock lock(&mutex_);
    if (sending_ || over_) return;
    end = backlog_.empty() && at_end_;
    if (!backlog_.empty()) {
      if (!writer_->Write(backlog_.front())) return;
      sending_ = true;
      sending_since_ = engine_->clock().Monotonic();
      backlog_bytes_ -= backlog_.front().size();
      backlog_.pop_front();
      look = look_again_ && !IsFull(2);
    }
  }
  if (look) Wake();
  if (end) writer_->Finish(absl::OkStatus());
}

}  // namespace skranke
