// The tables of a store: what kind of row a key belongs to. Values only; threads may share them.
#ifndef SKRANKE_LIBS_STORE_TABLE_H_
#define SKRANKE_LIBS_STORE_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace skranke {

// DO NOT CHANGE: numbers and names are on disk. A new table takes the next number.
enum class Table : uint8_t {
  kMeta = 0,
  kCase = 1,
  kEvent = 2,
  kIndex = 3,
  kRequest = 4,
  kReady = 5,
  kTimer = 6,
  kCounter = 7,
};

// By number: kTableNames[static_cast<size_t>(Table::kCase)] is "case".
inline constexpr std::array<const char*, 8> kTableNames = {"meta",    "case",  "event", "index",
                                                           "request", "ready", "timer", "counter"};
inline constexpr size_t kTableCount = kTableNames.size();

inline absl::string_view TableName(Table table) { return kTableNames[static_cast<size_t>(table)]; }

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_TABLE_H_
