// One open stream: sends what its method finds in the log, then waits for the next commit, or ends
// where the method says that this was everything. A reader
// that leaves one message lying for kSlowReaderMax is dropped (RESOURCE_EXHAUSTED, SLOW_READER) and
// resumes from the last position it saw. Driven by commits and by the transport; safe from any
// thread.
#ifndef SKRANKE_LIBS_RPC_LIVE_STREAM_H_
#define SKRANKE_LIBS_RPC_LIVE_STREAM_H_

#include <deque>
#include <memory>
#include <string>

#include "libs/base/mutex.h"
#include "libs/base/worker_pool.h"
#include "libs/engine/engine.h"
#include "libs/rpc/call_handler.h"
#include "libs/rpc/method_table.h"

namespace skranke {

class LiveStream : public std::enable_shared_from_this<LiveStream> {
 public:
  // Messages found ahead of the reader; more are looked for when it has taken half of them.
  static constexpr size_t kBacklogMax = 1024;
  // The same in bytes: an export's messages are large, and a reader of it may be slow.
  static constexpr size_t kBacklogBytesMax = size_t{1} << 20;
  // How long one message may lie. Longer than any hiccup of a network; a reader that is gone is
  // found by keepalive before.
  static constexpr absl::Duration kSlowReaderMax = absl::Seconds(60);

  // Starts the stream; it ends by itself with the call.
  static void Open(Engine* engine, WorkerPool* readers, const Method& method, IncomingCall call,
                   std::shared_ptr<StreamWriter> writer);

 private:
  LiveStream(Engine* engine, WorkerPool* readers, const Method& method, IncomingCall call,
             StreamPlan plan, std::shared_ptr<StreamWriter> writer);

  void Begin();
  // Something was committed: look, unless somebody is looking.
  void Wake() ABSL_LOCKS_EXCLUDED(mutex_);
  void Look() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<StreamStep> Next(const Snapshot& snapshot, uint64_t position);
  // Keeps what a look has found. Whether another look is to follow at once.
  bool Keep(StreamStep step, uint64_t last_position) ABSL_LOCKS_EXCLUDED(mutex_);
  bool IsFull(size_t part) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Hands the writer the next message, if it takes one.
  void Send() ABSL_LOCKS_EXCLUDED(mutex_);
  void End() ABSL_LOCKS_EXCLUDED(mutex_);
  bool IsTooSlow() ABSL_LOCKS_EXCLUDED(mutex_);

  Engine* const engine_;
  WorkerPool* const readers_;
  const Method& method_;
  const IncomingCall call_;
  const StreamPlan plan_;
  const std::shared_ptr<StreamWriter> writer_;

  Mutex mutex_;
  uint64_t position_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<std::string> backlog_ ABSL_GUARDED_BY(mutex_);
  size_t backlog_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  // The method has said that nothing comes after the backlog.
  bool at_end_ ABSL_GUARDED_BY(mutex_) = false;
  bool sending_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Duration sending_since_ ABSL_GUARDED_BY(mutex_);
  bool looking_ ABSL_GUARDED_BY(mutex_) = false;
  bool look_again_ ABSL_GUARDED_BY(mutex_) = false;
  bool over_ ABSL_GUARDED_BY(mutex_) = false;
  std::shared_ptr<void> subscription_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_LIVE_STREAM_H_
