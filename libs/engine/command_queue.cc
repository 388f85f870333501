#include "libs/engine/command_queue.h"

#include <algorithm>
#include <utility>

namespace skranke {

BatchRoom BatchRoom::After(const std::vector<Command>& taken) const {
  size_t taken_bytes = 0;
  for (const Command& command : taken) taken_bytes += command.request_bytes.size();
  return {.commands = commands - std::min(commands, taken.size()),
          .bytes = bytes - std::min(bytes, taken_bytes)};
}

bool CommandQueue::Put(Command& command, absl::Duration now) {
  MutexLock lock(&mutex_);
  const bool full =
      waiting_.size() >= limits_.most || (command.grows && growing_ >= limits_.most_growing);
  if (closed_ || full) return false;
  if (command.grows) ++growing_;
  waiting_.push_back({std::move(command), now});
  if (waiting_.size() == wanted_) filled_.Signal();
  return true;
}

bool CommandQueue::overdue(absl::Duration now) const {
  MutexLock lock(&mutex_);
  if (growing_ >= limits_.most_growing) return true;
  return waiting_.size() > limits_.batch.commands &&
         now - waiting_.front().since > limits_.patience;
}

std::vector<Command> CommandQueue::Take(size_t least, absl::Duration longest,
                                        const BatchRoom& room) {
  std::vector<Command> batch;
  least = std::min(least, room.commands);
  MutexLock lock(&mutex_);
  if (waiting_.size() < least && !closed_ && !woken_ && longest > absl::ZeroDuration()) {
    wanted_ = least;
    filled_.WaitFor(&mutex_, longest);
    wanted_ = 0;
  }
  woken_ = false;
  size_t bytes = 0;
  while (!waiting_.empty() && batch.size() < room.commands && bytes < room.bytes) {
    Command& first = waiting_.front().command;
    bytes += first.request_bytes.size();
    if (first.grows) --growing_;
    batch.push_back(std::move(first));
    waiting_.pop_front();
  }
  return batch;
}

void CommandQueue::Wake() {
  MutexLock lock(&mutex_);
  woken_ = true;
  filled_.SignalAll();
}

void CommandQueue::Close() {
  MutexLock lock(&mutex_);
  closed_ = true;
  filled_.SignalAll();
}

bool CommandQueue::closed() const {
  MutexLock lock(&mutex_);
  return closed_;
}

size_t CommandQueue::size() const {
  MutexLock lock(&mutex_);
  return waiting_.size();
}

}  // namespace skranke
