#include "libs/store/document_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/files.h"
#include "libs/base/open_file.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr char kUploads[] = "uploads";
constexpr char kLoose[] = "loose";
constexpr char kStored[] = "stored";
constexpr char kDone[] = "done";

// What errors call a file: its name would tell nobody anything.
constexpr char kName[] = "a document's file";

// The third line of a marker whose document is being removed.
constexpr char kRetired[] = "retired";

// An office's code and a name of its staff.
constexpr size_t kMarkerBytesMax = 4 * 1024;

absl::Status NoSuchUpload() {
  return ReasonError(absl::StatusCode::kNotFound, "UPLOAD_NOT_FOUND", "there is no such upload");
}

absl::Status UploadIdReused() {
  return ReasonError(absl::StatusCode::kInvalidArgument, "UPLOAD_ID_REUSED",
                     "the upload_id was used for other bytes");
}

absl::Status DiskLow() {
  return ReasonError(absl::StatusCode::kResourceExhausted, "DISK_LOW",
                     "the disk is filling up: no documents for now");
}

absl::Status FromFile(absl::string_view doing) {
  if (errno == ENOSPC || errno == EDQUOT) return DiskLow();
  return FileError(doing, kName);
}

absl::Status MakeFolder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return absl::OkStatus();
  return FileError("make", path);
}

// A new name, and one that went, are durable only once their folder is.
absl::Status SyncFolder(const std::string& path) {
  const OpenFile folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.ok()) return FileError("open", path);
  return fsync(folder.fd()) == 0 ? absl::OkStatus() : FileError("sync", path);
}

absl::Status RemoveFile(const std::string& path) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return FromFile("remove");
}

std::array<timespec, 2> Times(absl::Time time) {
  return {absl::ToTimespec(time), absl::ToTimespec(time)};
}

absl::Status SetTime(const std::string& path, absl::Time time) {
  if (utimensat(AT_FDCWD, path.c_str(), Times(time).data(), 0) == 0) return absl::OkStatus();
  return FromFile("date");
}

