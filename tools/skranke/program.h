// The whole program as a function: finds the command, runs it, says what went wrong. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_PROGRAM_H_
#define SKRANKE_TOOLS_SKRANKE_PROGRAM_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tools/skranke/command.h"

namespace skranke {

// What the shell sees.
enum ExitCode {
  kExitDone = 0,
  kExitRefused = 1,
  kExitWrongUse = 2,
  kExitNotReached = 3,
};

ExitCode ExitCodeOf(const absl::Status& status);

// `tokens` without the program's own name. Results go to `out`, all else to `err`.
ExitCode RunProgram(const std::vector<std::string>& tokens, const Commands& commands,
                    std::ostream& out, std::ostream& err);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_PROGRAM_H_
