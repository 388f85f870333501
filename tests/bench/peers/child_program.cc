#include "tests/bench/peers/child_program.h"

#include <fcntl.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// setpriv (util-linux) changes the user and asks the kernel for the signal.
std::vector<std::string> Wrapped(std::vector<std::string> command) {
  std::vector<std::string> wrapped = {"setpriv", "--pdeathsig", "QUIT"};
  if (geteuid() == 0) {
    wrapped.insert(wrapped.end(),
                   {"--reuid", kProgramUser, "--regid", kProgramUser, "--init-groups"});
  }
  wrapped.push_back("--");
  wrapped.insert(wrapped.end(), command.begin(), command.end());
  return wrapped;
}

}  // namespace

absl::StatusOr<pid_t> StartProgram(std::vector<std::string> command, const std::string& log_file) {
  command = Wrapped(std::move(command));
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log_file.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, arguments[0], &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (error == 0) return pid;
  return absl::UnavailableError(absl::StrCat("cannot run setpriv: ", std::strerror(error)));
}

absl::Status RunProgram(std::vector<std::string> command, const std::string& log_file) {
  const std::string name = command[0];
  SKRANKE_ASSIGN_OR_RETURN(const pid_t pid, StartProgram(std::move(command), log_file));
  int status = 0;
  waitpid(pid, &status, 0);
  return status == 0 ? absl::OkStatus() : ProgramFailed(name, log_file);
}

absl::Status MakeProgramDirectory(const std::string& dir) {
  std::error_code error;
  std::filesystem::create_directories(dir, error);
  if (error) return absl::UnavailableError(absl::StrCat("no directory: ", error.message()));
  if (geteuid() != 0) return absl::OkStatus();
  const passwd* const user = getpwnam(kProgramUser);
  if (user != nullptr && chown(dir.c_str(), user->pw_uid, user->pw_gid) == 0) {
    return absl::OkStatus();
  }
  return absl::UnavailableError(absl::StrCat("no user ", kProgramUser));
}

absl::Status ProgramFailed(const std::string& what, const std::string& log_file) {
  constexpr size_t kShown = 600;
  std::ostringstream bytes;
  bytes << std::ifstream(log_file).rdbuf();
  const std::string all = bytes.str();
  const size_t shown = std::min(all.size(), kShown);
  return absl::UnavailableError(absl::StrCat(what, " failed: ", all.substr(all.size() - shown)));
}

}  // namespace skranke
