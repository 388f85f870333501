#include "tests/faults/small_disk.h"

#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

// A full disk has no half of a page.
constexpr uint64_t kPage = 4096;

}  // namespace

absl::StatusOr<std::unique_ptr<SmallDisk>> SmallDisk::Mount(const std::string& dir,
                                                            uint64_t bytes) {
  fs::create_directories(dir);
  const std::string size = absl::StrCat("size=", bytes);
  if (mount("skranke", dir.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, size.c_str()) != 0) {
    return absl::PermissionDeniedError(
        absl::StrCat("no disk can be mounted at ", dir, ": ", std::strerror(errno)));
  }
  return absl::WrapUnique(new SmallDisk(dir, bytes));
}

SmallDisk::SmallDisk(std::string dir, uint64_t bytes) : dir_(std::move(dir)), bytes_(bytes) {}

SmallDisk::~SmallDisk() { umount2(dir_.c_str(), MNT_DETACH); }

// The server writes meanwhile: a size below what is used is refused, and asked for again.
absl::Status SmallDisk::FillTo(uint64_t left) {
  constexpr int kAttempts = 100;
  for (int i = 0; i < kAttempts; ++i) {
    const fs::space_info space = fs::space(dir_);
    if (Resize(space.capacity - space.free + left)) return absl::OkStatus();
  }
  return absl::UnavailableError(absl::StrCat("cannot resize ", dir_, ": ", std::strerror(errno)));
}

void SmallDisk::Free() { Resize(bytes_); }

bool SmallDisk::Resize(uint64_t bytes) {
  const std::string size = absl::StrCat("size=", (bytes + kPage - 1) / kPage * kPage);
  return mount("skranke", dir_.c_str(), "tmpfs", MS_REMOUNT, size.c_str()) == 0;
}

void SmallDisk::Clear() {
  Free();
  for (const auto& entry : fs::directory_iterator(dir_)) fs::remove_all(entry.path());
}

}  // namespace skranke
