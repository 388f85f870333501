// Cases with their journeys, by time of receipt, a few at a time: little memory however many there
// are. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_JOURNEY_SCAN_H_
#define SKRANKE_SERVICES_SUPERVISION_JOURNEY_SCAN_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "services/supervision/journey.h"
#include "services/supervision/receipt_period.h"
#include "skranke/v1/shuttling.pb.h"

namespace skranke {

// Whose cases: what the filter asks for and the caller may ask for.
struct JourneyScope {
  ReceiptPeriod period;
  std::vector<std::string> offices;
  v1::ShuttlingFilter filter;
  // The caller's question is about everything that the installation has.
  bool whole = false;
};

// INVALID_ARGUMENT (INVALID_FIELD filter.from_day, filter.to_day); PERMISSION_DENIED (OTHER_OFFICE)
// for who is bound to another office.
absl::StatusOr<JourneyScope> ScopeOf(const Snapshot& snapshot, const Caller& caller,
                                     const v1::ShuttlingFilter& filter);

// Visits the journeys of the scope's cases after `after`, oldest received first, until `visit`
// returns false or `cases_max` cases were looked at. Gives the last case looked at where there may
// be more. Cases whose route is hidden, or was, are passed over: no figure may tell where they
// were. DATA_LOSS, UNAVAILABLE: from the store.
absl::StatusOr<absl::optional<IndexEntry>> VisitJourneys(
    const Snapshot& snapshot, const JourneyScope& scope, absl::optional<IndexEntry> after,
    size_t cases_max, absl::FunctionRef<bool(const CaseJourney&)> visit);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_JOURNEY_SCAN_H_
