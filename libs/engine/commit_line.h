// Where finished batches become durable, one after another: store, chain and head file.
// One thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_COMMIT_LINE_H_
#define SKRANKE_LIBS_ENGINE_COMMIT_LINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/engine/head.h"
#include "libs/engine/log_end.h"
#include "libs/engine/record_batch.h"
#include "libs/store/batch.h"
#include "libs/store/store.h"

namespace skranke {

class CommitLine {
 public:
  // What a commit wrote; nothing where no command had changed anything.
  struct Written {
    size_t puts = 0;
    size_t bytes = 0;
  };

  CommitLine(Store* store, uint64_t fence, LogEnd end, std::unique_ptr<HeadFile> head_file)
      : store_(store), fence_(fence), end_(std::move(end)), head_file_(std::move(head_file)) {}

  // OK: the batch is on disk, and the head file says so. An error is final.
  absl::StatusOr<Written> Commit(const RecordBatch& records);

  // Makes what the head file says survive a power loss. Any thread.
  absl::Status SyncHead() { return head_file_->Sync(); }

  uint64_t position() const { return end_.position(); }

 private:
  Store* const store_;
  const uint64_t fence_;
  LogEnd end_;
  const std::unique_ptr<HeadFile> head_file_;
  Batch batch_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_COMMIT_LINE_H_
