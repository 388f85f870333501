#include "libs/engine/overlay.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/engine/keys.h"
#include "libs/engine/rows.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

absl::StatusOr<absl::optional<std::string>> GetOne(const StoreSnapshot& store, Table table,
                                                   absl::string_view key) {
  const Row row{table, std::string(key)};
  SKRANKE_ASSIGN_OR_RETURN(auto values, store.MultiGet({&row, 1}));
  return std::move(values[0]);
}

bool Contains(const std::vector<ViewRow>& rows, const ViewRow& row) {
  return std::find(rows.begin(), rows.end(), row) != rows.end();
}

bool ContainsKey(const std::vector<ViewRow>& rows, const ViewRow& row) {
  return std::any_of(rows.begin(), rows.end(), [&](const ViewRow& other) {
    return other.table == row.table && other.key == row.key;
  });
}

}  // namespace

Overlay::Overlay(std::shared_ptr<const StoreSnapshot> store, const InstallationKey* key)
    : store_(std::move(store)), key_(key) {}

absl::Status Overlay::Prefetch(absl::Span<const Row> rows) {
  SKRANKE_ASSIGN_OR_RETURN(auto values, store_->MultiGet(rows));
  for (size_t i = 0; i < rows.size(); ++i) {
    fetched_[{rows[i].table, rows[i].key}] = std::move(values[i]);
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::optional<std::string>> Overlay::Get(Table table, absl::string_view key) const {
  RowKey row{table, std::string(key)};
  if (const auto it = written_.find(row); it != written_.end()) return it->second;
  if (const auto it = fetched_.find(row); it != fetched_.end()) return it->second;
  SKRANKE_ASSIGN_OR_RETURN(auto value, GetOne(*store_, table, key));
  fetched_.emplace(std::move(row), value);
  return value;
}

absl::Status Overlay::Scan(
    const Range& range, absl::FunctionRef<bool(absl::string_view, absl::string_view)> visit) const {
  // What the batch wrote in the range, in the order of the scan.
  std::vector<std::pair<absl::string_view, const absl::optional<std::string>*>> ours;
  for (auto it = written_.lower_bound({range.table, range.begin});
       it != written_.end() && it->first.first == range.table &&
       (range.end.empty() || it->first.second < range.end);
       ++it) {
    ours.emplace_back(it->first.second, &it->second);
  }
  if (range.backwards) std::reverse(ours.begin(), ours.end());
  const auto before = [&](absl::string_view a, absl::string_view b) {
    return range.backwards ? a > b : a < b;
  };

  auto next = ours.begin();
  bool going = true;
  const auto visit_ours_before = [&](absl::optional<absl::string_view> key) {
    for (; going && next != ours.end() && (!key || before(next->first, *key)); ++next) {
      if (next->second->has_value()) going = visit(next->first, **next->second);
    }
  };
  SKRANKE_RETURN_IF_ERROR(store_->Scan(range, [&](absl::string_view key, absl::string_view value) {
    visit_ours_before(key);
    if (!going) return false;
    const bool replaced = next != ours.end() && next->first == key;
    if (!replaced) return going = visit(key, value);
    if (next->second->has_value()) going = visit(key, **next->second);
    ++next;
    return going;
  }));
  visit_ours_before(absl::nullopt);
  return absl::OkStatus();
}

void Overlay::Put(Table table, absl::string_view key, std::string value) {
  written_[{table, std::string(key)}] = std::move(value);
}

void Overlay::Delete(Table table, absl::string_view key) {
  written_[{table, std::string(key)}] = absl::nullopt;
}

absl::StatusOr<std::shared_ptr<const CaseState>> Overlay::FindCase(uint64_t number) const {
  if (const auto it = cases_.find(number); it != cases_.end()) return it->second;
  SKRANKE_ASSIGN_OR_RETURN(const auto bytes, Get(Table::kCase, CaseKey(number)));
  std::shared_ptr<CaseState> found;
  if (bytes.has_value()) {
    found = std::make_shared<CaseState>();
    if (!found->ParseFromString(*bytes)) return absl::DataLossError("a case row cannot be read");
  }
  cases_[number] = found;
  return found;
}

absl::Status Overlay::PutCase(std::shared_ptr<const CaseState> citizen_case) {
  const uint64_t number = citizen_case->number();
  SKRANKE_ASSIGN_OR_RETURN(const auto before, FindCase(number));
  const CaseState none;
  const CaseState& old_state = before == nullptr ? none : *before;

  const std::vector<ViewRow> old_rows = RowsOf(old_state, *key_);
  std::vector<ViewRow> new_rows = RowsOf(*citizen_case, *key_);
  for (const ViewRow& row : old_rows) {
    if (!ContainsKey(new_rows, row)) Delete(row.table, row.key);
  }
  for (ViewRow& row : new_rows) {
    if (!Contains(old_rows, row)) Put(row.table, row.key, std::move(row.value));
  }
  const std::vector<Counted> old_counters = CountersOf(old_state);
  const std::vector<Counted> new_counters = CountersOf(*citizen_case);
  for (const Counted& counted : new_counters) {
    const bool kept =
        std::find(old_counters.begin(), old_counters.end(), counted) != old_counters.end();
    if (!kept) AddToCounter(counted.name, counted.amount);
  }
  for (const Counted& counted : old_counters) {
    const bool kept =
        std::find(new_counters.begin(), new_counters.end(), counted) != new_counters.end();
    if (!kept) AddToCounter(counted.name, -counted.amount);
  }
  cases_[number] = citizen_case;
  changed_cases_[number] = std::move(citizen_case);
  return absl::OkStatus();
}

void Overlay::AddToCounter(absl::string_view name, int64_t amount) {
  counters_[std::string(name)] += amount;
}

absl::StatusOr<int64_t> Overlay::StoredCounter(absl::string_view name) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto bytes, Get(Table::kCounter, name));
  return bytes.has_value() ? static_cast<int64_t>(NumberAtEnd(*bytes)) : 0;
}

