// RocksDB's own log, listened to: when opening fails, RocksDB's error does not name the log file at
// fault, but a line of this log does. Threads may share it.
//
// Warnings go to the file LOG by our own hand: after one line that a full disk refused, RocksDB's
// logger ends the process at the next.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_RECOVERY_LOG_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_RECOVERY_LOG_H_

#include <string>

#include "libs/base/mutex.h"
#include "rocksdb/env.h"

namespace skranke {

class RecoveryLog : public rocksdb::Logger {
 public:
  // Appends to `file`, which begins anew when it is too long; empty: lines are written nowhere. A
  // line that cannot be written is dropped.
  explicit RecoveryLog(const std::string& file);
  ~RecoveryLog() override;

  using rocksdb::Logger::Logv;
  void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override;
  void LogHeader(const char* format, va_list arguments) override;

  // The last file of which RocksDB dropped bytes; empty where it dropped none.
  std::string damaged_file() const;

 private:
  void NoteDroppedBytes(const std::string& line);
  void Append(const std::string& line) const;

  const int descriptor_;
  mutable Mutex mutex_;
  std::string damaged_file_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_RECOVERY_LOG_H_
