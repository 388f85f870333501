// A LossyDisk as RocksDB's file system. For this room alone; tests ask LossyDisk::Environment.
// Threads may share it; the disk must outlive it.
#ifndef SKRANKE_LIBS_STORE_ROCKSDB_LOSSY_FILE_SYSTEM_H_
#define SKRANKE_LIBS_STORE_ROCKSDB_LOSSY_FILE_SYSTEM_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/store/rocksdb/lossy_disk.h"
#include "rocksdb/file_system.h"

namespace skranke {

class LossyFileSystem : public rocksdb::FileSystem {
 public:
  using IOStatus = rocksdb::IOStatus;
  using IOOptions = rocksdb::IOOptions;
  using Debug = rocksdb::IODebugContext;

  explicit LossyFileSystem(LossyDisk* disk) : disk_(disk) {}

  const char* Name() const override { return "LossyFileSystem"; }

  IOStatus NewSequentialFile(const std::string& name, const rocksdb::FileOptions& options,
                             std::unique_ptr<rocksdb::FSSequentialFile>* file, Debug*) override;
  IOStatus NewRandomAccessFile(const std::string& name, const rocksdb::FileOptions& options,
                               std::unique_ptr<rocksdb::FSRandomAccessFile>* file, Debug*) override;
  IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file, Debug*) override;
  IOStatus ReopenWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                              std::unique_ptr<rocksdb::FSWritableFile>* file, Debug*) override;
  IOStatus NewDirectory(const std::string& name, const IOOptions& options,
                        std::unique_ptr<rocksdb::FSDirectory>* directory, Debug*) override;

  IOStatus FileExists(const std::string& name, const IOOptions& options, Debug*) override;
  IOStatus IsDirectory(const std::string& name, const IOOptions& options, bool* is_directory,
                       Debug*) override;
  IOStatus GetChildren(const std::string& directory, const IOOptions& options,
                       std::vector<std::string>* children, Debug*) override;
  IOStatus GetFileSize(const std::string& name, const IOOptions& options, uint64_t* size,
                       Debug*) override;
  IOStatus GetFileModificationTime(const std::string& name, const IOOptions& options,
                                   uint64_t* seconds, Debug*) override;

  IOStatus DeleteFile(const std::string& name, const IOOptions& options, Debug*) override;
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      Debug*) override;
  IOStatus CreateDir(const std::string& name, const IOOptions& options, Debug*) override;
  IOStatus CreateDirIfMissing(const std::string& name, const IOOptions& options, Debug*) override;
  IOStatus DeleteDir(const std::string& name, const IOOptions& options, Debug*) override;

  IOStatus GetFreeSpace(const std::string& name, const IOOptions& options, uint64_t* bytes,
                        Debug*) override;

  IOStatus LockFile(const std::string& name, const IOOptions& options, rocksdb::FileLock** lock,
                    Debug*) override;
  IOStatus UnlockFile(rocksdb::FileLock* lock, const IOOptions& options, Debug*) override;

  IOStatus GetTestDirectory(const IOOptions& options, std::string* path, Debug*) override;
  IOStatus GetAbsolutePath(const std::string& name, const IOOptions& options, std::string* path,
                           Debug*) override;

 private:
  LossyDisk* const disk_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_ROCKSDB_LOSSY_FILE_SYSTEM_H_
