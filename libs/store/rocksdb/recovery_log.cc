#include "libs/store/rocksdb/recovery_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"

namespace skranke {
namespace {

// Warnings are rare: this is years of them, or one trouble that repeats itself.
constexpr off_t kLogBytesMax = off_t{4} << 20;

int OpenLog(const std::string& file) {
  if (file.empty()) return -1;
  return open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

}  // namespace

// Headers repeat every option of every table at each start; warnings are what an operator reads.
RecoveryLog::RecoveryLog(const std::string& file)
    : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL), descriptor_(OpenLog(file)) {}

RecoveryLog::~RecoveryLog() {
  if (descriptor_ >= 0) close(descriptor_);
}

void RecoveryLog::LogHeader(const char*, va_list) {}

void RecoveryLog::Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) {
  if (level < GetInfoLogLevel()) return;
  char line[1024];
  std::vsnprintf(line, sizeof(line), format, arguments);
  NoteDroppedBytes(line);
  Append(absl::StrCat(absl::FormatTime(absl::Now(), absl::UTCTimeZone()), " ", line, "\n"));
}

void RecoveryLog::Append(const std::string& line) const {
  struct stat file;
  if (descriptor_ < 0 || fstat(descriptor_, &file) != 0) return;
  if (file.st_size > kLogBytesMax && ftruncate(descriptor_, 0) != 0) return;
  if (write(descriptor_, line.data(), line.size()) < 0) return;
}

// "[db/db_impl/db_impl_open.cc:982] (ignoring error) DIR/000012.log: dropping 123 bytes;
// Corruption: checksum mismatch". The place in RocksDB's source is not always there.
void RecoveryLog::NoteDroppedBytes(const std::string& line) {
  const size_t end = line.find(": dropping ");
  if (end == std::string::npos) return;
  absl::string_view file = absl::string_view(line).substr(0, end);
  if (absl::StartsWith(file, "[")) file.remove_prefix(std::min(file.size(), file.find("] ") + 2));
  absl::ConsumePrefix(&file, "(ignoring error) ");
  MutexLock lock(&mutex_);
  damaged_file_ = std::string(file);
}

std::string RecoveryLog::damaged_file() const {
  MutexLock lock(&mutex_);
  return damaged_file_;
}

}  // namespace skranke
