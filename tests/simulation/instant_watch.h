// Looks at every batch as it is stored, that is at every instant that anybody can ever see: has
// each case exactly one owner, and exactly one place in the index of who has what? Does its
// citizen's clock go on, moved by listed stops alone? Is what was accepted accepted once? It knows
// rows, not events: the checker follows those (case_model.h). One thread.
#ifndef SKRANKE_TESTS_SIMULATION_INSTANT_WATCH_H_
#define SKRANKE_TESTS_SIMULATION_INSTANT_WATCH_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/store/batch.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

class InstantWatch {
 public:
  // After the batch is stored.
  void See(const Batch& batch);

  // The first finding; OK where there is none.
  const absl::Status& finding() const { return finding_; }
  // Batches seen.
  uint64_t instants() const { return instants_; }
  // When the first stored timer is due; the infinite future where there is none. Asked here, for
  // the store would walk over all that were taken away.
  absl::Time FirstTimer() const;

 private:
  // Keys of the index rows that say who has the case.
  using Places = std::set<std::string, std::less<>>;

  static void Follow(const Batch::Change& change, Places& places);
  void SeePlace(const Batch::Change& change);
  absl::Status Look(const storage::v1::CaseState& citizen_case);

  std::map<uint64_t, Places> places_;
  // Keys of timers.
  Places timers_;
  // The latest row of every case.
  std::map<uint64_t, storage::v1::CaseState> cases_;
  absl::Status finding_;
  uint64_t instants_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_INSTANT_WATCH_H_