std::optional<absl::Time> TimeOf(const std::string& path) {
  struct stat info;
  if (lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return absl::TimeFromTimespec(info.st_mtim);
}

absl::StatusOr<uint64_t> SizeOf(const OpenFile& file) {
  struct stat info;
  if (fstat(file.fd(), &info) != 0) return FromFile("look at");
  return static_cast<uint64_t>(info.st_size);
}

absl::Status WriteAt(const OpenFile& file, uint64_t offset, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = pwrite(file.fd(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return FromFile("write");
    offset += static_cast<uint64_t>(put);
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  return absl::OkStatus();
}

// A file that begins with a header, and how far it goes behind it; NOT_FOUND also for one that a
// power loss left without one.
absl::StatusOr<UploadProgress> ProgressOf(const OpenFile& file) {
  if (!file.ok()) return errno == ENOENT ? NoSuchUpload() : FromFile("open");
  std::string bytes(kDocumentHeaderBytes, '\0');
  const ssize_t got = pread(file.fd(), bytes.data(), bytes.size(), 0);
  if (got < 0) return FromFile("read");
  auto header = ReadDocumentHeader(absl::string_view(bytes).substr(0, static_cast<size_t>(got)));
  if (absl::IsDataLoss(header.status())) return NoSuchUpload();
  SKRANKE_RETURN_IF_ERROR(header.status());
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t size, SizeOf(file));
  return UploadProgress{.header = *std::move(header), .size = size - kDocumentHeaderBytes};
}

int OpenForWriting(const std::string& path) {
  return open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
}

absl::StatusOr<std::vector<std::string>> NamesIn(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(opendir(folder.c_str()), closedir);
  if (dir == nullptr) return FileError("list", folder);
  std::vector<std::string> names;
  while (const dirent* entry = readdir(dir.get())) {
    const absl::string_view name = entry->d_name;
    // What is half written has a dot in its name.
    if (name.find('.') == absl::string_view::npos) names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

absl::StatusOr<std::unique_ptr<DocumentFiles>> DocumentFiles::Open(const std::string& dir,
                                                                   DocumentFilesOptions options) {
  SKRANKE_RETURN_IF_ERROR(MakeFolder(dir));
  for (const char* folder : {kUploads, kLoose, kStored, kDone}) {
    SKRANKE_RETURN_IF_ERROR(MakeFolder(absl::StrCat(dir, "/", folder)));
  }
  SKRANKE_RETURN_IF_ERROR(SyncFolder(dir));
  return std::unique_ptr<DocumentFiles>(new DocumentFiles(dir, std::move(options)));
}

DocumentFiles::DocumentFiles(std::string dir, DocumentFilesOptions options)
    : dir_(std::move(dir)), options_(std::move(options)) {}

std::string DocumentFiles::PathOf(absl::string_view folder, const std::string& name) const {
  return absl::StrCat(dir_, "/", folder, "/", name);
}

std::string DocumentFiles::StoredPath(const std::string& document) const {
  return absl::StrCat(dir_, "/", kStored, "/", document.substr(0, 2), "/", document);
}

Mutex& DocumentFiles::LockOf(const std::string& upload) {
  return locks_[static_cast<unsigned char>(upload.back()) % locks_.size()];
}

absl::Status DocumentFiles::Step(absl::string_view step) const {
  return options_.before_step ? options_.before_step(step) : absl::OkStatus();
}

absl::Status DocumentFiles::CheckSpace(uint64_t more) const {
  struct statvfs space;
  if (statvfs(dir_.c_str(), &space) != 0) return FileError("ask for the free space of", dir_);
  const uint64_t free_bytes = uint64_t{space.f_bavail} * space.f_frsize;
  return free_bytes < more || free_bytes - more < options_.low_space_bytes ? DiskLow()
                                                                           : absl::OkStatus();
}

absl::StatusOr<UploadProgress> DocumentFiles::BeginAt(const std::string& upload,
                                                      const DocumentHeader& header) const {
  auto known = FindAt(upload);
  if (absl::IsNotFound(known.status())) return UploadProgress{.header = header};
  SKRANKE_RETURN_IF_ERROR(known.status());
  if (known->header != header) return UploadIdReused();
  return known;
}

absl::StatusOr<UploadProgress> DocumentFiles::Begin(const std::string& upload,
                                                    const DocumentHeader& header, absl::Time now) {
  // From the look to the last write: of two first ones the second would empty what the first wrote.
  MutexLock lock(&LockOf(upload));
  SKRANKE_ASSIGN_OR_RETURN(const UploadProgress known, BeginAt(upload, header));
  if (known.done) return known;
  SKRANKE_RETURN_IF_ERROR(CheckSpace(header.size - known.size));
  const std::string path = PathOf(kUploads, upload);
  const OpenFile file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.ok()) return FromFile("create");
  if (known.size == 0) {
    // What a kill or a power loss left without a header holds nothing.
    if (ftruncate(file.fd(), 0) != 0) return FromFile("empty");
    SKRANKE_RETURN_IF_ERROR(WriteAt(file, 0, WriteDocumentHeader(header)));
  }
  SKRANKE_RETURN_IF_ERROR(SetTime(path, now));
  return known;
}

absl::Status DocumentFiles::Append(const std::string& upload, uint64_t offset,
                                   absl::string_view bytes, absl::Time now) {
  MutexLock lock(&LockOf(upload));
  const OpenFile file(OpenForWriting(PathOf(kUploads, upload)));
  SKRANKE_ASSIGN_OR_RETURN(const UploadProgress progress, ProgressOf(file));
  if (offset != progress.size) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "OFFSET_MISMATCH",
                       absl::StrCat("the upload goes on at byte ", progress.size));
  }
  if (bytes.size() > progress.header.size - progress.size) {
    return FieldError("chunk.data", "has more bytes than the upload's size_bytes");
  }
  SKRANKE_RETURN_IF_ERROR(CheckSpace(bytes.size()));
  SKRANKE_RETURN_IF_ERROR(WriteAt(file, kDocumentHeaderBytes + offset, bytes));
  if (futimens(file.fd(), Times(now).data()) != 0) return FromFile("date");
  return absl::OkStatus();
}

absl::StatusOr<UploadProgress> DocumentFiles::Find(const std::string& upload) {
  MutexLock lock(&LockOf(upload));
  return FindAt(upload);
}

absl::StatusOr<UploadProgress> DocumentFiles::FindAt(const std::string& upload) const {
  const OpenFile file(OpenForWriting(PathOf(kUploads, upload)));
  auto progress = ProgressOf(file);
  if (progress.ok()) {
    // What is told to be safe has to be.
    if (fsync(file.fd()) != 0) return FromFile("sync");
    SKRANKE_RETURN_IF_ERROR(SyncFolder(absl::StrCat(dir_, "/", kUploads)));
    return progress;
  }
  if (!absl::IsNotFound(progress.status())) return progress;
  const OpenFile done(OpenForWriting(PathOf(kDone, upload)));
  SKRANKE_ASSIGN_OR_RETURN(UploadProgress ended, ProgressOf(done));
  ended.done = true;
  ended.size = ended.header.size;
  return ended;
}

// Reads what is there, not what was sent.
absl::Status DocumentFiles::CheckWhole(const std::string& path) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto reader, DocumentReader::Open(path));
  return reader->CheckRest();
}

