#include "tests/faults/skranked_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace skranke {
namespace {

constexpr pid_t kEnded = -1;

std::vector<char*> Argv(const std::string& program, const std::vector<std::string>& arguments) {
  std::vector<char*> argv = {const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  return argv;
}

// After fork: other threads may have held any lock, so nothing here may take one.
[[noreturn]] void Become(const std::vector<char*>& argv, int out, int log) {
  dup2(out, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execv(argv[0], argv.data());
  _exit(127);
}

}  // namespace

SkrankedProcess::SkrankedProcess(const std::string& program,
                                 const std::vector<std::string>& arguments,
                                 const std::string& log_file) {
  int pipe_ends[2];
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) std::abort();
  const int log = open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const std::vector<char*> argv = Argv(program, arguments);
  pid_ = fork();
  if (pid_ < 0 || log < 0) std::abort();
  if (pid_ == 0) Become(argv, pipe_ends[1], log);
  close(pipe_ends[1]);
  close(log);
  out_ = pipe_ends[0];
}

SkrankedProcess::~SkrankedProcess() {
  Kill();
  Wait();
  close(out_);
}

absl::StatusOr<std::string> SkrankedProcess::WaitUntilReady() {
  std::string line;
  char c = 0;
  while (read(out_, &c, 1) == 1) {
    if (c != '\n') {
      line.push_back(c);
      continue;
    }
    absl::string_view address = line;
    if (absl::ConsumePrefix(&address, "ready ")) return std::string(address);
    return absl::InternalError(absl::StrCat("skranked said \"", line, "\""));
  }
  return absl::InternalError(absl::StrCat("skranked ended with ", Wait(), " before it was ready"));
}

void SkrankedProcess::Kill() {
  if (pid_ != kEnded) kill(pid_, SIGKILL);
}

int SkrankedProcess::Wait() {
  if (pid_ == kEnded) return -1;
  int status = 0;
  if (waitpid(pid_, &status, 0) != pid_) return -1;
  pid_ = kEnded;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace skranke
