#include "tests/faults/doomed_server.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

constexpr int kNotExecuted = 127;

// In the child of a process with threads: only what is safe in a signal handler.
[[noreturn]] void Become(const char* program, char* const* arguments, int out, int log) {
  // A harness that is killed itself leaves no server behind.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(out, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execv(program, arguments);
  _exit(kNotExecuted);
}

absl::Status NoProcess() {
  return ReasonError(absl::StatusCode::kUnavailable, kNotStarted,
                     absl::StrCat("no process: ", std::strerror(errno)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<DoomedServer>> DoomedServer::Spawn(
    const std::string& program, const std::vector<std::string>& flags, std::string log_file) {
  std::vector<char*> arguments = {const_cast<char*>(program.c_str())};
  for (const std::string& flag : flags) arguments.push_back(const_cast<char*>(flag.c_str()));
  arguments.push_back(nullptr);
  std::array<int, 2> out{};
  if (pipe2(out.data(), O_CLOEXEC) != 0) return NoProcess();
  const int log = open(log_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const pid_t pid = fork();
  if (pid == 0) Become(program.c_str(), arguments.data(), out[1], log);
  close(out[1]);
  if (log >= 0) close(log);
  if (pid > 0) return absl::WrapUnique(new DoomedServer(pid, out[0], std::move(log_file)));
  close(out[0]);
  return NoProcess();
}

DoomedServer::DoomedServer(pid_t pid, int out, std::string log_file)
    : pid_(pid), out_(out), log_file_(std::move(log_file)) {}

DoomedServer::~DoomedServer() {
  Kill();
  close(out_);
}

// A server that hangs is found like one that ends.
bool DoomedServer::AwaitByte() {
  constexpr int kPatienceMs = 60'000;
  pollfd wanted = {.fd = out_, .events = POLLIN, .revents = 0};
  if (poll(&wanted, 1, kPatienceMs) == 1) return true;
  Kill();
  return false;
}

absl::StatusOr<std::string> DoomedServer::AwaitReady() {
  std::string line;
  char byte = 0;
  while (AwaitByte() && read(out_, &byte, 1) == 1 && byte != '\n') line.push_back(byte);
  if (absl::StartsWith(line, "ready ")) return line.substr(std::strlen("ready "));
  const int code = AwaitEnd();
  return ReasonError(absl::StatusCode::kUnavailable, kNotStarted,
                     absl::StrCat("skranked did not start, exit ", code, ": ", EndOfLog()));
}

void DoomedServer::Kill() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  AwaitEnd();
}

int DoomedServer::Drain() {
  kill(pid_, SIGTERM);
  return AwaitEnd();
}

int DoomedServer::AwaitEnd() {
  if (pid_ == 0) return exit_code_;
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  Ended(status);
  return exit_code_;
}

bool DoomedServer::HasEnded() {
  int status = 0;
  if (pid_ != 0 && waitpid(pid_, &status, WNOHANG) == pid_) Ended(status);
  return pid_ == 0;
}

void DoomedServer::Ended(int status) {
  pid_ = 0;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string DoomedServer::EndOfLog() const {
  constexpr size_t kShown = 1'000;
  std::ifstream file(log_file_);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  const std::string all = bytes.str();
  return all.size() <= kShown ? all : all.substr(all.size() - kShown);
}

}  // namespace skranke
