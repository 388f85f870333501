// A running skranked that can be killed at any moment. One thread.
#ifndef SKRANKE_TESTS_FAULTS_SKRANKED_PROCESS_H_
#define SKRANKE_TESTS_FAULTS_SKRANKED_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace skranke {

class SkrankedProcess {
 public:
  // Starts the program; what it logs is added to `log_file`. Crashes where it cannot be started.
  SkrankedProcess(const std::string& program, const std::vector<std::string>& arguments,
                  const std::string& log_file);
  // Kills it, if it still runs.
  ~SkrankedProcess();
  SkrankedProcess(const SkrankedProcess&) = delete;
  SkrankedProcess& operator=(const SkrankedProcess&) = delete;

  // Waits for "ready HOST:PORT" and gives HOST:PORT. INTERNAL if the process ends without it.
  absl::StatusOr<std::string> WaitUntilReady();
  // kill -9.
  void Kill();
  // Waits for its end; gives the exit code, or -1 if it was killed.
  int Wait();

 private:
  pid_t pid_;
  int out_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_SKRANKED_PROCESS_H_
