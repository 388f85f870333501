// What the counters are after everything that was judged, stored or still on its way to the disk.
// The writer's own; one thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_COUNTER_BOOK_H_
#define SKRANKE_LIBS_ENGINE_COUNTER_BOOK_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "libs/store/store.h"

namespace skranke {

class CounterBook {
 public:
  using Values = absl::flat_hash_map<std::string, int64_t>;

  // Looks up what the book does not have yet, in one MultiGet.
  absl::Status Load(const StoreSnapshot& store, absl::Span<const absl::string_view> names);
  // The value; 0 where nothing has counted.
  absl::StatusOr<int64_t> Get(const StoreSnapshot& store, absl::string_view name);
  void Set(absl::string_view name, int64_t value) { values_[name] = value; }

  // Forgets, where the book has grown large, all but `latest`: what may not be stored yet. The
  // counters of past days are asked for no more.
  void Trim(const Values& latest);

 private:
  Values values_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_COUNTER_BOOK_H_