absl::StatusOr<int64_t> Overlay::Counter(absl::string_view name) const {
  SKRANKE_ASSIGN_OR_RETURN(const int64_t stored, StoredCounter(name));
  const auto it = counters_.find(std::string(name));
  return stored + (it == counters_.end() ? 0 : it->second);
}

absl::Status Overlay::PrefetchCounters() {
  std::vector<Row> rows;
  for (const auto& [name, amount] : counters_) {
    if (amount != 0 && !fetched_.contains(RowKey{Table::kCounter, name})) {
      rows.push_back({Table::kCounter, name});
    }
  }
  return Prefetch(rows);
}

absl::Status Overlay::FillBatch(Batch& batch) {
  SKRANKE_RETURN_IF_ERROR(PrefetchCounters());
  for (const auto& [row, value] : written_) {
    if (value.has_value()) {
      batch.Put(row.first, row.second, *value);
    } else {
      batch.Delete(row.first, row.second);
    }
  }
  std::string bytes;
  for (const auto& [number, citizen_case] : changed_cases_) {
    citizen_case->SerializeToString(&bytes);
    batch.Put(Table::kCase, CaseKey(number), bytes);
  }
  for (const auto& [name, amount] : counters_) {
    if (amount == 0) continue;
    SKRANKE_ASSIGN_OR_RETURN(const int64_t value, Counter(name));
    if (value == 0) {
      // A counter that nothing counts leaves no row, so that a rebuilt view is the same.
      batch.Delete(Table::kCounter, name);
      continue;
    }
    std::string key;
    AppendNumber(static_cast<uint64_t>(value), key);
    batch.Put(Table::kCounter, name, key);
  }
  return absl::OkStatus();
}

}  // namespace skranke