absl::Status DocumentFiles::Finish(const std::string& upload, const DocumentHeader& header,
                                   const LooseDocument& as) {
  MutexLock lock(&LockOf(upload));
  const std::string path = PathOf(kUploads, upload);
  {
    const OpenFile file(OpenForWriting(path));
    SKRANKE_ASSIGN_OR_RETURN(const UploadProgress progress, ProgressOf(file));
    // Another stream of the same caller began it anew: its bytes are not those of `as`.
    if (progress.header != header) return UploadIdReused();
    if (progress.size < header.size) {
      return ReasonError(
          absl::StatusCode::kFailedPrecondition, "UPLOAD_INCOMPLETE",
          absl::StrCat("the upload has ", progress.size, " of ", header.size, " bytes"));
    }
  }
  const absl::Status whole = CheckWhole(path);
  if (absl::IsDataLoss(whole)) {
    SKRANKE_RETURN_IF_ERROR(RemoveFile(path));
    return ReasonError(absl::StatusCode::kInvalidArgument, "HASH_MISMATCH",
                       "the bytes do not have the hash that the upload's header gives");
  }
  SKRANKE_RETURN_IF_ERROR(whole);
  return Keep(upload, as);
}

// The order is what survives a power loss: the marker, the bytes, their new name.
absl::Status DocumentFiles::Keep(const std::string& upload, const LooseDocument& as) {
  MutexLock lock(&stored_mutex_);
  const std::string path = PathOf(kUploads, upload);
  const std::string stored = StoredPath(as.document);
  const std::string folder = stored.substr(0, stored.rfind('/'));
  SKRANKE_RETURN_IF_ERROR(Step("mark"));
  SKRANKE_RETURN_IF_ERROR(Mark(as));
  SKRANKE_RETURN_IF_ERROR(Step("sync the bytes"));
  std::string header;
  {
    const OpenFile file(OpenForWriting(path));
    SKRANKE_ASSIGN_OR_RETURN(const UploadProgress progress, ProgressOf(file));
    header = WriteDocumentHeader(progress.header);
    // A sync that failed is not tried again: what is on the disk then is unknown.
    if (fsync(file.fd()) != 0) {
      const absl::Status failed = FromFile("sync");
      RemoveFile(path).IgnoreError();
      return failed;
    }
  }
  SKRANKE_RETURN_IF_ERROR(MakeFolder(folder));
  SKRANKE_RETURN_IF_ERROR(SyncFolder(absl::StrCat(dir_, "/", kStored)));
  SKRANKE_RETURN_IF_ERROR(Step("rename"));
  // Over the same bytes where they are stored already.
  if (std::rename(path.c_str(), stored.c_str()) != 0) return FromFile("keep");
  SKRANKE_RETURN_IF_ERROR(Step("sync the name"));
  SKRANKE_RETURN_IF_ERROR(SyncFolder(folder));
  SKRANKE_RETURN_IF_ERROR(Step("remember"));
  SKRANKE_RETURN_IF_ERROR(WriteFileDurably(PathOf(kDone, upload), header));
  return SetTime(PathOf(kDone, upload), as.time);
}

