#include "tests/faults/clock_trap.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

constexpr char kLibraries[] = "/usr/lib";
constexpr char kLibrary[] = "faketime/libfaketimeMT.so.1";

// Debian has it under the machine's architecture. Empty: nowhere.
std::string FindLibrary() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(kLibraries, error)) {
    const std::filesystem::path library = entry.path() / kLibrary;
    if (std::filesystem::exists(library, error)) return library.string();
  }
  return "";
}

}  // namespace

ClockTrap::ClockTrap(const std::string& program, const std::string& dir, bool deaf)
    : script_(absl::StrCat(dir, "/skranked")), time_file_(absl::StrCat(dir, "/time")) {
  Jump(absl::ZeroDuration());
  std::ofstream(script_) << "#!/bin/sh\nexec env FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC="
                         << (deaf ? 0 : 1) << " FAKETIME_TIMESTAMP_FILE=" << time_file_
                         << " LD_PRELOAD=" << FindLibrary() << " " << program << " \"$@\"\n";
  chmod(script_.c_str(), 0700);
}

// The program reads the file at any time: it must never be half there.
void ClockTrap::Jump(absl::Duration offset) {
  offset_ = offset;
  const std::string fresh = absl::StrCat(time_file_, ".new");
  const int64_t seconds = absl::ToInt64Seconds(offset);
  std::ofstream(fresh) << (seconds < 0 ? "" : "+") << seconds << "\n";
  std::filesystem::rename(fresh, time_file_);
}

absl::Status ClockTrap::Works() {
#if defined(__SANITIZE_ADDRESS__)
  return absl::PermissionDeniedError(
      "libfaketime and AddressSanitizer both want to be loaded first");
#endif
  if (!FindLibrary().empty()) return absl::OkStatus();
  return absl::PermissionDeniedError("libfaketime is missing");
}

}  // namespace skranke
