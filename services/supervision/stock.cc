#include "services/supervision/stock.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"
#include "libs/engine/case_list.h"
#include "services/supervision/case_ranges.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

// Where one age group ends and the next begins. Source: the fields of StockRow.by_age.
constexpr absl::Duration kAgeLimits[] = {absl::Hours(24), absl::Hours(24 * 7), absl::Hours(24 * 30),
                                         absl::Hours(24 * 90)};
// Cases read at once where each must be looked at.
constexpr size_t kCasesRead = 256;

int AgeGroup(absl::Duration age) {
  int group = 0;
  for (const absl::Duration limit : kAgeLimits) group += age >= limit ? 1 : 0;
  return group;
}

void Count(int64_t receive_us, absl::Time now, v1::StockRow& row) {
  // Ranges come oldest first.
  if (row.count() == 0) *row.mutable_oldest_receive_time() = ToTimestamp(receive_us);
  row.set_count(row.count() + 1);
  const int group = AgeGroup(now - absl::FromUnixMicros(receive_us));
  row.set_by_age(group, row.by_age(group) + 1);
}

v1::StockRow NewRow(const IndexRange& range) {
  v1::StockRow row;
  row.set_authority(range.authority);
  row.set_unit(range.unit);
  row.set_state(static_cast<v1::State>(range.state));
  for (size_t i = 0; i <= std::size(kAgeLimits); ++i) row.add_by_age(0);
  return row;
}

absl::Status CountOfOffice(const Snapshot& snapshot, const std::vector<uint64_t>& numbers,
                           const std::string& office, v1::StockRow& row) {
  SKRANKE_ASSIGN_OR_RETURN(const auto cases, snapshot.FindCases(numbers));
  for (const auto& c : cases) {
    if (c.office() == office) Count(c.receive_us(), snapshot.now(), row);
  }
  return absl::OkStatus();
}

// The index tells no office, so cases of one office alone are read.
absl::StatusOr<v1::StockRow> RowOfOffice(const Snapshot& snapshot, const IndexRange& range,
                                         const std::string& office) {
  v1::StockRow row = NewRow(range);
  absl::optional<IndexEntry> after;
  std::vector<uint64_t> numbers;
  do {
    numbers.clear();
    SKRANKE_RETURN_IF_ERROR(MergeRanges(snapshot, {range}, after, [&](const IndexEntry& entry) {
      after = entry;
      numbers.push_back(entry.number);
      return numbers.size() < kCasesRead;
    }));
    SKRANKE_RETURN_IF_ERROR(CountOfOffice(snapshot, numbers, office, row));
  } while (numbers.size() == kCasesRead);
  return row;
}

absl::StatusOr<v1::StockRow> RowOfAll(const Snapshot& snapshot, const IndexRange& range) {
  v1::StockRow row = NewRow(range);
  SKRANKE_RETURN_IF_ERROR(
      MergeRanges(snapshot, {range}, absl::nullopt, [&](const IndexEntry& entry) {
        Count(entry.receive_us, snapshot.now(), row);
        return true;
      }));
  return row;
}

std::vector<v1::State> OpenStates() {
  std::vector<v1::State> states;
  for (int state = v1::State_MIN; state <= v1::State_MAX; ++state) {
    const auto candidate = static_cast<v1::State>(state);
    if (state != v1::STATE_UNSPECIFIED && IsOpen(candidate)) states.push_back(candidate);
  }
  return states;
}

bool ShowsUnit(const Snapshot& snapshot, const Caller& caller,
               const storage::v1::ReceiverRecord& unit) {
  if (caller.role == kAuditor) return true;
  const auto* row = snapshot.installation().directory->FindUnit(unit.agency(), unit.unit());
  return row != nullptr && !row->protected_unit() && !row->own_staff_unit();
}

bool IsAskedFor(const v1::GetStockRequest& request, const storage::v1::ReceiverRecord& unit) {
  if (!request.agency().empty() && request.agency() != unit.agency()) return false;
  return request.unit().empty() || request.unit() == unit.unit();
}

absl::StatusOr<std::vector<IndexRange>> RangesOf(const Snapshot& snapshot, const Caller& caller,
                                                 const v1::GetStockRequest& request) {
  std::vector<IndexRange> ranges;
  SKRANKE_ASSIGN_OR_RETURN(auto units, snapshot.UnitsWithCases());
  for (const auto& unit : units) {
    if (!IsAskedFor(request, unit) || !ShowsUnit(snapshot, caller, unit)) continue;
    AddUnitRanges(unit, OpenStates(), ranges);
  }
  if (!request.agency().empty()) return ranges;
  SKRANKE_ASSIGN_OR_RETURN(const auto offices, snapshot.OfficesWithCases());
  const absl::optional<std::string> own = OfficeOf(caller);
  for (const std::string& office : offices) {
    if (!own || office == *own) AddWaitingRanges(office, OpenStates(), ranges);
  }
  return ranges;
}

}  // namespace

absl::Status ValidateGetStock(const v1::GetStockRequest& request) {
  if (request.agency().empty() && !request.unit().empty()) {
    return FieldError("agency", "is needed with a unit");
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::GetStockResponse> AnswerGetStock(const Snapshot& snapshot, const Caller& caller,
                                                    const v1::GetStockRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const auto apart, OfficeApart(snapshot, caller));
  SKRANKE_ASSIGN_OR_RETURN(auto ranges, RangesOf(snapshot, caller, request));
  v1::GetStockResponse response;
  for (const IndexRange& range : ranges) {
    SKRANKE_ASSIGN_OR_RETURN(
        v1::StockRow row, apart ? RowOfOffice(snapshot, range, *apart) : RowOfAll(snapshot, range));
    if (row.count() > 0) *response.add_rows() = std::move(row);
  }
  const auto place = [](const v1::StockRow& row) { return std::tie(row.authority(), row.unit()); };
  std::stable_sort(response.mutable_rows()->begin(), response.mutable_rows()->end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return response;
}

}  // namespace skranke
