// The line to one agency: how many messages are under way to it, and whether it is away. It belongs
// to the forwarder; one thread at a time.
#ifndef SKRANKE_SERVICES_FORWARDING_AGENCY_LINE_H_
#define SKRANKE_SERVICES_FORWARDING_AGENCY_LINE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "libs/casework/agency_verbs.h"
#include "services/forwarding/agency_link.h"
#include "services/forwarding/backoff.h"

namespace skranke {

// What became of one attempt.
struct DeliveryOutcome {
  bool acknowledged = false;
  // Canonical code of the error.
  std::string error;
  absl::Time next_try;
  bool dead = false;
};

// A message from its sending until what became of it is recorded.
struct Flight {
  MessageKey key;
  // Failed attempts before this one.
  uint32_t attempts = 0;
  // Set when the agency has answered and that is to be recorded.
  absl::optional<DeliveryOutcome> outcome;
  // When recording is tried again, if it was refused.
  absl::Time record_again = absl::InfiniteFuture();
};

class AgencyLine {
 public:
  // Case number and sequence.
  using FlightId = std::pair<uint64_t, uint64_t>;
  using Answered = std::function<void(FlightId, absl::StatusOr<CallReply>)>;

  AgencyLine(std::string agency, Backoff backoff, DialAgency dial)
      : agency_(std::move(agency)), backoff_(backoff), dial_(std::move(dial)) {}

  const std::string& agency() const { return agency_; }

  // How many messages may be sent now: up to the cap; one at a time while the agency is away; none
  // until its pause is over, or until a former address has answered.
  int Free(int max_in_flight, const std::string& endpoint, absl::Time now) const;

  // The agency is now to be reached there: what still waits at a former address is given up.
  void Follow(const std::string& endpoint);

  // Sends. `answered` comes once, on any thread.
  void Send(const std::string& endpoint, const std::string& bytes, absl::Duration timeout,
            Flight flight, Answered answered);

  // The agency was not reached, or did not answer in time.
  void FoundAway(absl::Time now, uint64_t random);
  // The agency answered, whatever it said.
  void FoundThere(absl::Time now) {
    failures_ = 0;
    answered_ = now;
  }

  std::map<FlightId, Flight>& flights() { return flights_; }
  const std::map<FlightId, Flight>& flights() const { return flights_; }
  bool backing_off() const { return failures_ > 0; }
  // Since when it is away, while it backs off.
  absl::Time away_since() const { return away_since_; }
  // When it answered last; the infinite past: not since the start.
  absl::Time answered() const { return answered_; }
  // When the next message may go to an agency that is away.
  absl::Time next_probe() const { return next_probe_; }

  // Waits for the calls under way.
  void HangUp() { link_.reset(); }

  // Recorded so far.
  uint64_t delivered = 0;
  uint64_t failed = 0;
  // No look at the ready index before.
  absl::Time rest_until = absl::InfinitePast();

 private:
  const std::string agency_;
  const Backoff backoff_;
  const DialAgency dial_;
  std::string endpoint_;
  std::unique_ptr<AgencyLink> link_;
  std::map<FlightId, Flight> flights_;
  uint32_t failures_ = 0;
  absl::Time next_probe_ = absl::InfinitePast();
  absl::Time away_since_ = absl::InfinitePast();
  absl::Time answered_ = absl::InfinitePast();
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_AGENCY_LINE_H_
