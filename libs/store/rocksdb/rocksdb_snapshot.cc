#include "libs/store/rocksdb/rocksdb_snapshot.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/rocksdb_status.h"
#include "rocksdb/iterator.h"

namespace skranke {
namespace {

absl::string_view View(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

void SeekToFirst(const Range& range, rocksdb::Iterator& rows) {
  if (range.backwards) {
    rows.SeekToLast();  // Of what lies under the upper bound.
  } else {
    rows.Seek(range.begin);
  }
}

void Step(const Range& range, rocksdb::Iterator& rows) {
  if (range.backwards) {
    rows.Prev();
  } else {
    rows.Next();
  }
}

}  // namespace

RocksDbSnapshot::RocksDbSnapshot(rocksdb::DB* db,
                                 const std::vector<rocksdb::ColumnFamilyHandle*>& families)
    : db_(db), families_(families), snapshot_(db->GetSnapshot()) {}

RocksDbSnapshot::~RocksDbSnapshot() { db_->ReleaseSnapshot(snapshot_); }

absl::StatusOr<bool> RocksDbSnapshot::HasGroup(const Range& range) const {
  MutexLock lock(&mutex_);
  std::unique_ptr<rocksdb::Iterator>& probe = probes_[static_cast<size_t>(range.table)];
  if (probe == nullptr) {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_;
    options.prefix_same_as_start = true;
    probe.reset(db_->NewIterator(options, families_[static_cast<size_t>(range.table)]));
  }
  probe->Seek(range.begin + std::string(kGroupTailBytes, '\0'));
  if (probe->Valid()) return probe->key().starts_with(range.begin);
  SKRANKE_RETURN_IF_ERROR(FromRocksDb(
      probe->status(), absl::StrCat("looking for a row of table ", TableName(range.table))));
  return false;
}

absl::StatusOr<std::vector<absl::optional<std::string>>> RocksDbSnapshot::MultiGet(
    absl::Span<const Row> rows) const {
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  std::vector<rocksdb::Slice> keys;
  for (const Row& row : rows) {
    families.push_back(families_[static_cast<size_t>(row.table)]);
    keys.emplace_back(row.key);
  }
  std::vector<rocksdb::PinnableSlice> values(rows.size());
  std::vector<rocksdb::Status> statuses(rows.size());
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  db_->MultiGet(options, rows.size(), families.data(), keys.data(), values.data(), statuses.data());

  std::vector<absl::optional<std::string>> found(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    SKRANKE_RETURN_IF_ERROR(FromRocksDb(
        statuses[i], absl::StrCat("reading a row of table ", TableName(rows[i].table))));
    found[i].emplace(values[i].data(), values[i].size());
  }
  return found;
}

absl::Status RocksDbSnapshot::Scan(
    const Range& range,
    absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> visit) const {
  if (!range.end.empty() && range.begin >= range.end) return absl::OkStatus();
  if (range.is_group) {
    SKRANKE_ASSIGN_OR_RETURN(const bool some, HasGroup(range));
    if (!some) return absl::OkStatus();
  }
  const rocksdb::Slice begin(range.begin), end(range.end);
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_;
  options.total_order_seek = true;  // A range may go through many groups.
  options.iterate_lower_bound = &begin;
  if (!range.end.empty()) options.iterate_upper_bound = &end;
  const std::unique_ptr<rocksdb::Iterator> rows(
      db_->NewIterator(options, families_[static_cast<size_t>(range.table)]));
  for (SeekToFirst(range, *rows); rows->Valid(); Step(range, *rows)) {
    if (!visit(View(rows->key()), View(rows->value()))) break;
  }
  return FromRocksDb(rows->status(), absl::StrCat("reading table ", TableName(range.table)));
}

}  // namespace skranke
