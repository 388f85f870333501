#include "tests/golden/follower.h"

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/engine/keys.h"
#include "libs/engine/overlay.h"
#include "libs/engine/recovery.h"
#include "libs/engine/replay.h"
#include "libs/store/rocksdb/rocksdb_store.h"

namespace skranke {
namespace {

constexpr Table kViewTables[] = {Table::kCase,  Table::kIndex, Table::kRequest,
                                 Table::kReady, Table::kTimer, Table::kCounter};

// The rows of a range, each with its length, so that no two ranges spell the same bytes.
absl::StatusOr<std::string> RowsOf(const StoreSnapshot& store, const Range& range) {
  std::string rows;
  SKRANKE_RETURN_IF_ERROR(store.Scan(range, [&](absl::string_view key, absl::string_view value) {
    absl::StrAppend(&rows, key.size(), " ", value.size(), " ", key, value, "\n");
    return true;
  }));
  return rows;
}

absl::StatusOr<std::string> RowsOf(const StoreSnapshot& store, Table table) {
  return RowsOf(store, {table, "", ""});
}

// Drafts of lists stand beside what was installed, and follow from the events too.
absl::StatusOr<std::string> DraftsOf(const StoreSnapshot& store) {
  std::string end = kDraftPrefix;
  ++end.back();
  return RowsOf(store, {Table::kMeta, kDraftPrefix, end});
}

}  // namespace

absl::StatusOr<std::vector<std::string>> RecordsAfter(const StoreSnapshot& store,
                                                      uint64_t position) {
  std::vector<std::string> records;
  SKRANKE_RETURN_IF_ERROR(store.Scan({Table::kEvent, EventKey(position + 1), ""},
                                     [&](absl::string_view, absl::string_view value) {
                                       records.emplace_back(value);
                                       return true;
                                     }));
  return records;
}

absl::StatusOr<std::string> DigestOfViews(const StoreSnapshot& store) {
  std::string all;
  for (const Table table : kViewTables) {
    SKRANKE_ASSIGN_OR_RETURN(const std::string rows, RowsOf(store, table));
    absl::StrAppend(&all, TableName(table), " ", rows.size(), "\n", rows);
  }
  SKRANKE_ASSIGN_OR_RETURN(const std::string drafts, DraftsOf(store));
  all += drafts;
  return ToHex(Sha256(all));
}

Follower::Follower(const InstallationKey& key)
    : key_(key), store_(*OpenRocksDb(dir_.Path("data"))), fence_(*store_->TakeOver()) {}

absl::Status Follower::CatchUp(const Store& office) {
  const auto snapshot = office.Snapshot();
  SKRANKE_ASSIGN_OR_RETURN(const auto head, ReadHead(*snapshot));
  if (!head || head->position() == position_) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const auto records, RecordsAfter(*snapshot, position_));
  for (const std::string& bytes : records) {
    SKRANKE_RETURN_IF_ERROR(Replay(bytes, head->expired_position()));
  }
  return Forget(head->expired_position());
}

absl::Status Follower::Replay(const std::string& bytes, uint64_t expired_position) {
  storage::v1::Record record;
  if (!record.ParseFromString(bytes)) return absl::DataLossError("a record cannot be read");
  position_ = record.position();
  const bool makes_a_view = record.events_size() > 0 && record.events(0).number() != 0;
  if (skip_one_ && makes_a_view) {
    skip_one_ = false;
    return absl::OkStatus();
  }
  Overlay overlay(store_->Snapshot(), /*below=*/nullptr, &counters_, &key_);
  SKRANKE_RETURN_IF_ERROR(ReplayRecord(record, expired_position, key_, overlay));
  Batch batch;
  SKRANKE_RETURN_IF_ERROR(overlay.Settle());
  overlay.FillBatch(batch);
  return store_->Commit(batch, fence_);
}

// The office forgets request ids that are old enough.
absl::Status Follower::Forget(uint64_t expired_position) {
  Batch batch;
  SKRANKE_RETURN_IF_ERROR(store_->Snapshot()->Scan(
      {Table::kRequest, "", ""}, [&](absl::string_view key, absl::string_view value) {
        if (value <= EventKey(expired_position)) batch.Delete(Table::kRequest, key);
        return true;
      }));
  return batch.empty() ? absl::OkStatus() : store_->Commit(batch, fence_);
}

absl::Status Follower::Compare(const Store& office) const {
  for (const Table table : kViewTables) {
    SKRANKE_ASSIGN_OR_RETURN(const std::string stored, RowsOf(*office.Snapshot(), table));
    SKRANKE_ASSIGN_OR_RETURN(const std::string derived, RowsOf(*store_->Snapshot(), table));
    if (stored == derived) continue;
    return ReasonError(absl::StatusCode::kDataLoss, "VIEW_DIFFERS",
                       absl::StrCat("table ", TableName(table), " is not what the events say"));
  }
  return absl::OkStatus();
}

}  // namespace skranke
