#include "libs/store/batch.h"

namespace skranke {

void Batch::Put(Table table, absl::string_view key, absl::string_view value) {
  bytes_.append(key.data(), key.size());
  bytes_.append(value.data(), value.size());
  entries_.push_back({table, /*is_put=*/true, key.size(), value.size()});
}

void Batch::Delete(Table table, absl::string_view key) {
  bytes_.append(key.data(), key.size());
  entries_.push_back({table, /*is_put=*/false, key.size(), 0});
}

void Batch::Clear() {
  bytes_.clear();
  entries_.clear();
  tag_ = 0;
}

void Batch::ForEach(absl::FunctionRef<void(const Change&)> visit) const {
  absl::string_view rest = bytes_;
  for (const Entry& entry : entries_) {
    Change change{entry.table, rest.substr(0, entry.key_size), absl::nullopt};
    if (entry.is_put) change.value = rest.substr(entry.key_size, entry.value_size);
    rest.remove_prefix(entry.key_size + entry.value_size);
    visit(change);
  }
}

}  // namespace skranke
