// The store as one batch of commands has left it so far: what the batch wrote lies over what the
// batch before it wrote, which may still be on its way to the disk, and that over a snapshot.
// Commands of one batch therefore see each other. One thread at a time; a finished overlay may be
// read by several.
#ifndef SKRANKE_LIBS_ENGINE_OVERLAY_H_
#define SKRANKE_LIBS_ENGINE_OVERLAY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "libs/engine/counter_book.h"
#include "libs/engine/row_key.h"
#include "libs/store/batch.h"
#include "libs/store/store.h"
#include "libs/vault/installation_key.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

class Overlay {
 public:
  // `below`: the finished overlay of the batch before, where the snapshot may not have it yet; null
  // where it has. All must outlive the overlay's reads.
  Overlay(std::shared_ptr<const StoreSnapshot> store, const Overlay* below, CounterBook* counters,
          const InstallationKey* key);

  // Fetches rows that commands will ask for, in one MultiGet.
  absl::Status Prefetch(absl::Span<const Row> rows);

  absl::StatusOr<absl::optional<std::string>> Get(Table table, absl::string_view key) const;
  absl::Status Scan(const Range& range,
                    absl::FunctionRef<bool(absl::string_view, absl::string_view)> visit) const;
  void Put(Table table, absl::string_view key, std::string value);
  void Delete(Table table, absl::string_view key);

  // The case; null if there is none. Holds until the case is put again.
  absl::StatusOr<std::shared_ptr<const storage::v1::CaseState>> FindCase(uint64_t number) const;
  // The same without keeping it: for reading many.
  absl::StatusOr<std::shared_ptr<const storage::v1::CaseState>> PeekCase(uint64_t number) const;
  // Puts the case and moves all of its view rows and counters.
  absl::Status PutCase(std::shared_ptr<const storage::v1::CaseState> citizen_case);

  void AddToCounter(absl::string_view name, int64_t amount);
  absl::StatusOr<int64_t> Counter(absl::string_view name) const;

  // Finishes: brings the counters up to date. Nothing may be written afterwards.
  absl::Status Settle();
  // Everything written, once settled.
  void FillBatch(Batch& batch) const;

 private:
  // Absent: deleted.
  using Value = absl::optional<std::string>;
  using Written = absl::btree_map<RowKey, Value, RowKeyLess>;
  using Cases = absl::flat_hash_map<uint64_t, std::shared_ptr<const storage::v1::CaseState>>;

  const Value* FindWritten(RowView row) const;
  absl::StatusOr<std::shared_ptr<const storage::v1::CaseState>> ReadCase(uint64_t number) const;
  void MoveRows(const storage::v1::CaseState& before, const storage::v1::CaseState& after);
  void MoveCounters(const storage::v1::CaseState& before, const storage::v1::CaseState& after);

  const std::shared_ptr<const StoreSnapshot> store_;
  const Overlay* const below_;
  CounterBook* const book_;
  const InstallationKey* const key_;
  mutable absl::flat_hash_map<RowKey, Value, RowKeyHash, RowKeyEq> fetched_;
  Written written_;
  mutable Cases cases_;
  Cases changed_cases_;
  // Amounts added; once settled, values.
  CounterBook::Values counters_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_OVERLAY_H_
