#include "libs/base/key_file.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// A descriptor that closes itself; below 0 where opening failed.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return number_; }
  bool ok() const { return number_ >= 0; }

 private:
  const int number_;
};

// What the operating system said about the last call.
absl::Status SystemError(absl::string_view doing, absl::string_view path) {
  return absl::ErrnoToStatus(errno, absl::StrCat(doing, " key file ", path));
}

absl::Status Refused(absl::string_view path, absl::string_view why) {
  return absl::FailedPreconditionError(absl::StrCat("key file ", path, " ", why));
}

absl::Status CheckKind(const Descriptor& file, const std::string& path, size_t size) {
  struct stat found;
  if (fstat(file.get(), &found) != 0) return SystemError("looking at", path);
  if (!S_ISREG(found.st_mode)) return Refused(path, "is not a plain file");
  if ((found.st_mode & 07177) != 0) {
    return Refused(path, "may be used by others than its owner: set its mode to 0600");
  }
  if (static_cast<size_t>(found.st_size) == size) return absl::OkStatus();
  return Refused(path, absl::StrCat("has ", found.st_size, " bytes instead of ", size));
}

// Writes the bytes and waits until they are on the disk.
absl::Status WriteAndSync(const Descriptor& file, const std::string& path,
                          const std::string& bytes) {
  const ssize_t written = write(file.get(), bytes.data(), bytes.size());
  if (written < 0) return SystemError("writing", path);
  if (static_cast<size_t>(written) != bytes.size()) return Refused(path, "was not written whole");
  return fsync(file.get()) == 0 ? absl::OkStatus() : SystemError("syncing", path);
}

absl::Status WriteNewFile(const std::string& path, const std::string& bytes) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.ok()) return SystemError("creating", path);
  return WriteAndSync(file, path, bytes);
}

absl::Status SyncDirectoryOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor directory(open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.ok()) return SystemError("opening the directory of", path);
  return fsync(directory.get()) == 0 ? absl::OkStatus()
                                     : SystemError("syncing the directory of", path);
}

}  // namespace

absl::StatusOr<std::string> ReadKeyFile(const std::string& path, size_t size) {
  // O_NONBLOCK: a pipe put in the file's place must not hold us up.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok()) return SystemError("opening", path);
  SKRANKE_RETURN_IF_ERROR(CheckKind(file, path, size));
  std::string bytes(size, '\0');
  const ssize_t read_bytes = read(file.get(), bytes.data(), size);
  if (read_bytes < 0) return SystemError("reading", path);
  if (static_cast<size_t>(read_bytes) != size) return Refused(path, "changed while it was read");
  return bytes;
}

absl::Status CreateKeyFile(const std::string& path, size_t size) {
  std::string bytes(size, '\0');
  auto* data = reinterpret_cast<unsigned char*>(bytes.data());
  if (RAND_priv_bytes(data, static_cast<int>(size)) != 1) {
    return absl::InternalError("the operating system gives no random bytes");
  }
  // A whole file gets its name in one step, and link never replaces one that is there.
  const std::string unnamed = absl::StrCat(path, ".", getpid(), ".new");
  unlink(unnamed.c_str());
  absl::Status status = WriteNewFile(unnamed, bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  if (status.ok() && link(unnamed.c_str(), path.c_str()) != 0 && errno != EEXIST) {
    status = SystemError("naming", path);
  }
  unlink(unnamed.c_str());
  SKRANKE_RETURN_IF_ERROR(status);
  return SyncDirectoryOf(path);
}

void Wipe(std::string& bytes) { OPENSSL_cleanse(bytes.data(), bytes.size()); }

}  // namespace skranke
