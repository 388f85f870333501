#include "libs/engine/overlay.h"

#include <algorithm>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/engine/keys.h"
#include "libs/engine/rows.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

bool Contains(const std::vector<ViewRow>& rows, const ViewRow& row) {
  return std::find(rows.begin(), rows.end(), row) != rows.end();
}

bool ContainsKey(const std::vector<ViewRow>& rows, const ViewRow& row) {
  return std::any_of(rows.begin(), rows.end(), [&](const ViewRow& other) {
    return other.table == row.table && other.key == row.key;
  });
}

// A row that a batch wrote; no value: deleted.
struct OurRow {
  absl::string_view key;
  const absl::optional<std::string>* value;
};

template <typename Written>
void AddRange(const Written& written, const Range& range, std::vector<OurRow>& rows) {
  for (auto it = written.lower_bound(RowView{range.table, range.begin});
       it != written.end() && it->first.table == range.table &&
       (range.end.empty() || it->first.key < range.end);
       ++it) {
    rows.push_back({it->first.key, &it->second});
  }
}

// In the order of the scan; of two rows with one key the first added stays.
void Order(bool backwards, std::vector<OurRow>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [&](const OurRow& a, const OurRow& b) {
    return backwards ? a.key > b.key : a.key < b.key;
  });
  rows.erase(std::unique(rows.begin(), rows.end(),
                         [](const OurRow& a, const OurRow& b) { return a.key == b.key; }),
             rows.end());
}

// Null for no row.
absl::StatusOr<std::shared_ptr<const CaseState>> ToCase(const absl::optional<std::string>& bytes) {
  if (!bytes.has_value()) return nullptr;
  auto found = std::make_shared<CaseState>();
  if (!found->ParseFromString(*bytes)) return absl::DataLossError("a case row cannot be read");
  return found;
}

}  // namespace

Overlay::Overlay(std::shared_ptr<const StoreSnapshot> store, const Overlay* below,
                 CounterBook* counters, const InstallationKey* key)
    : store_(std::move(store)), below_(below), book_(counters), key_(key) {}

absl::Status Overlay::Prefetch(absl::Span<const Row> rows) {
  if (rows.empty()) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(auto values, store_->MultiGet(rows));
  for (size_t i = 0; i < rows.size(); ++i) {
    fetched_[RowKey{rows[i].table, rows[i].key}] = std::move(values[i]);
  }
  return absl::OkStatus();
}

const Overlay::Value* Overlay::FindWritten(RowView row) const {
  if (const auto it = written_.find(row); it != written_.end()) return &it->second;
  // What lay below the batch before is in the snapshot.
  if (below_ == nullptr) return nullptr;
  const auto it = below_->written_.find(row);
  return it == below_->written_.end() ? nullptr : &it->second;
}

absl::StatusOr<absl::optional<std::string>> Overlay::Get(Table table, absl::string_view key) const {
  const RowView row{table, key};
  if (const Value* written = FindWritten(row)) return *written;
  if (const auto it = fetched_.find(row); it != fetched_.end()) return it->second;
  const Row asked{table, std::string(key)};
  SKRANKE_ASSIGN_OR_RETURN(auto values, store_->MultiGet({&asked, 1}));
  fetched_.emplace(RowKey{table, asked.key}, values[0]);
  return std::move(values[0]);
}

absl::Status Overlay::Scan(
    const Range& range, absl::FunctionRef<bool(absl::string_view, absl::string_view)> visit) const {
  std::vector<OurRow> ours;
  AddRange(written_, range, ours);
  if (below_ != nullptr) AddRange(below_->written_, range, ours);
  Order(range.backwards, ours);
  const auto before = [&](absl::string_view a, absl::string_view b) {
    return range.backwards ? a > b : a < b;
  };

  auto next = ours.begin();
  bool going = true;
  const auto visit_ours_before = [&](absl::optional<absl::string_view> key) {
    for (; going && next != ours.end() && (!key || before(next->key, *key)); ++next) {
      if (next->value->has_value()) going = visit(next->key, **next->value);
    }
  };
  SKRANKE_RETURN_IF_ERROR(store_->Scan(range, [&](absl::string_view key, absl::string_view value) {
    visit_ours_before(key);
    if (!going) return false;
    const bool replaced = next != ours.end() && next->key == key;
    if (!replaced) return going = visit(key, value);
    if (next->value->has_value()) going = visit(key, **next->value);
    ++next;
    return going;
  }));
  visit_ours_before(absl::nullopt);
  return absl::OkStatus();
}

void Overlay::Put(Table table, absl::string_view key, std::string value) {
  written_[RowKey{table, std::string(key)}] = std::move(value);
}

