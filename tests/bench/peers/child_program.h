// Programs that the benchmark runs beside itself, by the user that PostgreSQL may be: it refuses to
// be root. Any thread.
#ifndef SKRANKE_TESTS_BENCH_PEERS_CHILD_PROGRAM_H_
#define SKRANKE_TESTS_BENCH_PEERS_CHILD_PROGRAM_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace skranke {

// The user that root becomes for them.
inline constexpr char kProgramUser[] = "postgres";

// Starts it, as kProgramUser where this is root; what it says goes to the end of `log_file`. It is
// sent SIGQUIT when this process ends, however it ends.
absl::StatusOr<pid_t> StartProgram(std::vector<std::string> command, const std::string& log_file);

// Starts it and waits for its end. UNAVAILABLE with the end of the log, where it fails.
absl::Status RunProgram(std::vector<std::string> command, const std::string& log_file);

// Makes a directory that the programs may write. Root has to be allowed to give it away.
absl::Status MakeProgramDirectory(const std::string& dir);

// UNAVAILABLE with what failed and the end of the log.
absl::Status ProgramFailed(const std::string& what, const std::string& log_file);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_CHILD_PROGRAM_H_
