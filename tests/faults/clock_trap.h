// A program whose wall clock somebody sets while it runs: libfaketime. Its monotonic clock goes on.
// One thread.
#ifndef SKRANKE_TESTS_FAULTS_CLOCK_TRAP_H_
#define SKRANKE_TESTS_FAULTS_CLOCK_TRAP_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace skranke {

class ClockTrap {
 public:
  // Writes `dir`/skranked, which runs `program` with the clock that `dir`/time sets. A `deaf`
  // program does not notice: its monotonic clock jumps along.
  ClockTrap(const std::string& program, const std::string& dir, bool deaf);

  // From now on the program's wall clock is that far from ours.
  void Jump(absl::Duration offset);
  absl::Duration offset() const { return offset_; }
  // Its wall clock.
  absl::Time Now() const { return absl::Now() + offset_; }

  const std::string& script() const { return script_; }

  // PERMISSION_DENIED: there is no libfaketime, or this build does not go with it.
  static absl::Status Works();

 private:
  const std::string script_;
  const std::string time_file_;
  absl::Duration offset_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_CLOCK_TRAP_H_
