#include "tests/faults/syscall_trap.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace skranke {
namespace {

// How many files RocksDB may make in one run of a round.
constexpr uint64_t kFilesOfRun = 80;

// The highest number that a file of the database has.
uint64_t NewestNumber(const std::string& data_dir) {
  uint64_t newest = 0;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(data_dir, none)) {
    const std::string name = entry.path().filename().string();
    const std::vector<std::string> parts = absl::StrSplit(name, absl::ByAnyChar("-."));
    for (const std::string& part : parts) {
      uint64_t number = 0;
      if (absl::SimpleAtoi(part, &number)) newest = std::max(newest, number);
    }
  }
  return newest;
}

void WriteScript(const std::string& script, const std::string& command) {
  std::ofstream(script, std::ios::trunc) << "#!/bin/sh\nexec " << command << " \"$@\"\n";
  chmod(script.c_str(), 0700);
}

}  // namespace

SyscallTrap::SyscallTrap(std::string program, std::string script, std::string data_dir)
    : program_(std::move(program)), script_(std::move(script)), data_dir_(std::move(data_dir)) {
  Clear();
}

std::vector<std::string> SyscallTrap::Paths() const {
  std::vector<std::string> paths = {data_dir_, absl::StrCat(data_dir_, ".head"),
                                    absl::StrCat(data_dir_, ".key")};
  for (const char* name :
       {"CURRENT", "IDENTITY", "LOCK", "LOG", "MANIFEST-NOTE", "MANIFEST-NOTE.new"}) {
    paths.push_back(absl::StrCat(data_dir_, "/", name));
  }
  const uint64_t newest = NewestNumber(data_dir_);
  for (uint64_t i = newest < 20 ? 0 : newest - 20; i < newest + kFilesOfRun; ++i) {
    for (const char* form : {"%06d.log", "%06d.sst", "%06d.dbtmp", "MANIFEST-%06d"}) {
      const auto format = absl::ParsedFormat<'d'>::New(form);
      paths.push_back(absl::StrCat(data_dir_, "/", absl::StrFormat(*format, i)));
    }
  }
  return paths;
}

// The server stays our own child (-D), so that it is killed and waited for as without strace.
void SyscallTrap::Set(const SyscallFault& fault, uint64_t n) const {
  std::string command = absl::StrCat("strace -D -f -qq -o /dev/null -e trace=", fault.call,
                                     " -e inject=", fault.call, ":", fault.effect, ":when=", n);
  for (const std::string& path : Paths()) absl::StrAppend(&command, " -P ", path);
  WriteScript(script_, absl::StrCat(command, " ", program_));
}

void SyscallTrap::Clear() const { WriteScript(script_, program_); }

absl::Status SyscallTrap::Works() {
  if (std::system("strace -D -qq -o /dev/null true 2>/dev/null") == 0) return absl::OkStatus();
  return absl::PermissionDeniedError("strace is missing or may not trace");
}

}  // namespace skranke
