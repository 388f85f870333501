#include "tools/skranke/import_progress.h"

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

constexpr size_t kBarWidth = 30;
// Often enough to see it move; rarer where every one stays as a line in a log.
constexpr absl::Duration kOnTerminal = absl::Milliseconds(200);
constexpr absl::Duration kInLog = absl::Seconds(5);

}  // namespace

std::string ProgressLine(size_t done, size_t total, absl::Duration took) {
  const size_t filled = total == 0 ? kBarWidth : kBarWidth * done / total;
  std::string line = absl::StrCat("[", std::string(filled, '#'),
                                  std::string(kBarWidth - filled, '-'), "] ", done, "/", total);
  const double seconds = absl::ToDoubleSeconds(took);
  if (done == 0 || seconds <= 0) return line;
  const double rate = static_cast<double>(done) / seconds;
  const auto left = static_cast<int64_t>(static_cast<double>(total - done) / rate);
  absl::StrAppend(&line, "  ", static_cast<int64_t>(rate), "/s  ", left, " s left");
  return line;
}

ImportProgress::ImportProgress(std::ostream& out, bool terminal, size_t total)
    : out_(out), terminal_(terminal), total_(total) {}

void ImportProgress::Show(size_t done, absl::Duration took) {
  if (took < next_) return;
  next_ = took + (terminal_ ? kOnTerminal : kInLog);
  Write(done, took);
}

void ImportProgress::End(size_t done, absl::Duration took) {
  Write(done, took);
  if (terminal_) out_ << "\n";
}

void ImportProgress::Write(size_t done, absl::Duration took) {
  const std::string line = ProgressLine(done, total_, took);
  // A shorter line must not leave the end of a longer one on the terminal.
  out_ << (terminal_ ? absl::StrCat("\r", line, "\x1b[K") : absl::StrCat(line, "\n"));
  out_.flush();
}

}  // namespace skranke
