// The bounded queue before the writer. Many threads put, one takes.
#ifndef SKRANKE_LIBS_ENGINE_COMMAND_QUEUE_H_
#define SKRANKE_LIBS_ENGINE_COMMAND_QUEUE_H_

#include <deque>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "libs/engine/command.h"

namespace skranke {

// How much more a batch may take.
struct BatchRoom {
  size_t commands = 0;
  size_t bytes = 0;

  bool none() const { return commands == 0 || bytes == 0; }
  // What is left when it has taken those.
  BatchRoom After(const std::vector<Command>& taken) const;
};

class CommandQueue {
 public:
  struct Limits {
    // Commands that may wait. At 20,000 a second the last of them waits a tenth of a second.
    size_t most = 2048;
    // Of these, registrations: finishing, accepting and closing always find room.
    size_t most_growing = 1536;
    // A batch: more in one fsync gains nothing (limits.md section 3), more bytes delay all of it.
    // The command that fills the bytes is still taken.
    BatchRoom batch = {.commands = 256, .bytes = 1 << 20};
    // Longer than this nobody at a counter should wait for the writer where more than a batch
    // waits: with two batches under way an answer then takes a tenth of a second (issue: overload).
    absl::Duration patience = absl::Milliseconds(50);
  };

  explicit CommandQueue(const Limits& limits) : limits_(limits) {}

  // False: no room, or closed; the command was left as it was. `now` is a monotonic clock's.
  bool Put(Command& command, absl::Duration now) ABSL_LOCKS_EXCLUDED(mutex_);

  // Whether a registration that can come again should: no room, or those before it have waited
  // longer than they should.
  bool overdue(absl::Duration now) const ABSL_LOCKS_EXCLUDED(mutex_);

  // What waits, as far as there is room. Waits for the first `least`, or as many as there is room
  // for, up to `longest` or until woken.
  std::vector<Command> Take(size_t least, absl::Duration longest, const BatchRoom& room)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Lets a taker that waits, or the next one, return with what there is.
  void Wake() ABSL_LOCKS_EXCLUDED(mutex_);

  // No more puts; takers do not wait any more.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_);
  bool closed() const ABSL_LOCKS_EXCLUDED(mutex_);
  size_t size() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiting {
    Command command;
    absl::Duration since;
  };

  const Limits limits_;
  mutable Mutex mutex_;
  CondVar filled_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  // How many the taker waits for; 0: nobody waits.
  size_t wanted_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t growing_ ABSL_GUARDED_BY(mutex_) = 0;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_COMMAND_QUEUE_H_
