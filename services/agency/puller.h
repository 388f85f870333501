// Fetches cases from an office that does not push them: takes what waits for the agency's units and
// puts each item into the same reception as a message, so that it is worked on like any other and
// survives a crash. A take whose answer was lost is given again (request_id); an item whose lease
// ran out is taken again and is the same hand-over.
//
// One thread.
#ifndef SKRANKE_SERVICES_AGENCY_PULLER_H_
#define SKRANKE_SERVICES_AGENCY_PULLER_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/agency/inbox.h"
#include "services/agency/office_calls.h"
#include "services/agency/reception.h"

namespace skranke {

class Puller {
 public:
  // What it is given has to outlive it. Without units it fetches nothing.
  Puller(std::string agency, std::vector<std::string> units, Inbox* inbox, Reception* reception,
         OfficeCalls* office)
      : agency_(std::move(agency)),
        units_(std::move(units)),
        inbox_(inbox),
        reception_(reception),
        office_(office) {}

  // Takes what waits, unit by unit. Returns when it wants to be stepped again: InfiniteFuture
  // without units. Waits for the office's answers.
  absl::Time Step(absl::Time now);

 private:
  // False when nothing waits for the unit.
  absl::StatusOr<bool> TakeOne(const std::string& unit);
  absl::StatusOr<v1::ReceiveRequest> MessageOf(const v1::WorkItem& item) const;

  const std::string agency_;
  const std::vector<std::string> units_;
  Inbox* const inbox_;
  Reception* const reception_;
  OfficeCalls* const office_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_PULLER_H_
