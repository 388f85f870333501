// A disk of its own for one office, that can be filled and freed: a tmpfs. One thread.
#ifndef SKRANKE_TESTS_FAULTS_SMALL_DISK_H_
#define SKRANKE_TESTS_FAULTS_SMALL_DISK_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace skranke {

class SmallDisk {
 public:
  // PERMISSION_DENIED where this process may not mount.
  static absl::StatusOr<std::unique_ptr<SmallDisk>> Mount(const std::string& dir, uint64_t bytes);
  // Unmounts; what is on it is gone.
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  // All but `left` bytes of what is free now are gone, as if another program had taken them.
  absl::Status FillTo(uint64_t left);
  // They are back.
  void Free();
  // Removes everything; what is free is as at first.
  void Clear();

  const std::string& dir() const { return dir_; }

 private:
  SmallDisk(std::string dir, uint64_t bytes);
  bool Resize(uint64_t bytes);

  const std::string dir_;
  const uint64_t bytes_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_SMALL_DISK_H_
