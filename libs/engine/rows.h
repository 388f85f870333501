// Every view row of a case, as a function of the case alone: indexes, ready entries, timers and
// counters. What a command changes in the views is the difference of this before and after, so
// views and events cannot disagree, and rebuilding is the same code. Pure; any thread.
#ifndef SKRANKE_LIBS_ENGINE_ROWS_H_
#define SKRANKE_LIBS_ENGINE_ROWS_H_

#include <string>
#include <vector>

#include "libs/store/table.h"
#include "libs/vault/installation_key.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Version of what this file derives; a store with another is rebuilt with --rebuild_views.
inline constexpr uint32_t kViewVersion = 4;

struct ViewRow {
  Table table;
  std::string key;
  std::string value;

  friend bool operator==(const ViewRow&, const ViewRow&) = default;
};

// The case's rows in kIndex, kReady and kTimer.
std::vector<ViewRow> RowsOf(const storage::v1::CaseState& citizen_case, const InstallationKey& key);

struct Counted {
  std::string name;
  int64_t amount = 1;

  friend bool operator==(const Counted&, const Counted&) = default;
};

// What the case adds to counters. Names are on disk: DO NOT CHANGE.
//   s/STATE · o/OUTCOME · r returned · t ever in TRIAGE · w/LIST ROW sent to owner
//   h/SECONDS first routing to first acceptance · p protected · k/TASK · c/CHANNEL
//   u/AGENCY 0 UNIT · d/DAY OFFICE 0 TASK 0 CHANNEL 0 STATE · e/AGENCY 0 UNIT takes
std::vector<Counted> CountersOf(const storage::v1::CaseState& citizen_case);

// What an event without a view of its own adds.
//   v/CHANNEL/OUTCOME contacts · m/LIST cases that the list moved
//   q/LIST 0 ROW 0 OFFICE 0 CODE returns of what the row had sent
std::vector<Counted> CountersOf(const storage::v1::Event& event);

// Domains of pseudonyms.
std::string ExternalPseudonym(const InstallationKey& key, absl::string_view system,
                              absl::string_view id);
std::string AgencyNumberPseudonym(const InstallationKey& key, absl::string_view agency,
                                  absl::string_view number);

// The value of a person's index row.
std::string PersonRowValue(bool open, absl::string_view task);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_ROWS_H_
