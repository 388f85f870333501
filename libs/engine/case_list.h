// Lists of cases from several index ranges, merged into one order. Any thread.
//
//   MergeRanges(snapshot, ranges, after, [&](const IndexEntry& entry) { ...; return more; });
#ifndef SKRANKE_LIBS_ENGINE_CASE_LIST_H_
#define SKRANKE_LIBS_ENGINE_CASE_LIST_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "libs/engine/snapshot.h"

namespace skranke {

// Cases that lie side by side in an index, oldest received first.
struct IndexRange {
  enum class Kind {
    kUnit,     // that a unit has, in one state
    kWaiting,  // that an office itself has, in one state
    kOffice,   // that an office registered, in any state
    kHidden,   // whose route is hidden from the counter, in any state
  };
  Kind kind = Kind::kUnit;
  // Code of the agency or office; not for kHidden.
  std::string authority;
  // Only for kUnit.
  std::string unit;
  // Number of skranke.v1.State; for kUnit and kWaiting.
  int state = 0;
};

// Visits the entries of all ranges after `after`, by time of receipt and number, until `visit`
// returns false. A case that lies in several ranges is visited once. Reads ahead a little in every
// range and no more, so that a page costs what it shows, not what there is.
// DATA_LOSS, UNAVAILABLE: from the store.
absl::Status MergeRanges(const Snapshot& snapshot, const std::vector<IndexRange>& ranges,
                         const absl::optional<IndexEntry>& after,
                         absl::FunctionRef<bool(const IndexEntry&)> visit);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_CASE_LIST_H_