void Overlay::Delete(Table table, absl::string_view key) {
  written_[RowKey{table, std::string(key)}] = absl::nullopt;
}

absl::StatusOr<std::shared_ptr<const CaseState>> Overlay::ReadCase(uint64_t number) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto bytes, Get(Table::kCase, CaseKey(number)));
  return ToCase(bytes);
}

absl::StatusOr<std::shared_ptr<const CaseState>> Overlay::FindCase(uint64_t number) const {
  if (const auto it = cases_.find(number); it != cases_.end()) return it->second;
  if (below_ != nullptr) {
    const auto it = below_->changed_cases_.find(number);
    if (it != below_->changed_cases_.end()) return it->second;
  }
  SKRANKE_ASSIGN_OR_RETURN(auto found, ReadCase(number));
  cases_[number] = found;
  return found;
}

absl::StatusOr<std::shared_ptr<const CaseState>> Overlay::PeekCase(uint64_t number) const {
  if (const auto it = cases_.find(number); it != cases_.end()) return it->second;
  if (below_ != nullptr) {
    const auto it = below_->changed_cases_.find(number);
    if (it != below_->changed_cases_.end()) return it->second;
  }
  const Row asked{Table::kCase, CaseKey(number)};
  SKRANKE_ASSIGN_OR_RETURN(const auto values, store_->MultiGet({&asked, 1}));
  return ToCase(values[0]);
}

void Overlay::MoveRows(const CaseState& before, const CaseState& after) {
  const std::vector<ViewRow> old_rows = RowsOf(before, *key_);
  std::vector<ViewRow> new_rows = RowsOf(after, *key_);
  for (const ViewRow& row : old_rows) {
    if (!ContainsKey(new_rows, row)) Delete(row.table, row.key);
  }
  for (ViewRow& row : new_rows) {
    if (Contains(old_rows, row)) continue;
    written_[RowKey{row.table, std::move(row.key)}] = std::move(row.value);
  }
}

void Overlay::MoveCounters(const CaseState& before, const CaseState& after) {
  for (const Counted& counted : CountersOf(after)) AddToCounter(counted.name, counted.amount);
  for (const Counted& counted : CountersOf(before)) AddToCounter(counted.name, -counted.amount);
}

absl::Status Overlay::PutCase(std::shared_ptr<const CaseState> citizen_case) {
  const uint64_t number = citizen_case->number();
  SKRANKE_ASSIGN_OR_RETURN(const auto stored, FindCase(number));
  const CaseState& before = stored == nullptr ? CaseState::default_instance() : *stored;
  MoveRows(before, *citizen_case);
  MoveCounters(before, *citizen_case);
  cases_[number] = citizen_case;
  changed_cases_[number] = std::move(citizen_case);
  return absl::OkStatus();
}

void Overlay::AddToCounter(absl::string_view name, int64_t amount) { counters_[name] += amount; }

absl::StatusOr<int64_t> Overlay::Counter(absl::string_view name) const {
  SKRANKE_ASSIGN_OR_RETURN(const int64_t before, book_->Get(*store_, name));
  const auto it = counters_.find(name);
  return before + (it == counters_.end() ? 0 : it->second);
}

absl::Status Overlay::Settle() {
  absl::erase_if(counters_, [](const auto& counter) { return counter.second == 0; });
  std::vector<absl::string_view> names;
  for (const auto& counter : counters_) names.push_back(counter.first);
  SKRANKE_RETURN_IF_ERROR(book_->Load(*store_, names));
  for (auto& [name, value] : counters_) {
    SKRANKE_ASSIGN_OR_RETURN(const int64_t before, book_->Get(*store_, name));
    value += before;
    book_->Set(name, value);
  }
  book_->Trim(counters_);
  return absl::OkStatus();
}

void Overlay::FillBatch(Batch& batch) const {
  for (const auto& [row, value] : written_) {
    if (value.has_value()) {
      batch.Put(row.table, row.key, *value);
    } else {
      batch.Delete(row.table, row.key);
    }
  }
  std::string bytes;
  for (const auto& [number, citizen_case] : changed_cases_) {
    citizen_case->SerializeToString(&bytes);
    batch.Put(Table::kCase, CaseKey(number), bytes);
  }
  for (const auto& [name, value] : counters_) {
    if (value == 0) {
      // A counter that nothing counts leaves no row, so that a rebuilt view is the same.
      batch.Delete(Table::kCounter, name);
      continue;
    }
    bytes.clear();
    AppendNumber(static_cast<uint64_t>(value), bytes);
    batch.Put(Table::kCounter, name, bytes);
  }
}

}  // namespace skranke
