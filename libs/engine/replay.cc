#include "libs/engine/replay.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/apply.h"
#include "libs/engine/bundle_rows.h"
#include "libs/engine/draft_rows.h"
#include "libs/engine/keys.h"
#include "libs/engine/outage_rows.h"
#include "libs/engine/record_batch.h"
#include "libs/engine/recovery.h"
#include "libs/engine/rows.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Head;
using storage::v1::Record;

// Everything that events give, as ranges. kEvent and the rest of kMeta are the truth itself.
std::vector<Range> ViewRanges() {
  std::vector<Range> ranges;
  for (const Table table : {Table::kCase, Table::kIndex, Table::kRequest, Table::kReady,
                            Table::kTimer, Table::kCounter}) {
    ranges.push_back({table, "", ""});
  }
  for (const char* prefix : {kDraftPrefix, kBundlePrefix, kOutagePrefix}) {
    ranges.push_back({Table::kMeta, prefix, AfterPrefix(prefix)});
  }
  return ranges;
}
// Records replayed between two commits, and rows dropped in one.
constexpr size_t kRecordsACommit = 1000;
constexpr size_t kRowsACommit = 10'000;
// Written while the views are being rebuilt: a version that no build serves.
constexpr uint32_t kViewsUnfinished = 0;

absl::StatusOr<std::vector<Record>> ReadRecords(const StoreSnapshot& store, uint64_t after) {
  std::vector<Record> records;
  bool whole = true;
  SKRANKE_RETURN_IF_ERROR(store.Scan(
      {Table::kEvent, EventKey(after + 1), ""}, [&](absl::string_view, absl::string_view value) {
        Record& record = records.emplace_back();
        whole = record.ParseFromArray(value.data(), static_cast<int>(value.size()));
        return whole && records.size() < kRecordsACommit;
      }));
  if (!whole) return absl::DataLossError("a record cannot be read");
  return records;
}

absl::StatusOr<size_t> DropSomeRows(Store& store, uint64_t fence, const Range& range) {
  Batch batch;
  SKRANKE_RETURN_IF_ERROR(
      store.Snapshot()->Scan(range, [&](absl::string_view key, absl::string_view) {
        batch.Delete(range.table, key);
        return batch.size() < kRowsACommit;
      }));
  if (batch.empty()) return 0;
  SKRANKE_RETURN_IF_ERROR(store.Commit(batch, fence));
  return batch.size();
}

absl::Status CommitViewVersion(Store& store, uint64_t fence, Head head, uint32_t version) {
  head.set_view_version(version);
  Batch batch;
  batch.Put(Table::kMeta, kHeadKey, head.SerializeAsString());
  return store.Commit(batch, fence);
}

// Replays the log of `source` into the views of `target`, which may be the same store.
absl::Status ReplayInto(const Store& source, Store& target, uint64_t fence, const Head& head,
                        const InstallationKey& key) {
  uint64_t position = 0;
  CounterBook counters;
  while (position < head.position()) {
    SKRANKE_ASSIGN_OR_RETURN(const auto records, ReadRecords(*source.Snapshot(), position));
    if (records.empty()) return absl::DataLossError("the log ends early");
    Overlay overlay(target.Snapshot(), /*below=*/nullptr, &counters, &key);
    for (const Record& record : records) {
      SKRANKE_RETURN_IF_ERROR(ReplayRecord(record, head.expired_position(), key, overlay));
      position = record.position();
    }
    Batch batch;
    SKRANKE_RETURN_IF_ERROR(overlay.Settle());
    overlay.FillBatch(batch);
    SKRANKE_RETURN_IF_ERROR(target.Commit(batch, fence));
  }
  return absl::OkStatus();
}

using Rows = std::vector<std::pair<std::string, std::string>>;

absl::StatusOr<Rows> ReadRows(const Store& store, const Range& range) {
  Rows rows;
  SKRANKE_RETURN_IF_ERROR(
      store.Snapshot()->Scan(range, [&](absl::string_view key, absl::string_view value) {
        rows.emplace_back(std::string(key), std::string(value));
        return rows.size() < kRowsACommit;
      }));
  return rows;
}

absl::Status CompareRange(const Store& store, const Store& scratch, Range range) {
  while (true) {
    SKRANKE_ASSIGN_OR_RETURN(const Rows stored, ReadRows(store, range));
    SKRANKE_ASSIGN_OR_RETURN(const Rows derived, ReadRows(scratch, range));
    if (stored != derived) {
      return ReasonError(
          absl::StatusCode::kDataLoss, "VIEW_DIFFERS",
          absl::StrCat("table ", TableName(range.table), " is not what the events say"));
    }
    if (stored.size() < kRowsACommit) return absl::OkStatus();
    range.begin = stored.back().first + std::string(1, '\0');
  }
}

}  // namespace

absl::Status ReplayRecord(const Record& record, uint64_t expired_position,
                          const InstallationKey& key, Overlay& overlay) {
  const AppliedAt at{.position = record.position(), .record_us = record.record_us()};
  absl::btree_map<uint64_t, std::shared_ptr<CaseState>> changed;
  for (const auto& event : record.events()) {
    SKRANKE_RETURN_IF_ERROR(PutDraft(event, overlay));
    PutOutage(event, overlay);
    SKRANKE_RETURN_IF_ERROR(PutBundle(event, overlay));
    for (const Counted& counted : CountersOf(event)) {
      overlay.AddToCounter(counted.name, counted.amount);
    }
    if (event.number() == 0) continue;
    auto& citizen_case = changed[event.number()];
    if (citizen_case == nullptr) {
      SKRANKE_ASSIGN_OR_RETURN(const auto stored, overlay.FindCase(event.number()));
      citizen_case =
          stored == nullptr ? std::make_shared<CaseState>() : std::make_shared<CaseState>(*stored);
    }
    Apply(event, at, *citizen_case);
  }
  for (auto& [number, citizen_case] : changed) {
    SKRANKE_RETURN_IF_ERROR(overlay.PutCase(std::move(citizen_case)));
  }
  if (!record.request_id().empty() && record.position() > expired_position) {
    overlay.Put(Table::kRequest, RequestKey(key, record.caller(), record.request_id()),
                EventKey(record.position()));
  }
  return absl::OkStatus();
}

absl::Status RebuildViews(Store& store, uint64_t fence, const InstallationKey& key) {
  SKRANKE_ASSIGN_OR_RETURN(const auto head, ReadHead(*store.Snapshot()));
  if (!head) return absl::OkStatus();
  SKRANKE_RETURN_IF_ERROR(CommitViewVersion(store, fence, *head, kViewsUnfinished));
  for (const Range& range : ViewRanges()) {
    size_t dropped = 0;
    do {
      SKRANKE_ASSIGN_OR_RETURN(dropped, DropSomeRows(store, fence, range));
    } while (dropped > 0);
  }
  SKRANKE_RETURN_IF_ERROR(ReplayInto(store, store, fence, *head, key));
  return CommitViewVersion(store, fence, *head, kViewVersion);
}

absl::Status VerifyViews(const Store& store, Store& scratch, const InstallationKey& key) {
  SKRANKE_ASSIGN_OR_RETURN(const auto head, ReadHead(*store.Snapshot()));
  if (!head) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t fence, scratch.TakeOver());
  SKRANKE_RETURN_IF_ERROR(ReplayInto(store, scratch, fence, *head, key));
  for (const Range& range : ViewRanges()) {
    SKRANKE_RETURN_IF_ERROR(CompareRange(store, scratch, range));
  }
  return absl::OkStatus();
}

}  // namespace skranke
