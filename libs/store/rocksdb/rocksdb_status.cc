#include "libs/store/rocksdb/rocksdb_status.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/base/reason.h"
#include "rocksdb/status.h"

namespace skranke {
namespace {

struct Meaning {
  absl::StatusCode code;
  const char* reason;
};

Meaning MeaningOf(rocksdb::Status::Code code) {
  switch (code) {
    case rocksdb::Status::kNotFound:
      return {absl::StatusCode::kNotFound, "STORE_NOT_FOUND"};
    case rocksdb::Status::kCorruption:
      return {absl::StatusCode::kDataLoss, "DATA_LOSS"};
    case rocksdb::Status::kIOError:
    case rocksdb::Status::kCompactionTooLarge:
      return {absl::StatusCode::kUnavailable, "STORE_IO_ERROR"};
    case rocksdb::Status::kInvalidArgument:
    case rocksdb::Status::kNotSupported:
      return {absl::StatusCode::kFailedPrecondition, "STORE_REFUSED"};
    case rocksdb::Status::kBusy:
    case rocksdb::Status::kTryAgain:
    case rocksdb::Status::kTimedOut:
    case rocksdb::Status::kIncomplete:
    case rocksdb::Status::kShutdownInProgress:
      return {absl::StatusCode::kUnavailable, "STORE_BUSY"};
    default:
      return {absl::StatusCode::kInternal, "STORE_ERROR"};
  }
}

}  // namespace

absl::Status FromRocksDb(const rocksdb::Status& status, absl::string_view doing) {
  if (status.ok()) return absl::OkStatus();
  const Meaning meaning = MeaningOf(status.code());
  // A missing table file is named as LevelDB called it, for RocksDB looks for that name last.
  const std::string what = absl::StrReplaceAll(status.ToString(), {{".ldb", ".sst"}});
  return ReasonError(meaning.code, meaning.reason, absl::StrCat(doing, ": ", what));
}

absl::Status DamagedFile(absl::string_view file, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                     absl::StrCat("damaged file ", file, ": ", what));
}

}  // namespace skranke
