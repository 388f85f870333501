#include "libs/store/document_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "libs/base/content_type.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// What errors call it: its name would tell nobody anything.
constexpr char kName[] = "a document's file";

absl::Status Damaged() {
  return ReasonError(absl::StatusCode::kDataLoss, "DOCUMENT_DAMAGED",
                     "the document's bytes are not those that were stored");
}

}  // namespace

absl::StatusOr<std::unique_ptr<DocumentReader>> DocumentReader::Open(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return FileError("open", kName);
  std::unique_ptr<DocumentReader> reader(new DocumentReader(fd));
  SKRANKE_RETURN_IF_ERROR(reader->Begin());
  return reader;
}

absl::Status DocumentReader::Begin() {
  struct stat info;
  if (fstat(file_.fd(), &info) != 0) return FileError("look at", kName);
  std::string bytes(kDocumentHeaderBytes, '\0');
  if (pread(file_.fd(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return Damaged();
  }
  SKRANKE_ASSIGN_OR_RETURN(header_, ReadDocumentHeader(bytes));
  if (static_cast<uint64_t>(info.st_size) != kDocumentHeaderBytes + header_.size) return Damaged();
  const size_t tail_bytes = std::min<uint64_t>(header_.size, kContentTailBytes);
  SKRANKE_ASSIGN_OR_RETURN(const std::string head, At(0, kContentHeadBytes));
  SKRANKE_ASSIGN_OR_RETURN(const std::string tail, At(header_.size - tail_bytes, tail_bytes));
  content_type_ = std::string(ContentTypeOf(head, tail));
  return absl::OkStatus();
}

absl::StatusOr<std::string> DocumentReader::At(uint64_t offset, size_t most) const {
  std::string bytes(std::min<uint64_t>(most, header_.size - offset), '\0');
  size_t read = 0;
  while (read < bytes.size()) {
    const ssize_t got = pread(file_.fd(), bytes.data() + read, bytes.size() - read,
                              static_cast<off_t>(kDocumentHeaderBytes + offset + read));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError("read", kName);
    if (got == 0) return Damaged();
    read += static_cast<size_t>(got);
  }
  return bytes;
}

absl::Status DocumentReader::ReadRest(absl::FunctionRef<void(absl::string_view)> take) {
  while (true) {
    SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, Next(kDocumentChunkBytesMax));
    if (bytes.empty()) return absl::OkStatus();
    take(bytes);
  }
}

absl::Status DocumentReader::CheckRest() {
  return ReadRest([](absl::string_view) {});
}

absl::StatusOr<std::string> DocumentReader::Next(size_t most) {
  SKRANKE_ASSIGN_OR_RETURN(std::string bytes, At(offset_, most));
  if (bytes.empty()) return bytes;
  offset_ += bytes.size();
  hash_.Update(bytes);
  if (offset_ == header_.size && hash_.Finish() != header_.sha256) return Damaged();
  return bytes;
}

}  // namespace skranke
