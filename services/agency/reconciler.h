// Tells the office once a day what the agency holds, by its own list, so that a case that one of
// the two has lost is found the next morning (GapService.ReconcileHoldings). The office lists what
// differs; this only sends.
//
// When it was told last is on the agency's disk: a restart neither skips a day nor tells it twice.
// One thread.
#ifndef SKRANKE_SERVICES_AGENCY_RECONCILER_H_
#define SKRANKE_SERVICES_AGENCY_RECONCILER_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/agency/inbox.h"
#include "services/agency/office_calls.h"

namespace skranke {

class Reconciler {
 public:
  // What it is given has to outlive it. `every` is the time from one list to the next; zero: none
  // is ever sent.
  Reconciler(std::string agency, absl::Duration every, Inbox* inbox, OfficeCalls* office)
      : agency_(std::move(agency)), every_(every), inbox_(inbox), office_(office) {}

  // Sends the list if one is due. Returns when it wants to be stepped again. Waits for the office's
  // answers; a list that was not taken whole is made anew a few minutes later.
  absl::Time Step(absl::Time now);

 private:
  absl::Status SendList(absl::Time now);

  const std::string agency_;
  const absl::Duration every_;
  Inbox* const inbox_;
  OfficeCalls* const office_;
  // After a failure.
  absl::Time not_before_ = absl::InfinitePast();
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_RECONCILER_H_
