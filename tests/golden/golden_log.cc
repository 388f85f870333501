#include "tests/golden/golden_log.h"

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/status_macros.h"
#include "libs/engine/keys.h"
#include "libs/engine/log_end.h"
#include "libs/engine/recovery.h"
#include "libs/engine/replay.h"
#include "libs/engine/rows.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/testing/shared_data.h"
#include "libs/testing/temp_dir.h"
#include "tests/golden/follower.h"

namespace skranke {
namespace {

constexpr size_t kLengthBytes = 4;

absl::StatusOr<LogEnd> PutRecords(const std::vector<std::string>& records, Batch& batch) {
  LogEnd end;
  int64_t record_us = 0;
  for (const std::string& bytes : records) {
    storage::v1::Record record;
    if (!record.ParseFromString(bytes)) return absl::DataLossError("a record cannot be read");
    batch.Put(Table::kEvent, EventKey(record.position()), bytes);
    end.Append(bytes);
    record_us = record.record_us();
  }
  end.EndBatch(record_us);
  return end;
}

}  // namespace

std::string GoldenLogPath(absl::string_view history, uint32_t engine_version) {
  return SourceFile(absl::StrCat("tests/golden/", history, "-", engine_version, ".log"));
}

std::string GoldenDigestPath(absl::string_view history, uint32_t engine_version) {
  return SourceFile(absl::StrCat("tests/golden/", history, "-", engine_version, ".digests"));
}

std::string FramedRecords(const std::vector<std::string>& records) {
  std::string framed;
  for (const std::string& record : records) {
    for (size_t i = kLengthBytes; i-- > 0;) {
      framed.push_back(static_cast<char>(record.size() >> (8 * i) & 0xff));
    }
    framed += record;
  }
  return framed;
}

absl::StatusOr<std::vector<std::string>> UnframedRecords(absl::string_view framed) {
  std::vector<std::string> records;
  while (!framed.empty()) {
    size_t length = 0;
    for (size_t i = 0; i < kLengthBytes && i < framed.size(); ++i) {
      length = length << 8 | static_cast<unsigned char>(framed[i]);
    }
    if (framed.size() < kLengthBytes + length) return absl::DataLossError("the file is cut off");
    records.emplace_back(framed.substr(kLengthBytes, length));
    framed.remove_prefix(kLengthBytes + length);
  }
  return records;
}

std::set<std::string> EventKinds(const std::vector<std::string>& records) {
  std::set<std::string> kinds;
  for (const std::string& bytes : records) {
    storage::v1::Record record;
    if (!record.ParseFromString(bytes)) continue;
    for (const auto& event : record.events()) {
      kinds.insert(event.GetDescriptor()->FindFieldByNumber(event.kind_case())->name());
    }
  }
  return kinds;
}

absl::StatusOr<std::vector<std::string>> LoadAndDigest(const std::vector<std::string>& records,
                                                       const InstallationKey& key) {
  const TempDir dir;
  SKRANKE_ASSIGN_OR_RETURN(const auto store, OpenRocksDb(dir.Path("data")));
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t fence, store->TakeOver());
  Batch batch;
  SKRANKE_ASSIGN_OR_RETURN(LogEnd end, PutRecords(records, batch));
  end.set_key_check(KeyCheck(key));
  batch.Put(Table::kMeta, kHeadKey, end.head().SerializeAsString());
  SKRANKE_RETURN_IF_ERROR(store->Commit(batch, fence));
  SKRANKE_RETURN_IF_ERROR(VerifyLog(*store->Snapshot()).status());
  SKRANKE_RETURN_IF_ERROR(RebuildViews(*store, fence, key));
  SKRANKE_ASSIGN_OR_RETURN(const std::string views, DigestOfViews(*store->Snapshot()));
  return std::vector<std::string>{absl::StrCat("chain ", ToHex(end.head().chain())),
                                  absl::StrCat("views ", kViewVersion, " ", views)};
}

}  // namespace skranke
