#include "libs/store/rocksdb/recovery_log.h"

#include <cstdarg>
#include <cstdio>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace skranke {

// Headers repeat every option of every table at each start; warnings are what an operator reads.
RecoveryLog::RecoveryLog(std::shared_ptr<rocksdb::Logger> file)
    : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL), file_(std::move(file)) {}

void RecoveryLog::LogHeader(const char*, va_list) {}

void RecoveryLog::Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) {
  if (level < GetInfoLogLevel()) return;
  char line[1024];
  va_list copy;
  va_copy(copy, arguments);
  std::vsnprintf(line, sizeof(line), format, copy);
  va_end(copy);
  NoteDroppedBytes(line);
  if (file_ != nullptr) file_->Logv(level, format, arguments);
}

// "(ignoring error) DIR/000012.log: dropping 123 bytes; Corruption: checksum mismatch"
void RecoveryLog::NoteDroppedBytes(const std::string& line) {
  const size_t end = line.find(": dropping ");
  if (end == std::string::npos) return;
  absl::string_view file = absl::string_view(line).substr(0, end);
  absl::ConsumePrefix(&file, "(ignoring error) ");
  MutexLock lock(&mutex_);
  damaged_file_ = std::string(file);
}

size_t RecoveryLog::GetLogFileSize() const {
  return file_ == nullptr ? 0 : file_->GetLogFileSize();
}

void RecoveryLog::Flush() {
  if (file_ != nullptr) file_->Flush();
}

std::string RecoveryLog::damaged_file() const {
  MutexLock lock(&mutex_);
  return damaged_file_;
}

}  // namespace skranke
