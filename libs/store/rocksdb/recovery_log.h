// RocksDB's own log, listened to: when opening fails, RocksDB's error does not name the log file at
// fault, but a line of this log does. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_RECOVERY_LOG_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_RECOVERY_LOG_H_

#include <memory>
#include <string>

#include "libs/base/mutex.h"
#include "rocksdb/env.h"

namespace skranke {

class RecoveryLog : public rocksdb::Logger {
 public:
  // Passes lines on to `file`; null: they are written nowhere.
  explicit RecoveryLog(std::shared_ptr<rocksdb::Logger> file);

  using rocksdb::Logger::Logv;
  void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override;
  void LogHeader(const char* format, va_list arguments) override;
  size_t GetLogFileSize() const override;
  void Flush() override;

  // The last file of which RocksDB dropped bytes; empty where it dropped none.
  std::string damaged_file() const;

 private:
  void NoteDroppedBytes(const std::string& line);

  const std::shared_ptr<rocksdb::Logger> file_;
  mutable Mutex mutex_;
  std::string damaged_file_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_RECOVERY_LOG_H_
