// The lists of what agencies hold: as they come in, page by page, and what the latest whole one of
// each agency differs in. Kept in memory: a list is made anew every night, and what it is compared
// with stands in the store. A list that lost pages in a restart is refused, not compared. Threads
// may share it.
#ifndef SKRANKE_SERVICES_SUPERVISION_RECONCILIATIONS_H_
#define SKRANKE_SERVICES_SUPERVISION_RECONCILIATIONS_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/base/clock.h"
#include "libs/base/limits.h"
#include "libs/base/mutex.h"
#include "libs/engine/snapshot.h"
#include "services/supervision/compare_holdings.h"
#include "skranke/v1/gap.pb.h"

namespace skranke {

// How far an agency's clock may be ahead of ours. Source: design; as for a letter's stamp.
inline constexpr absl::Duration kListAheadMax = absl::Minutes(1);

// INVALID_ARGUMENT (INVALID_FIELD list_id, list_time, total_count).
absl::Status ValidateReconcileHoldings(const v1::ReconcileHoldingsRequest& request);

class Reconciliations {
 public:
  // `clock` is the office's, and has to outlive it: at night nothing may be stored for hours.
  explicit Reconciliations(const Clock* clock, size_t holdings_max = kHoldingsMax)
      : clock_(*clock), holdings_max_(holdings_max) {}

  // The errors are those of GapService in proto/skranke/v1/gap.proto.
  absl::StatusOr<v1::ReconcileHoldingsResponse> Take(const Snapshot& snapshot, const Caller& caller,
                                                     const v1::ReconcileHoldingsRequest& request)
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<v1::ListReconciliationsResponse> List(
      const Snapshot& snapshot, const Caller& caller,
      const v1::ListReconciliationsRequest& request) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Found {
    uint64_t number = 0;
    v1::DifferenceKind kind = v1::DIFFERENCE_KIND_UNSPECIFIED;
    v1::State our_state = v1::STATE_UNSPECIFIED;
    v1::State their_state = v1::STATE_UNSPECIFIED;
  };
  struct HoldingList {
    std::string list_id;
    absl::Time list_time;
    absl::flat_hash_map<uint64_t, Held> holdings;
  };
  struct Compared {
    v1::Reconciliation reconciliation;
    // By case number.
    std::vector<Found> differences;
    // What the agency was answered.
    v1::ReconcileHoldingsResponse response;
  };
  using ComparedLists = std::map<std::string, std::shared_ptr<const Compared>>;

  absl::StatusOr<size_t> TakePage(const std::string& agency, absl::Time now,
                                  const v1::ReconcileHoldingsRequest& request)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Forget(absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // What the list was compared to, if it is the agency's latest; else null.
  std::shared_ptr<const Compared> FindCompared(const std::string& agency,
                                               const v1::ReconcileHoldingsRequest& request) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  HoldingList TakeOut(const std::string& agency) ABSL_LOCKS_EXCLUDED(mutex_);
  static absl::StatusOr<Compared> CompareAll(const Snapshot& snapshot, const std::string& agency,
                                             HoldingList list);
  static absl::Status CompareOurs(const Snapshot& snapshot, const std::string& agency,
                                  HoldingList& list, Compared& compared);
  static absl::Status CompareRest(const Snapshot& snapshot, const std::string& agency,
                                  const HoldingList& list, Compared& compared);
  static void Note(const storage::v1::CaseState* ours, const std::string& agency,
                   const absl::optional<Held>& theirs, uint64_t number, absl::Time list_time,
                   Compared& compared);
  static v1::Difference Render(const Found& found, const std::string& agency, EndpointKind way);

  const Clock& clock_;
  const size_t holdings_max_;
  std::atomic<bool> comparing_ = false;
  mutable Mutex mutex_;
  std::map<std::string, HoldingList> lists_ ABSL_GUARDED_BY(mutex_);
  ComparedLists compared_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_RECONCILIATIONS_H_
