#include "libs/engine/log_end.h"

#include "libs/engine/head.h"
#include "libs/engine/rows.h"

namespace skranke {

LogEnd::LogEnd() {
  head_.set_format(kDiskFormat);
  head_.set_chain(EmptyChain());
  head_.set_flushed_chain(EmptyChain());
  head_.set_view_version(kViewVersion);
}

void LogEnd::Append(absl::string_view record_bytes) {
  head_.set_position(head_.position() + 1);
  head_.set_chain(NextChain(hasher_, head_.chain(), record_bytes));
}

void LogEnd::EndBatch(int64_t record_us) {
  head_.set_record_us(record_us);
  unflushed_.push_back({head_.position(), head_.chain()});
}

void LogEnd::Flushed(uint64_t tag) {
  while (!unflushed_.empty() && unflushed_.front().position <= tag) {
    head_.set_flushed_position(unflushed_.front().position);
    head_.set_flushed_chain(unflushed_.front().chain);
    unflushed_.pop_front();
  }
}

}  // namespace skranke
