#include "libs/store/rocksdb/lossy_file_system.h"

#include <utility>

namespace skranke {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus ToRocksDb(const absl::Status& status) {
  const Slice what(status.message().data(), status.message().size());
  if (status.ok()) return IOStatus::OK();
  return absl::IsNotFound(status) ? IOStatus::NotFound(what) : IOStatus::IOError(what);
}

class LossySequentialFile : public rocksdb::FSSequentialFile {
 public:
  LossySequentialFile(const LossyDisk* disk, LossyDisk::File file)
      : disk_(disk), file_(std::move(file)) {}

  IOStatus Read(size_t size, const IOOptions&, Slice* result, char* scratch,
                IODebugContext*) override {
    *result = Slice(scratch, disk_->Read(*file_, offset_, size, scratch));
    offset_ += result->size();
    return IOStatus::OK();
  }
  IOStatus Skip(uint64_t size) override {
    offset_ += size;
    return IOStatus::OK();
  }

 private:
  const LossyDisk* const disk_;
  const LossyDisk::File file_;
  uint64_t offset_ = 0;
};

class LossyRandomAccessFile : public rocksdb::FSRandomAccessFile {
 public:
  LossyRandomAccessFile(const LossyDisk* disk, LossyDisk::File file)
      : disk_(disk), file_(std::move(file)) {}

  IOStatus Read(uint64_t offset, size_t size, const IOOptions&, Slice* result, char* scratch,
                IODebugContext*) const override {
    *result = Slice(scratch, disk_->Read(*file_, offset, size, scratch));
    return IOStatus::OK();
  }

 private:
  const LossyDisk* const disk_;
  const LossyDisk::File file_;
};

// Only Sync makes bytes durable: Flush and RangeSync promise nothing on a real disk either.
class LossyWritableFile : public rocksdb::FSWritableFile {
 public:
  LossyWritableFile(LossyDisk* disk, LossyDisk::File file) : disk_(disk), file_(std::move(file)) {}

  using FSWritableFile::Append;
  IOStatus Append(const Slice& bytes, const IOOptions&, IODebugContext*) override {
    return ToRocksDb(disk_->Append(*file_, {bytes.data(), bytes.size()}));
  }
  IOStatus Sync(const IOOptions&, IODebugContext*) override {
    return ToRocksDb(disk_->Sync(*file_));
  }
  IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  bool IsSyncThreadSafe() const override { return true; }
  uint64_t GetFileSize(const IOOptions&, IODebugContext*) override { return disk_->SizeOf(*file_); }

 private:
  LossyDisk* const disk_;
  const LossyDisk::File file_;
};

class LossyDirectory : public rocksdb::FSDirectory {
 public:
  LossyDirectory(LossyDisk* disk, std::string name) : disk_(disk), name_(std::move(name)) {}

  IOStatus Fsync(const IOOptions&, IODebugContext*) override {
    return ToRocksDb(disk_->SyncDirectory(name_));
  }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

 private:
  LossyDisk* const disk_;
  const std::string name_;
};

class LossyLock : public rocksdb::FileLock {
 public:
  explicit LossyLock(std::string name) : name(std::move(name)) {}
  const std::string name;
};

}  // namespace

IOStatus LossyFileSystem::NewSequentialFile(const std::string& name, const rocksdb::FileOptions&,
                                            std::unique_ptr<rocksdb::FSSequentialFile>* file,
                                            Debug*) {
  auto found = disk_->Open(name);
  if (!found.ok()) return ToRocksDb(found.status());
  *file = std::make_unique<LossySequentialFile>(disk_, *std::move(found));
  return IOStatus::OK();
}

IOStatus LossyFileSystem::NewRandomAccessFile(const std::string& name, const rocksdb::FileOptions&,
                                              std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                                              Debug*) {
  auto found = disk_->Open(name);
  if (!found.ok()) return ToRocksDb(found.status());
  *file = std::make_unique<LossyRandomAccessFile>(disk_, *std::move(found));
  return IOStatus::OK();
}

IOStatus LossyFileSystem::NewWritableFile(const std::string& name, const rocksdb::FileOptions&,
                                          std::unique_ptr<rocksdb::FSWritableFile>* file, Debug*) {
  auto made = disk_->Create(name, /*keep_bytes=*/false);
  if (!made.ok()) return ToRocksDb(made.status());
  *file = std::make_unique<LossyWritableFile>(disk_, *std::move(made));
  return IOStatus::OK();
}

