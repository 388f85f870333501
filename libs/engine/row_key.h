// A row's key as one of a map's keys, and as what the map is asked with: a look-up copies no bytes.
#ifndef SKRANKE_LIBS_ENGINE_ROW_KEY_H_
#define SKRANKE_LIBS_ENGINE_ROW_KEY_H_

#include <string>
#include <utility>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "libs/store/table.h"

namespace skranke {

struct RowView {
  Table table;
  absl::string_view key;
};

struct RowKey {
  Table table;
  std::string key;

  operator RowView() const { return {table, key}; }
};

// By table, then by bytes, as the store sorts.
struct RowKeyLess {
  using is_transparent = void;
  bool operator()(RowView a, RowView b) const {
    return a.table != b.table ? a.table < b.table : a.key < b.key;
  }
};

struct RowKeyEq {
  using is_transparent = void;
  bool operator()(RowView a, RowView b) const { return a.table == b.table && a.key == b.key; }
};

struct RowKeyHash {
  using is_transparent = void;
  size_t operator()(RowView row) const { return absl::HashOf(row.table, row.key); }
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_ROW_KEY_H_
