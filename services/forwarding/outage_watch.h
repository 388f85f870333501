// Records that an agency has stopped answering, and that it answers again: events like any other,
// so that the counter is told while it registers a case. Step belongs to one thread and never
// waits.
#ifndef SKRANKE_SERVICES_FORWARDING_OUTAGE_WATCH_H_
#define SKRANKE_SERVICES_FORWARDING_OUTAGE_WATCH_H_

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/engine/engine.h"
#include "services/forwarding/bell.h"
#include "services/forwarding/forwarder.h"
#include "services/forwarding/mailbox.h"

namespace skranke {

class OutageWatch {
 public:
  // `engine` and `forwarder` have to outlive it. The bell rings when a command was answered.
  OutageWatch(Engine* engine, const Forwarder* forwarder, std::shared_ptr<Bell> bell);
  OutageWatch(const OutageWatch&) = delete;
  OutageWatch& operator=(const OutageWatch&) = delete;

  // Hands to the engine what changed. Returns when it wants to be stepped again.
  absl::Time Step(absl::Time now);

 private:
  // What became of an agency's command.
  struct Letter {
    std::string agency;
    absl::Status status;
  };

  void OpenLetters(absl::Time now);
  void Look(const Snapshot& snapshot, const AgencyDelivery& line, absl::Time now);
  void EndUnwatched(const Snapshot& snapshot);
  void Submit(const std::string& agency, absl::string_view method,
              std::function<absl::StatusOr<Judgement>(const View&, absl::Time)> judge);

  Engine* const engine_;
  const Forwarder* const forwarder_;
  const std::shared_ptr<Mailbox<Letter>> mailbox_;
  std::set<std::string> under_way_;
  absl::Time rest_until_ = absl::InfinitePast();
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_OUTAGE_WATCH_H_
