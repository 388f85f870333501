#include "libs/engine/commit_line.h"

#include "libs/base/status_macros.h"

namespace skranke {

absl::StatusOr<CommitLine::Written> CommitLine::Commit(const RecordBatch& records) {
  SKRANKE_RETURN_IF_ERROR(records.read_status());
  batch_.Clear();
  SKRANKE_ASSIGN_OR_RETURN(const bool changed,
                           records.FillBatch(*store_->Snapshot(), end_, batch_));
  if (!changed) return Written();
  SKRANKE_RETURN_IF_ERROR(store_->Commit(batch_, fence_));
  end_.Flushed(store_->FlushedTag());
  SKRANKE_RETURN_IF_ERROR(head_file_->Write(end_.head()));
  return Written{.puts = batch_.size(), .bytes = batch_.bytes()};
}

}  // namespace skranke
