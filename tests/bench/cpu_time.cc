#include "tests/bench/cpu_time.h"

#include <sched.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "absl/strings/numbers.h"

namespace skranke {
namespace {

// What /proc/PID/stat says beside the process's own CPU.
struct Kin {
  pid_t pid = 0;
  pid_t parent = 0;
  // CPU of its children that have ended.
  absl::Duration ended;
};

absl::Duration OfTicks(int64_t ticks) { return absl::Seconds(1) * ticks / sysconf(_SC_CLK_TCK); }

// "PID (NAME) STATE PARENT ..."; the name may hold anything, the last ")" ends it (proc(5)).
Kin ReadKin(pid_t pid, const std::filesystem::path& dir) {
  std::string line;
  std::ifstream file(dir / "stat");
  std::getline(file, line);
  std::istringstream words(line.substr(std::min(line.size(), line.rfind(')') + 1)));
  std::string skipped;
  Kin kin{.pid = pid};
  words >> skipped >> kin.parent;
  for (int column = 5; column < 16; ++column) words >> skipped;
  int64_t user = 0, system = 0;
  words >> user >> system;
  kin.ended = OfTicks(user + system);
  return kin;
}

std::multimap<pid_t, Kin> AllByParent() {
  std::multimap<pid_t, Kin> by_parent;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    pid_t pid = 0;
    if (!absl::SimpleAtoi(entry.path().filename().string(), &pid)) continue;
    const Kin kin = ReadKin(pid, entry.path());
    by_parent.emplace(kin.parent, kin);
  }
  return by_parent;
}

absl::Duration CpuBelow(pid_t pid, const std::multimap<pid_t, Kin>& by_parent) {
  absl::Duration used;
  const auto [begin, end] = by_parent.equal_range(pid);
  for (auto child = begin; child != end; ++child) {
    const pid_t below = child->second.pid;
    used += CpuOfProcess(below) + child->second.ended + CpuBelow(below, by_parent);
  }
  return used;
}

}  // namespace

absl::Duration CpuOfProcess(pid_t pid) {
  clockid_t clock;
  timespec used{};
  if (clock_getcpuclockid(pid, &clock) != 0) return absl::ZeroDuration();
  clock_gettime(clock, &used);
  return absl::DurationFromTimespec(used);
}

absl::Duration CpuOfFamily(pid_t pid) {
  const Kin kin = ReadKin(pid, std::filesystem::path("/proc") / std::to_string(pid));
  return CpuOfProcess(pid) + kin.ended + CpuBelow(pid, AllByParent());
}

absl::Duration CpuOfMachine() {
  // "cpu  user nice system idle iowait irq softirq steal ..." (proc(5)); guests count as user.
  std::ifstream file("/proc/stat");
  std::string label;
  file >> label;
  int64_t ticks = 0;
  for (int column = 0; column < 8; ++column) {
    int64_t value = 0;
    file >> value;
    const bool waits = column == 3 || column == 4;
    if (!waits) ticks += value;
  }
  return OfTicks(ticks);
}

int UsableCores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  sched_getaffinity(0, sizeof(cores), &cores);
  return CPU_COUNT(&cores);
}

}  // namespace skranke
