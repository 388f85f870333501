#include "libs/base/log.h"

#include <unistd.h>

#include <cerrno>

#include "absl/time/clock.h"
#include "libs/base/mutex.h"

namespace skranke {
namespace {

absl::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

// write(2) may take a line in pieces; the lock keeps two threads' pieces apart.
void WriteToStderr(absl::string_view line) {
  static Mutex* const mutex = new Mutex();
  MutexLock lock(mutex);
  while (!line.empty()) {
    const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    line.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

std::string LogLine(absl::Time now, LogLevel level, absl::string_view event,
                    std::initializer_list<LogField> fields) {
  std::string line = absl::StrCat(
      "{\"time\":\"", absl::FormatTime("%Y-%m-%d%ET%H:%M:%E3SZ", now, absl::UTCTimeZone()),
      "\",\"level\":\"", LevelName(level), "\",\"event\":", JsonString(event));
  for (const LogField& field : fields) {
    absl::StrAppend(&line, ",", JsonString(field.key), ":", field.value.json());
  }
  line += "}\n";
  return line;
}

void Log(LogLevel level, absl::string_view event, std::initializer_list<LogField> fields) {
  WriteToStderr(LogLine(absl::Now(), level, event, fields));
}

}  // namespace skranke
