// A server in a process of its own, so that its CPU and the client's can be told apart: this
// program again, with --serve. One thread.
#ifndef SKRANKE_TESTS_BENCH_SERVER_PROCESS_H_
#define SKRANKE_TESTS_BENCH_SERVER_PROCESS_H_

#include <sys/types.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace skranke {

class ServerProcess {
 public:
  // Starts this program with the flags and waits for its first line, "ready WORD". The process's
  // stderr goes to `log_file`, whose end is in every error. UNAVAILABLE: it ended instead.
  static absl::StatusOr<std::unique_ptr<ServerProcess>> Start(std::vector<std::string> flags,
                                                              std::string log_file);
  // Ends the process and waits for its end.
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // The word of the ready line: a port, where it serves one.
  const std::string& ready() const { return ready_; }

  // Sends one line and returns the words of the line it answers with.
  absl::StatusOr<std::vector<std::string>> Ask(const std::string& line);

  // Ends the process as a power cut would: SIGKILL. Nothing may be asked afterwards.
  void Kill();

  // Bytes of memory that the process has in use now; 0 where that cannot be read.
  uint64_t rss_bytes() const;

  // CPU of the process and of all that it has started, so far.
  absl::Duration cpu() const;

 private:
  ServerProcess(pid_t pid, FILE* to, FILE* from, std::string log_file);

  absl::StatusOr<std::vector<std::string>> ReadWords();

  pid_t pid_;
  FILE* const to_;
  FILE* const from_;
  const std::string log_file_;
  std::string ready_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_SERVER_PROCESS_H_
