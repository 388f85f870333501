#include "tests/bench/server_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "tests/bench/cpu_time.h"

namespace skranke {
namespace {

// The reading and the writing end, closed in children unless they are given it.
absl::StatusOr<std::array<int, 2>> MakePipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) == 0) return ends;
  return absl::UnavailableError(absl::StrCat("no pipe: ", std::strerror(errno)));
}

absl::StatusOr<pid_t> Spawn(const std::vector<std::string>& flags, int in, int out,
                            const std::string& log_file) {
  static char program[] = "/proc/self/exe";
  std::vector<char*> arguments = {program};
  for (const std::string& flag : flags) arguments.push_back(const_cast<char*>(flag.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, log_file.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  pid_t pid = 0;
  const int error = posix_spawn(&pid, program, &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (error == 0) return pid;
  return absl::UnavailableError(absl::StrCat("no server process: ", std::strerror(error)));
}

// The last lines of a log, for an error.
std::string EndOf(const std::string& log_file) {
  constexpr size_t kShown = 600;
  std::ifstream file(log_file);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  const std::string all = bytes.str();
  return all.size() <= kShown ? all : all.substr(all.size() - kShown);
}

}  // namespace

ServerProcess::ServerProcess(pid_t pid, FILE* to, FILE* from, std::string log_file)
    : pid_(pid), to_(to), from_(from), log_file_(std::move(log_file)) {}

absl::StatusOr<std::unique_ptr<ServerProcess>> ServerProcess::Start(std::vector<std::string> flags,
                                                                    std::string log_file) {
  SKRANKE_ASSIGN_OR_RETURN(const auto in, MakePipe());
  SKRANKE_ASSIGN_OR_RETURN(const auto out, MakePipe());
  const auto pid = Spawn(flags, in[0], out[1], log_file);
  close(in[0]);
  close(out[1]);
  std::unique_ptr<ServerProcess> server(new ServerProcess(
      pid.value_or(0), fdopen(in[1], "w"), fdopen(out[0], "r"), std::move(log_file)));
  SKRANKE_RETURN_IF_ERROR(pid.status());
  SKRANKE_ASSIGN_OR_RETURN(const auto words, server->ReadWords());
  if (words.size() < 2 || words[0] != "ready") return absl::InternalError("no ready line");
  server->ready_ = words[1];
  return server;
}

void ServerProcess::Kill() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

uint64_t ServerProcess::rss_bytes() const {
  // "size resident shared ...", in pages (proc(5)).
  std::ifstream file(absl::StrCat("/proc/", pid_, "/statm"));
  uint64_t size = 0, resident = 0;
  file >> size >> resident;
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

ServerProcess::~ServerProcess() {
  std::fclose(to_);
  if (pid_ != 0) waitpid(pid_, nullptr, 0);
  std::fclose(from_);
}

absl::StatusOr<std::vector<std::string>> ServerProcess::ReadWords() {
  std::array<char, 1024> line{};
  if (std::fgets(line.data(), line.size(), from_) == nullptr) {
    return absl::UnavailableError(absl::StrCat("the server process ended: ", EndOf(log_file_)));
  }
  return std::vector<std::string>(
      absl::StrSplit(absl::StripAsciiWhitespace(line.data()), ' ', absl::SkipEmpty()));
}

absl::StatusOr<std::vector<std::string>> ServerProcess::Ask(const std::string& line) {
  std::fputs(absl::StrCat(line, "\n").c_str(), to_);
  std::fflush(to_);
  return ReadWords();
}

absl::Duration ServerProcess::cpu() const { return CpuOfFamily(pid_); }

}  // namespace skranke
