// A process of skranked that is killed, ends by itself, or refuses to start. One thread, which must
// outlive it: the process dies with the thread that made it.
#ifndef SKRANKE_TESTS_FAULTS_DOOMED_SERVER_H_
#define SKRANKE_TESTS_FAULTS_DOOMED_SERVER_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace skranke {

class DoomedServer {
 public:
  // Starts the program; its stderr replaces `log_file`. UNAVAILABLE: no process is to be had.
  static absl::StatusOr<std::unique_ptr<DoomedServer>> Spawn(const std::string& program,
                                                             const std::vector<std::string>& flags,
                                                             std::string log_file);
  // Kills it if it still runs.
  ~DoomedServer();
  DoomedServer(const DoomedServer&) = delete;
  DoomedServer& operator=(const DoomedServer&) = delete;

  // Waits for "ready HOST:PORT" and gives the address. NOT_STARTED: it ended instead, or said
  // nothing for a minute and was killed.
  absl::StatusOr<std::string> AwaitReady();
  // kill -9, and waits until the process is gone.
  void Kill();
  // SIGTERM, then its exit code.
  int Drain();
  // Its exit code, when it ends by itself; -1 where a signal ended it.
  int AwaitEnd();
  // Whether it has ended by itself. Does not wait.
  bool HasEnded();
  // How it ended, once it has; -1 where a signal ended it, ours or another.
  int exit_code() const { return exit_code_; }
  // Its process; 0 once it has ended.
  pid_t pid() const { return pid_; }
  // The last lines on its stderr.
  std::string EndOfLog() const;

 private:
  DoomedServer(pid_t pid, int out, std::string log_file);

  bool AwaitByte();
  void Ended(int status);

  pid_t pid_;
  int exit_code_ = 0;
  const int out_;
  const std::string log_file_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_DOOMED_SERVER_H_
