// A system call of a program that fails once: strace puts the error in its place. Only calls on the
// files of one data directory count. One thread.
#ifndef SKRANKE_TESTS_FAULTS_SYSCALL_TRAP_H_
#define SKRANKE_TESTS_FAULTS_SYSCALL_TRAP_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace skranke {

// strace's words for what happens: "error=EIO", "signal=SEGV".
struct SyscallFault {
  const char* call;
  const char* effect;
};

class SyscallTrap {
 public:
  // `script` is written here and run instead of `program`, whose files lie in `data_dir`.
  SyscallTrap(std::string program, std::string script, std::string data_dir);

  // The n-th such call of each thread meets the fault.
  void Set(const SyscallFault& fault, uint64_t n) const;
  // The program runs as it is.
  void Clear() const;

  const std::string& script() const { return script_; }

  // PERMISSION_DENIED: there is no strace, or it may trace nothing here.
  static absl::Status Works();

 private:
  std::vector<std::string> Paths() const;

  const std::string program_;
  const std::string script_;
  const std::string data_dir_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_SYSCALL_TRAP_H_
