// Changes that become durable together or not at all. One thread at a time.
//
// Keys and values lie in one buffer, so that a batch of hundreds of rows costs no allocation a row,
// and a batch that is cleared and filled again costs none at all.
#ifndef SKRANKE_LIBS_STORE_BATCH_H_
#define SKRANKE_LIBS_STORE_BATCH_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "libs/store/table.h"

namespace skranke {

class Batch {
 public:
  struct Change {
    Table table;
    absl::string_view key;
    absl::optional<absl::string_view> value;  // Absent: the row goes.
  };

  // Of several changes to one row the last one counts. Any bytes are a key, also none.
  void Put(Table table, absl::string_view key, absl::string_view value);
  void Delete(Table table, absl::string_view key);

  // The last commit position in the batch; 0 for a batch without one.
  uint64_t tag() const { return tag_; }
  void set_tag(uint64_t tag) { tag_ = tag; }

  size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  // Bytes of all keys and values.
  size_t bytes() const { return bytes_.size(); }
  void Clear();

  // In the order they were made. The views hold until the batch changes.
  void ForEach(absl::FunctionRef<void(const Change&)> visit) const;

 private:
  struct Entry {
    Table table;
    bool is_put;
    size_t key_size;
    size_t value_size;
  };

  std::string bytes_;
  std::vector<Entry> entries_;
  uint64_t tag_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_BATCH_H_
