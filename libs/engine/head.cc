#include "libs/engine/head.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// DO NOT CHANGE: the two halves begin at 0 and at this byte. A head has under 200 bytes.
constexpr size_t kHalfBytes = 512;
constexpr size_t kLengthBytes = 2;
constexpr size_t kHashBytes = 32;

std::string EncodeHalf(const storage::v1::Head& head) {
  const std::string content = head.SerializeAsString();
  std::string half;
  half.push_back(static_cast<char>(content.size() >> 8));
  half.push_back(static_cast<char>(content.size()));
  half += content;
  half += Sha256(content);
  half.resize(kHalfBytes, '\0');
  return half;
}

absl::optional<storage::v1::Head> DecodeHalf(absl::string_view half) {
  if (half.size() < kLengthBytes) return absl::nullopt;
  const size_t length =
      static_cast<unsigned char>(half[0]) << 8 | static_cast<unsigned char>(half[1]);
  if (half.size() < kLengthBytes + length + kHashBytes) return absl::nullopt;
  const absl::string_view content = half.substr(kLengthBytes, length);
  if (half.substr(kLengthBytes + length, kHashBytes) != Sha256(content)) return absl::nullopt;
  storage::v1::Head head;
  if (!head.ParseFromArray(content.data(), static_cast<int>(content.size()))) return absl::nullopt;
  return head;
}

absl::Status FileError(const std::string& path, absl::string_view what) {
  return ReasonError(absl::StatusCode::kUnavailable, "HEAD_FILE_ERROR",
                     absl::StrCat(path, ": ", what, ": ", std::strerror(errno)));
}

// The name of a new file survives a power loss only with its directory.
absl::Status SyncDirectoryOf(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  const std::string directory = parent.empty() ? "." : parent.string();
  const int descriptor = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return FileError(directory, "cannot be opened");
  const int synced = fsync(descriptor);
  const absl::Status status =
      synced == 0 ? absl::OkStatus() : FileError(directory, "cannot be synced");
  close(descriptor);
  return status;
}

}  // namespace

std::string EmptyChain() { return std::string(kHashBytes, '\0'); }

std::string NextChain(Sha256Stream& hasher, absl::string_view chain, absl::string_view record) {
  hasher.Update(chain);
  hasher.Update(record);
  return hasher.Finish();
}

absl::StatusOr<absl::optional<storage::v1::Head>> HeadFile::Read(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT) return absl::optional<storage::v1::Head>();
  if (descriptor < 0) return FileError(path, "cannot be read");
  std::string bytes(2 * kHalfBytes, '\0');
  const ssize_t got = pread(descriptor, bytes.data(), bytes.size(), 0);
  close(descriptor);
  if (got < 0) return FileError(path, "cannot be read");
  // Made, but the process died before it wrote: it says no more than no file.
  if (got == 0) return absl::optional<storage::v1::Head>();
  bytes.resize(static_cast<size_t>(got));
  const absl::string_view view(bytes);
  auto first = DecodeHalf(view.substr(0, kHalfBytes));
  auto second = view.size() > kHalfBytes ? DecodeHalf(view.substr(kHalfBytes)) : absl::nullopt;
  if (!first && !second) return absl::DataLossError(absl::StrCat(path, ": is damaged"));
  if (!first) return second;
  if (!second) return first;
  return first->position() >= second->position() ? first : second;
}

absl::StatusOr<std::unique_ptr<HeadFile>> HeadFile::Open(const std::string& path) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return FileError(path, "cannot be opened");
  std::unique_ptr<HeadFile> file(new HeadFile(descriptor, path));
  SKRANKE_RETURN_IF_ERROR(SyncDirectoryOf(path));
  return file;
}

HeadFile::HeadFile(int descriptor, std::string path)
    : descriptor_(descriptor), path_(std::move(path)) {}

HeadFile::~HeadFile() { close(descriptor_); }

absl::Status HeadFile::Write(const storage::v1::Head& head) {
  const std::string half = EncodeHalf(head);
  const off_t offset = static_cast<off_t>(half_ * kHalfBytes);
  if (pwrite(descriptor_, half.data(), half.size(), offset) != static_cast<ssize_t>(half.size())) {
    return FileError(path_, "cannot be written");
  }
  half_ = 1 - half_;
  return absl::OkStatus();
}

absl::Status HeadFile::Sync() {
  if (fdatasync(descriptor_) != 0) return FileError(path_, "cannot be synced");
  return absl::OkStatus();
}

}  // namespace skranke
