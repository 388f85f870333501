#include "libs/engine/stopped_cases.h"

#include "libs/engine/keys.h"

namespace skranke {

std::string StoppedPrefix() { return "s"; }

absl::Status ScanStopped(const Snapshot& snapshot, const absl::optional<IndexEntry>& after,
                         Snapshot::Visit visit) {
  std::string begin = StoppedPrefix();
  if (after) {
    AppendInstant(after->receive_us, begin);
    AppendNumber(after->number, begin);
    // The first key after that one.
    begin.push_back('\0');
  }
  return snapshot.store().Scan({Table::kIndex, begin, AfterPrefix(StoppedPrefix())},
                               [&](absl::string_view key, absl::string_view) {
                                 return visit({.receive_us = InstantAtEnd(key, sizeof(uint64_t)),
                                               .number = NumberAtEnd(key)});
                               });
}

}  // namespace skranke
