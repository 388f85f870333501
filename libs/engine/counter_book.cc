#include "libs/engine/counter_book.h"

#include <vector>

#include "libs/base/status_macros.h"
#include "libs/engine/keys.h"

namespace skranke {
namespace {

// A few megabytes: years of an office's days, tasks, channels and states.
constexpr size_t kNamesMax = 50'000;

}  // namespace

absl::Status CounterBook::Load(const StoreSnapshot& store,
                               absl::Span<const absl::string_view> names) {
  std::vector<Row> rows;
  for (const absl::string_view name : names) {
    if (!values_.contains(name)) rows.push_back({Table::kCounter, std::string(name)});
  }
  if (rows.empty()) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const auto stored, store.MultiGet(rows));
  for (size_t i = 0; i < rows.size(); ++i) {
    values_[rows[i].key] = stored[i] ? static_cast<int64_t>(NumberAtEnd(*stored[i])) : 0;
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> CounterBook::Get(const StoreSnapshot& store, absl::string_view name) {
  SKRANKE_RETURN_IF_ERROR(Load(store, {&name, 1}));
  return values_[name];
}

void CounterBook::Trim(const Values& latest) {
  if (values_.size() > kNamesMax) values_ = latest;
}

}  // namespace skranke
