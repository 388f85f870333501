#include "tests/faults/process_watch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace skranke {
namespace {

constexpr absl::Duration kEvery = absl::Milliseconds(50);

uint64_t CountFiles(const std::string& dir) {
  std::error_code error;
  uint64_t count = 0;
  for (auto it = std::filesystem::directory_iterator(dir, error);
       !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
    ++count;
  }
  return count;
}

}  // namespace

ProcessFigures FiguresOf(pid_t pid) {
  ProcessFigures figures;
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  std::string word;
  while (status >> word) {
    if (word == "VmRSS:") {
      uint64_t kib = 0;
      status >> kib;
      figures.rss_mib = kib / 1024;
    }
    if (word == "Threads:") status >> figures.threads;
  }
  figures.files = CountFiles(absl::StrCat("/proc/", pid, "/fd"));
  return figures;
}

ProcessWatch::ProcessWatch(pid_t pid) : pid_(pid), thread_([this] { Look(); }) {}

ProcessWatch::~ProcessWatch() { Most(); }

void ProcessWatch::Look() {
  while (!ending_) {
    const ProcessFigures now = FiguresOf(pid_);
    most_.rss_mib = std::max(most_.rss_mib, now.rss_mib);
    most_.threads = std::max(most_.threads, now.threads);
    most_.files = std::max(most_.files, now.files);
    absl::SleepFor(kEvery);
  }
}

ProcessFigures ProcessWatch::Most() {
  ending_ = true;
  if (thread_.joinable()) thread_.join();
  return most_;
}

}  // namespace skranke
