// The store as one batch of commands has left it so far: what the batch wrote lies over a snapshot.
// Commands of one batch therefore see each other. One thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_OVERLAY_H_
#define SKRANKE_LIBS_ENGINE_OVERLAY_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "libs/store/batch.h"
#include "libs/store/store.h"
#include "libs/vault/installation_key.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

class Overlay {
 public:
  Overlay(std::shared_ptr<const StoreSnapshot> store, const InstallationKey* key);

  // Fetches rows that commands will ask for, in one MultiGet.
  absl::Status Prefetch(absl::Span<const Row> rows);

  absl::StatusOr<absl::optional<std::string>> Get(Table table, absl::string_view key) const;
  absl::Status Scan(const Range& range,
                    absl::FunctionRef<bool(absl::string_view, absl::string_view)> visit) const;
  void Put(Table table, absl::string_view key, std::string value);
  void Delete(Table table, absl::string_view key);

  // The case; null if there is none. Holds until the case is put again.
  absl::StatusOr<std::shared_ptr<const storage::v1::CaseState>> FindCase(uint64_t number) const;
  // Puts the case and moves all of its view rows and counters.
  absl::Status PutCase(std::shared_ptr<const storage::v1::CaseState> citizen_case);

  void AddToCounter(absl::string_view name, int64_t amount);
  absl::StatusOr<int64_t> Counter(absl::string_view name) const;

  // Everything written so far, counters summed.
  absl::Status FillBatch(Batch& batch);

 private:
  using RowKey = std::pair<Table, std::string>;

  absl::Status PrefetchCounters();
  absl::StatusOr<int64_t> StoredCounter(absl::string_view name) const;

  const std::shared_ptr<const StoreSnapshot> store_;
  const InstallationKey* const key_;
  mutable absl::btree_map<RowKey, absl::optional<std::string>> fetched_;
  absl::btree_map<RowKey, absl::optional<std::string>> written_;
  mutable absl::flat_hash_map<uint64_t, std::shared_ptr<const storage::v1::CaseState>> cases_;
  absl::flat_hash_map<uint64_t, std::shared_ptr<const storage::v1::CaseState>> changed_cases_;
  absl::flat_hash_map<std::string, int64_t> counters_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_OVERLAY_H_
