#include "libs/engine/case_list.h"

#include <algorithm>
#include <queue>
#include <utility>

#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// Entries read at once from a range: few at first, since a page of many units needs few of each;
// then more, since a long walk through one unit should not pay for a seek every few entries.
constexpr size_t kFirstChunk = 8;
constexpr size_t kLastChunk = 512;

absl::Status Scan(const Snapshot& snapshot, const IndexRange& range,
                  const absl::optional<IndexEntry>& after, Snapshot::Visit visit) {
  switch (range.kind) {
    case IndexRange::Kind::kUnit:
      return snapshot.ScanUnit(range.authority, range.unit, range.state, after, visit);
    case IndexRange::Kind::kWaiting:
      return snapshot.ScanWaiting(range.authority, range.state, after, visit);
    case IndexRange::Kind::kOffice:
      return snapshot.ScanOffice(range.authority, after, visit);
    case IndexRange::Kind::kHidden:
      return snapshot.ScanHidden(after, visit);
  }
  return absl::InternalError("an index range has no kind");
}

// How far a range has been read.
class Cursor {
 public:
  Cursor(const IndexRange* range, const absl::optional<IndexEntry>& after)
      : range_(range), after_(after) {}

  // Its next entry, or nothing at the end.
  absl::StatusOr<absl::optional<IndexEntry>> Next(const Snapshot& snapshot) {
    if (used_ == entries_.size() && !at_end_) SKRANKE_RETURN_IF_ERROR(Fill(snapshot));
    if (used_ == entries_.size()) return absl::optional<IndexEntry>();
    return absl::optional<IndexEntry>(entries_[used_++]);
  }

 private:
  absl::Status Fill(const Snapshot& snapshot) {
    entries_.clear();
    used_ = 0;
    SKRANKE_RETURN_IF_ERROR(Scan(snapshot, *range_, after_, [&](const IndexEntry& entry) {
      entries_.push_back(entry);
      return entries_.size() < chunk_;
    }));
    at_end_ = entries_.size() < chunk_;
    if (!entries_.empty()) after_ = entries_.back();
    chunk_ = std::min(2 * chunk_, kLastChunk);
    return absl::OkStatus();
  }

  const IndexRange* range_;
  absl::optional<IndexEntry> after_;
  std::vector<IndexEntry> entries_;
  size_t used_ = 0;
  size_t chunk_ = kFirstChunk;
  bool at_end_ = false;
};

}  // namespace

absl::Status MergeRanges(const Snapshot& snapshot, const std::vector<IndexRange>& ranges,
                         const absl::optional<IndexEntry>& after,
                         absl::FunctionRef<bool(const IndexEntry&)> visit) {
  using Head = std::pair<IndexEntry, size_t>;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  std::vector<Cursor> cursors;
  const auto advance = [&](size_t index) {
    auto next = cursors[index].Next(snapshot);
    if (next.ok() && next->has_value()) heads.push({**next, index});
    return next.status();
  };
  for (size_t i = 0; i < ranges.size(); ++i) {
    cursors.emplace_back(&ranges[i], after);
    SKRANKE_RETURN_IF_ERROR(advance(i));
  }
  absl::optional<IndexEntry> latest;
  while (!heads.empty()) {
    const auto [entry, index] = heads.top();
    heads.pop();
    if (entry != latest && !visit(entry)) return absl::OkStatus();
    latest = entry;
    SKRANKE_RETURN_IF_ERROR(advance(index));
  }
  return absl::OkStatus();
}

}  // namespace skranke
