// A folder that others write to as well: an agency by SFTP, say. Names are looked up in it alone,
// so nothing leads out of it; links are never followed and only regular files are seen. What is
// written is there whole or not at all. Threads may share it.
#ifndef SKRANKE_LIBS_BASE_FOLDER_H_
#define SKRANKE_LIBS_BASE_FOLDER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

class Folder {
 public:
  // NOT_FOUND where there is none; the system's error where it is no folder or closed to us.
  static absl::StatusOr<Folder> Open(const std::string& path);

  Folder(Folder&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Folder& operator=(Folder&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Folder();

  // A folder in this one; `Make` makes it where it is not there.
  absl::StatusOr<Folder> Sub(const std::string& name) const;
  absl::StatusOr<Folder> Make(const std::string& name) const;

  // The names of its regular files that do not begin with '.', in byte order; at most `most`, the
  // others wait.
  absl::StatusOr<std::vector<std::string>> Names(size_t most) const;

  bool Has(const std::string& name) const;

  // NOT_FOUND where there is none; INVALID_ARGUMENT where it is a link or no regular file;
  // OUT_OF_RANGE where it has more than `max_bytes`.
  absl::StatusOr<std::string> Read(const std::string& name, size_t max_bytes) const;

  // Replaces the file in one step. When this returns OK a power loss no longer takes it away. Until
  // then it has a name that begins with '.'. Its owner and group may read it.
  absl::Status Write(const std::string& name, absl::string_view bytes) const;

  // Moves a file into another folder of the same disk, in one step, over one that is there.
  absl::Status Move(const std::string& name, const Folder& to) const;

  // OK, too, where there is none.
  absl::Status Remove(const std::string& name) const;

 private:
  explicit Folder(int fd) : fd_(fd) {}

  absl::Status Sync() const;

  int fd_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_FOLDER_H_
