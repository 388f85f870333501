// Counting by key, in the order of the keys. One thread at a time.
#ifndef SKRANKE_SERVICES_SUPERVISION_TALLY_H_
#define SKRANKE_SERVICES_SUPERVISION_TALLY_H_

#include <cstdint>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_field.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

template <typename Key>
class Tally {
 public:
  void Add(Key key, int64_t count) { counts_[std::move(key)] += count; }

  int64_t Of(const Key& key) const {
    const auto it = counts_.find(key);
    return it == counts_.end() ? 0 : it->second;
  }

  int64_t total() const {
    int64_t sum = 0;
    for (const auto& [key, count] : counts_) sum += count;
    return sum;
  }

  // The rows that count something. `name` makes the key that is shown.
  template <typename Name>
  void Fill(Name name, google::protobuf::RepeatedPtrField<v1::Count>* rows) const {
    for (const auto& [key, count] : counts_) {
      if (count == 0) continue;
      v1::Count* row = rows->Add();
      row->set_key(absl::StrCat(name(key)));
      row->set_count(count);
    }
  }

 private:
  absl::btree_map<Key, int64_t> counts_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_TALLY_H_
