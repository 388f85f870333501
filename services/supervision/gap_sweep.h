// One sweep of the gap finder: first every open case, range by range, then life events, agencies
// and documents. A case that moves while the sweep is under way may be missed; the next one sees
// it. One thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_GAP_SWEEP_H_
#define SKRANKE_SERVICES_SUPERVISION_GAP_SWEEP_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "libs/engine/case_list.h"
#include "libs/engine/snapshot.h"
#include "services/supervision/find_gaps.h"
#include "services/supervision/gap_report.h"

namespace skranke {

// An agency that does not answer the forwarder, and since when.
struct SilentLine {
  std::string agency;
  absl::Time since;
};

// A document that belongs to no case.
struct StrayDocument {
  // What the office calls it: no title, nothing of a person.
  std::string reference;
  std::string office;
  absl::Time since;
};

// What a sweep asks besides the store. A source that is not set has nothing.
struct GapSources {
  std::function<std::vector<SilentLine>()> lines;
  std::function<std::vector<StrayDocument>(absl::Time now)> documents;
  // The case of the part that leads the life event of that name; null: there is none.
  std::function<absl::StatusOr<std::shared_ptr<const storage::v1::CaseState>>(const Snapshot&,
                                                                              const std::string&)>
      lead;
};

// The oldest so many gaps are kept: more are one fault, not many. Source: design; some ten MB.
inline constexpr size_t kGapsKept = 100'000;
// A document without a case is a gap after one working day; who knows documents counts the day.

class GapSweep {
 public:
  // `before` is what the sweep before found: what no event tells the beginning of keeps its age.
  // `now` is when this one begins.
  GapSweep(const GapSources& sources, std::shared_ptr<const GapReport> before, absl::Time now);

  // Looks at `most` more cases; after the last of them at what else there is, and returns false.
  absl::StatusOr<bool> Look(const Snapshot& snapshot, absl::Time now, size_t most);

  GapReport Finish() &&;

 private:
  // What is known of a life event from its cases so far.
  struct Event {
    int64_t since_us = 0;
    std::string authority;
    std::string principal;
    std::string office;
    bool several = false;
  };
  using Known = absl::flat_hash_map<std::string, absl::Time>;

  absl::Status Begin(const Snapshot& snapshot);
  absl::Status LookAtCases(const Snapshot& snapshot, absl::Time now, size_t most);
  absl::StatusOr<std::vector<uint64_t>> NextNumbers(const Snapshot& snapshot, size_t most);
  void LookAt(const storage::v1::CaseState& c, absl::Time moved, const Installation& installation,
              absl::Time now);
  void AddAll(const storage::v1::CaseState& c, absl::Time moved, Sight sight, GapAudience audience,
              const Installation& installation, absl::Time now);
  void Remember(const storage::v1::CaseState& c);
  absl::Status LookAtEvents(const Snapshot& snapshot, absl::Time now);
  absl::Status LookAtAgency(const Snapshot& snapshot, const storage::v1::AgencyRow& agency,
                            absl::Time now);
  void LookAtDocuments(absl::Time now);
  void Add(GapEntry entry);
  void DropYoungest();

  const GapSources& sources_;
  const std::shared_ptr<const GapReport> before_;
  Known known_;
  absl::flat_hash_map<std::string, absl::Time> silent_;
  bool begun_ = false;
  std::vector<IndexRange> ranges_;
  size_t range_ = 0;
  absl::optional<IndexEntry> after_;
  absl::btree_map<std::string, Event> events_;
  GapReport report_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_GAP_SWEEP_H_
