// Takes messages from the ready index to the agencies: at least once, with the same id in every
// attempt, in order for each case and agency (DESIGN sections 2 and 3).
//
//   acknowledged        recorded; a hand-over is DELIVERED
//   UNAVAILABLE         nothing recorded; the agency as a whole is probed with growing pauses, for
//                       ever
//   DEADLINE_EXCEEDED   the same, and counts against the message
//   any other error     counts against the message, which waits longer each time and is a dead
//                       letter after kAttemptsMax
//
// While an announced outage lasts nothing is sent to that agency, so that nothing counts against
// its messages.
//
// What matters is in the store: after a restart everything goes on from the ready index. Step
// belongs to one thread and never waits; deliveries() may come from any.
#ifndef SKRANKE_SERVICES_FORWARDING_FORWARDER_H_
#define SKRANKE_SERVICES_FORWARDING_FORWARDER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "libs/engine/engine.h"
#include "services/forwarding/agency_line.h"
#include "services/forwarding/agency_link.h"
#include "services/forwarding/backoff.h"
#include "services/forwarding/bell.h"
#include "services/forwarding/mailbox.h"

namespace skranke {

// A message is given up after so many failed attempts: with its pauses, after about an hour.
// Source: proto/skranke/v1/intake.proto.
inline constexpr uint32_t kAttemptsMax = 12;

struct ForwarderOptions {
  // How long an agency may take to store a message.
  absl::Duration receive_timeout = absl::Seconds(10);
  Backoff message_backoff = {absl::Seconds(1), absl::Minutes(15)};
  Backoff agency_backoff = {absl::Seconds(1), absl::Minutes(1)};
};

// The line to one agency, for metrics. Counts are since start.
struct AgencyDelivery {
  std::string agency;
  uint64_t in_flight = 0;
  bool backing_off = false;
  uint64_t delivered = 0;
  uint64_t failed = 0;
  // Since when it does not answer, while backing off.
  absl::Time away_since = absl::InfinitePast();
  // When it answered last; the infinite past: not since the start.
  absl::Time answer_time = absl::InfinitePast();
};

class Forwarder {
 public:
  // `engine` has to outlive it. `draw` gives 64 random bits for jitter, on the stepping thread. The
  // bell rings when an answer waits for the next step; commits have to ring it too. `dial` gives
  // the ways to agencies.
  Forwarder(Engine* engine, std::function<uint64_t()> draw, std::shared_ptr<Bell> bell,
            ForwarderOptions options = {}, DialAgency dial = DialOverGrpc);
  // Waits for the calls under way, each until its timeout at the latest.
  ~Forwarder();
  Forwarder(const Forwarder&) = delete;
  Forwarder& operator=(const Forwarder&) = delete;

  // Records what agencies answered and sends what is due. Returns when it wants to be stepped again
  // if nothing rings before.
  absl::Time Step(absl::Time now) ABSL_LOCKS_EXCLUDED(mutex_);

  // Waits for the calls under way and hands what was answered to the engine. Sends nothing more;
  // no Step may follow.
  void Drain(absl::Time now);

  std::vector<AgencyDelivery> deliveries() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // An agency's answer, or, with `recorded`, what the engine said to it.
  struct Letter {
    std::string agency;
    AgencyLine::FlightId flight;
    absl::StatusOr<CallReply> reply = CallReply();
    absl::optional<absl::Status> recorded;
  };
  // What the ready index has for an agency: what to send now, and when to look again.
  struct Due {
    std::vector<AgencyLine::FlightId> messages;
    absl::Time next = absl::InfiniteFuture();
    absl::Time rest_until = absl::InfinitePast();
  };

  void OpenLetters(absl::Time now);
  void OnAnswer(const absl::Status& status, absl::Time now, AgencyLine& line, Flight& flight);
  DeliveryOutcome Failure(const absl::Status& status, const Flight& flight, absl::Time now);
  void OnRecorded(const absl::Status& status, absl::Time now, AgencyLine& line, Flight& flight);
  void Record(const Flight& flight);
  absl::Time RecordAgain(absl::Time now, AgencyLine& line);

  absl::Time Serve(const Snapshot& snapshot, const storage::v1::AgencyRow& row, absl::Time now);
  static absl::StatusOr<Due> FindDue(const Snapshot& snapshot, const AgencyLine& line, size_t most,
                                     absl::Time now);
  absl::Status SendAll(const Snapshot& snapshot, const std::string& endpoint,
                       const std::vector<AgencyLine::FlightId>& messages, AgencyLine& line);
  absl::Status SendOne(const Snapshot& snapshot, const std::string& endpoint,
                       const storage::v1::CaseState& citizen_case, uint64_t sequence,
                       AgencyLine& line);
  AgencyLine& LineTo(const std::string& agency);
  void PublishDeliveries() ABSL_LOCKS_EXCLUDED(mutex_);

  Engine* const engine_;
  const std::function<uint64_t()> draw_;
  const ForwarderOptions options_;
  const DialAgency dial_;
  const std::shared_ptr<Mailbox<Letter>> mailbox_;
  std::map<std::string, AgencyLine> lines_;

  mutable Mutex mutex_;
  std::vector<AgencyDelivery> deliveries_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_FORWARDER_H_
