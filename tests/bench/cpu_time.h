// How much CPU processes and the whole machine have used. Any thread.
#ifndef SKRANKE_TESTS_BENCH_CPU_TIME_H_
#define SKRANKE_TESTS_BENCH_CPU_TIME_H_

#include <sys/types.h>

#include "absl/time/time.h"

namespace skranke {

// All threads of the process, ended ones too; 0 is the calling process. Zero where there is none.
absl::Duration CpuOfProcess(pid_t pid);

// The same of the process with all that it has started and those have, ended ones too once they are
// waited for.
absl::Duration CpuOfFamily(pid_t pid);

// All processes on all cores since the machine started, with the kernel's own work and what the
// host took away. In steps of 10 ms.
absl::Duration CpuOfMachine();

// The cores that this process may use.
int UsableCores();

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_CPU_TIME_H_
