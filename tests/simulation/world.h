// One simulated run from a seed: an office with its people, the agencies that it pushes to, the
// network between them, everything that goes wrong, and at the end the verdict. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_WORLD_H_
#define SKRANKE_TESTS_SIMULATION_WORLD_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "tests/simulation/bite.h"

namespace skranke {

struct WorldOptions {
  // An office as SimulatedOffice::Install makes it; copied.
  std::string installed;
  // Where the run's own data go; emptied before.
  std::string dir;
  uint64_t seed = 0;
  // Requests that change something.
  int commands = 200;
  // Many clerks who mostly register: hand-overs by the thousand, all agencies pushed to.
  bool busy = false;
  Bite bite = Bite::kNone;
  bool trace = false;
  // Also makes all views again from the log and compares.
  bool verify_views = false;
};

struct RunReport {
  // OK, or what was found.
  absl::Status verdict;
  // Of the history and the log.
  std::string digest;
  int commands = 0;
  uint64_t records = 0;
  uint64_t crashes = 0;
  uint64_t answers = 0;
  // How often each kind of event is in the log, and how often what was done to the office.
  std::map<std::string, uint64_t> kinds;
  std::map<std::string, uint64_t> deeds;
  // Commits after each of which every changed case was looked at.
  uint64_t instants = 0;
  // From the first request until nothing more was due.
  absl::Duration lasted;
};

// When every run begins.
absl::Time SimulatedMorning();

RunReport RunWorld(const WorldOptions& options);

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_WORLD_H_