IOStatus LossyFileSystem::ReopenWritableFile(const std::string& name, const rocksdb::FileOptions&,
                                             std::unique_ptr<rocksdb::FSWritableFile>* file,
                                             Debug*) {
  auto made = disk_->Create(name, /*keep_bytes=*/true);
  if (!made.ok()) return ToRocksDb(made.status());
  *file = std::make_unique<LossyWritableFile>(disk_, *std::move(made));
  return IOStatus::OK();
}

IOStatus LossyFileSystem::NewDirectory(const std::string& name, const IOOptions&,
                                       std::unique_ptr<rocksdb::FSDirectory>* directory, Debug*) {
  const auto found = disk_->Open(name);
  if (!found.ok()) return ToRocksDb(found.status());
  *directory = std::make_unique<LossyDirectory>(disk_, name);
  return IOStatus::OK();
}

IOStatus LossyFileSystem::FileExists(const std::string& name, const IOOptions&, Debug*) {
  return ToRocksDb(disk_->Open(name).status());
}

IOStatus LossyFileSystem::IsDirectory(const std::string& name, const IOOptions&, bool* is_directory,
                                      Debug*) {
  const auto found = disk_->Open(name);
  if (found.ok()) *is_directory = (*found)->is_directory;
  return ToRocksDb(found.status());
}

IOStatus LossyFileSystem::GetChildren(const std::string& directory, const IOOptions&,
                                      std::vector<std::string>* children, Debug*) {
  auto found = disk_->Children(directory);
  if (found.ok()) *children = *std::move(found);
  return ToRocksDb(found.status());
}

IOStatus LossyFileSystem::GetFileSize(const std::string& name, const IOOptions&, uint64_t* size,
                                      Debug*) {
  const auto found = disk_->Open(name);
  if (found.ok()) *size = disk_->SizeOf(**found);
  return ToRocksDb(found.status());
}

// No file is old here.
IOStatus LossyFileSystem::GetFileModificationTime(const std::string& name, const IOOptions&,
                                                  uint64_t* seconds, Debug*) {
  *seconds = 0;
  return ToRocksDb(disk_->Open(name).status());
}

IOStatus LossyFileSystem::DeleteFile(const std::string& name, const IOOptions&, Debug*) {
  return ToRocksDb(disk_->Delete(name));
}

IOStatus LossyFileSystem::RenameFile(const std::string& from, const std::string& to,
                                     const IOOptions&, Debug*) {
  return ToRocksDb(disk_->Rename(from, to));
}

IOStatus LossyFileSystem::CreateDir(const std::string& name, const IOOptions&, Debug*) {
  return ToRocksDb(disk_->CreateDirectory(name));
}

IOStatus LossyFileSystem::CreateDirIfMissing(const std::string& name, const IOOptions&, Debug*) {
  const absl::Status made = disk_->CreateDirectory(name);
  return absl::IsAlreadyExists(made) ? IOStatus::OK() : ToRocksDb(made);
}

IOStatus LossyFileSystem::DeleteDir(const std::string& name, const IOOptions&, Debug*) {
  return ToRocksDb(disk_->Delete(name));
}

IOStatus LossyFileSystem::GetFreeSpace(const std::string&, const IOOptions&, uint64_t* bytes,
                                       Debug*) {
  *bytes = uint64_t{1} << 40;
  return IOStatus::OK();
}

IOStatus LossyFileSystem::LockFile(const std::string& name, const IOOptions&,
                                   rocksdb::FileLock** lock, Debug*) {
  *lock = nullptr;
  absl::Status locked = disk_->Create(name, /*keep_bytes=*/true).status();
  if (locked.ok()) locked = disk_->Lock(name);
  if (locked.ok()) *lock = new LossyLock(name);
  return ToRocksDb(locked);
}

IOStatus LossyFileSystem::UnlockFile(rocksdb::FileLock* lock, const IOOptions&, Debug*) {
  const std::unique_ptr<LossyLock> held(static_cast<LossyLock*>(lock));
  disk_->Unlock(held->name);
  return IOStatus::OK();
}

IOStatus LossyFileSystem::GetTestDirectory(const IOOptions&, std::string* path, Debug*) {
  *path = "/test";
  return IOStatus::OK();
}

IOStatus LossyFileSystem::GetAbsolutePath(const std::string& name, const IOOptions&,
                                          std::string* path, Debug*) {
  *path = name;
  return IOStatus::OK();
}

}  // namespace skranke
