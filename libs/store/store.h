// What the engine needs of a database: sorted tables of bytes, one atomic and durable commit at a
// time, and a fence, so that of two writers only the newer one writes. It knows no case.
//
// Errors of all functions: DATA_LOSS where stored bytes are damaged, naming the file; UNAVAILABLE,
// reason STORE_IO_ERROR, where the disk fails.
#ifndef SKRANKE_LIBS_STORE_STORE_H_
#define SKRANKE_LIBS_STORE_STORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "libs/store/batch.h"
#include "libs/store/table.h"

namespace skranke {

struct Row {
  Table table;
  std::string key;
};

// The keys from `begin` up to, not including, `end`, compared as unsigned bytes. An empty `end`
// means to the table's end; a `begin` at or after a given `end` means no key.
struct Range {
  Table table;
  std::string begin;
  std::string end;
  bool backwards = false;  // From the last key to the first.
  // True where each key of the range is `begin` and kGroupTailBytes more, and mostly there is none:
  // the store then finds that out without looking for a place between other keys.
  bool is_group = false;
};

// Bytes of a key that its group does not have. Source: what the engine's index keys end with, an
// instant and a number. DO NOT CHANGE: filters on disk are of groups.
inline constexpr size_t kGroupTailBytes = 16;

// The store as it was after one commit, whatever is committed later. Threads may share it. It must
// go before its store does.
class StoreSnapshot {
 public:
  virtual ~StoreSnapshot() = default;

  // The value of each row, in the order asked; absent where there is no such row.
  virtual absl::StatusOr<std::vector<absl::optional<std::string>>> MultiGet(
      absl::Span<const Row> rows) const = 0;

  // Calls `visit` for each row of the range, in order, until it returns false. The views hold
  // during the call only.
  virtual absl::Status Scan(
      const Range& range,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> visit) const = 0;
};

// Threads may share a Store; commits wait for one another.
class Store {
 public:
  virtual ~Store() = default;

  virtual std::shared_ptr<const StoreSnapshot> Snapshot() const = 0;

  // Stores the whole batch, or nothing. OK: it is on disk and survives a power loss.
  // ABORTED, reason FENCED: `fence` is not the latest that TakeOver gave; nothing was written.
  // INVALID_ARGUMENT: the batch has a tag, and a lower one than an earlier batch; nothing written.
  // FAILED_PRECONDITION, reason READ_ONLY: the store was opened for reading only.
  // An I/O error is final: whether this batch is stored is known only after the store is opened
  // again, every later Commit fails with the same error, and reads go on.
  virtual absl::Status Commit(const Batch& batch, uint64_t fence) = 0;

  // Makes the caller the only writer: returns a fence greater than every earlier one, after which
  // every earlier one is refused, also when the store is opened again. Before the first TakeOver
  // nobody may write.
  virtual absl::StatusOr<uint64_t> TakeOver() = 0;

  // The highest tag of a batch that, with all batches before it, has left the log: damage to the
  // log can no longer take it away. Never falls, also when the store is opened again.
  // 0 where nothing has, or where the store is open for reading only.
  virtual uint64_t FlushedTag() const = 0;

  // Moves everything committed so far out of the log; afterwards FlushedTag is its last tag.
  virtual absl::Status Flush() = 0;

  // Reads everything stored from the files and compares the checksums. DATA_LOSS names the file.
  virtual absl::Status Verify() = 0;

  // What the file system still gives this store.
  virtual absl::StatusOr<uint64_t> FreeBytes() const = 0;

  // Sizes for the metrics, one "name value" a line.
  virtual std::string Describe() const = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_STORE_H_
