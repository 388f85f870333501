// The head: how far the log goes, and a chain over every record in it. It lies in the store, in
// every batch, and in a file outside the data directory. RocksDB alone can lose acknowledged
// batches without saying so after a flipped bit; the two heads cannot both be wrong the same way.
//
// The file holds the serialised storage.v1.Head, its length before and its SHA-256 after it, twice:
// a write torn by a crash spoils one half at most.
//
// HeadFile: one thread at a time. Functions: any thread.
#ifndef SKRANKE_LIBS_ENGINE_HEAD_H_
#define SKRANKE_LIBS_ENGINE_HEAD_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "libs/base/sha256.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Version of everything in the data directory. A newer one is refused.
inline constexpr uint32_t kDiskFormat = 1;

// The chain before the first record: 32 zero bytes.
std::string EmptyChain();

// SHA-256(chain, record bytes). `hasher` is empty before and after: one for a whole walk.
std::string NextChain(Sha256Stream& hasher, absl::string_view chain, absl::string_view record);

class HeadFile {
 public:
  // What the file says; nothing where there is no file or an empty one. DATA_LOSS where neither
  // half is whole.
  static absl::StatusOr<absl::optional<storage::v1::Head>> Read(const std::string& path);

  // Opens the file for writing, making it where there is none; its name then survives a power
  // loss. UNAVAILABLE names the path.
  static absl::StatusOr<std::unique_ptr<HeadFile>> Open(const std::string& path);
  ~HeadFile();
  HeadFile(const HeadFile&) = delete;
  HeadFile& operator=(const HeadFile&) = delete;

  // Writes the head; it survives the death of the process. One half is written at a time.
  absl::Status Write(const storage::v1::Head& head);
  // fdatasync: what was written survives a power loss. An error is final.
  absl::Status Sync();

 private:
  explicit HeadFile(int descriptor, std::string path);

  const int descriptor_;
  const std::string path_;
  int half_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_HEAD_H_