absl::StatusOr<std::unique_ptr<DocumentReader>> DocumentFiles::Read(
    const std::string& document) const {
  return DocumentReader::Open(StoredPath(document));
}

absl::Status DocumentFiles::Mark(const LooseDocument& loose) const {
  const std::string path = PathOf(kLoose, loose.document);
  const char* end = loose.retired ? kRetired : "";
  SKRANKE_RETURN_IF_ERROR(
      WriteFileDurably(path, absl::StrCat(loose.office, "\n", loose.uploader, "\n", end)));
  return SetTime(path, loose.time);
}

std::optional<LooseDocument> DocumentFiles::FindLoose(const std::string& document) const {
  const std::string path = PathOf(kLoose, document);
  const auto time = TimeOf(path);
  const auto text = ReadFile(path, kMarkerBytesMax);
  // Settled in the meantime.
  if (!time || !text.ok()) return std::nullopt;
  const std::vector<std::string> lines = absl::StrSplit(*text, '\n');
  if (lines.size() < 2) return std::nullopt;
  return LooseDocument{.document = document,
                       .time = *time,
                       .office = lines[0],
                       .uploader = lines[1],
                       .retired = lines.size() > 2 && lines[2] == kRetired};
}

absl::StatusOr<std::vector<LooseDocument>> DocumentFiles::Loose() const {
  SKRANKE_ASSIGN_OR_RETURN(const auto names, NamesIn(absl::StrCat(dir_, "/", kLoose)));
  std::vector<LooseDocument> all;
  for (const std::string& name : names) {
    if (auto loose = FindLoose(name)) all.push_back(*std::move(loose));
  }
  return all;
}

absl::Status DocumentFiles::Settle(const std::string& document) {
  return RemoveFile(PathOf(kLoose, document));
}

absl::Status DocumentFiles::Retire(const std::string& document, absl::Time before) {
  MutexLock lock(&stored_mutex_);
  auto loose = FindLoose(document);
  if (!loose || loose->time >= before) return absl::OkStatus();
  loose->retired = true;
  return Mark(*loose);
}

absl::Status DocumentFiles::RemoveRetired(const std::string& document) {
  MutexLock lock(&stored_mutex_);
  const auto loose = FindLoose(document);
  if (!loose || !loose->retired) return absl::OkStatus();
  SKRANKE_RETURN_IF_ERROR(RemoveFile(StoredPath(document)));
  return RemoveFile(PathOf(kLoose, document));
}

absl::Status DocumentFiles::RemoveUploads(absl::Time before) {
  for (const char* folder : {kUploads, kDone}) {
    SKRANKE_ASSIGN_OR_RETURN(const auto names, NamesIn(absl::StrCat(dir_, "/", folder)));
    for (const std::string& name : names) {
      MutexLock lock(&LockOf(name));
      const auto time = TimeOf(PathOf(folder, name));
      if (time && *time < before) SKRANKE_RETURN_IF_ERROR(RemoveFile(PathOf(folder, name)));
    }
  }
  return absl::OkStatus();
}

}  // namespace skranke
