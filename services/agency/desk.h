// The agency's own work: accepts or returns what its inbox lists as to do, through
// AgencyDeskService of the office that sent it. Every step may be repeated: its request_id follows
// from the message, so that the office gives a lost answer again. Before it accepts a case it has
// fetched the case's documents, which is their receipt at the office.
//
// One thread steps; Stop may come from any.
#ifndef SKRANKE_SERVICES_AGENCY_DESK_H_
#define SKRANKE_SERVICES_AGENCY_DESK_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/agency/behaviour.h"
#include "services/agency/document_shelf.h"
#include "services/agency/inbox.h"
#include "services/agency/office_calls.h"

namespace skranke {

class Desk {
 public:
  // What it is given has to outlive it.
  Desk(Behaviour behaviour, Inbox* inbox, OfficeCalls* office, DocumentShelf* shelf)
      : behaviour_(behaviour), inbox_(inbox), office_(office), shelf_(shelf) {}

  // Does what is to be done and may be tried by now. Returns when it wants to be stepped again:
  // InfiniteFuture if only a new message brings work. Waits for the office's answers.
  absl::Time Step(absl::Time now);

  // Lets a running Step end after the call under way.
  void Stop() { stopping_ = true; }

 private:
  // What failed waits longer after each try.
  struct Pause {
    int tries = 0;
    absl::Time until = absl::InfinitePast();
  };

  absl::Status Work(const ToDo& to_do);
  absl::Status Advance(const ToDo& to_do, const AgencyCase& agency_case);
  absl::Status Fetch(const v1::Case& citizen_case);
  absl::Status Accept(const ToDo& to_do, const v1::WorkItem& item);
  absl::Status Start(const ToDo& to_do, const v1::WorkItem& item);
  absl::Status Return(const ToDo& to_do, const v1::WorkItem& item);
  absl::Status LookAgain(const ToDo& to_do, const AgencyCase& agency_case,
                         const absl::Status& refused);
  static void Postpone(absl::Time now, Pause& pause);

  const Behaviour behaviour_;
  Inbox* const inbox_;
  OfficeCalls* const office_;
  DocumentShelf* const shelf_;
  std::atomic<bool> stopping_ = false;
  Pause office_pause_;
  std::map<uint64_t, Pause> pauses_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_DESK_H_
