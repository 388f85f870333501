// Where every message comes in, whichever way it came: checked, stored, and only then acknowledged.
// Threads may share it.
#ifndef SKRANKE_SERVICES_AGENCY_RECEPTION_H_
#define SKRANKE_SERVICES_AGENCY_RECEPTION_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "services/agency/behaviour.h"
#include "services/agency/inbox.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

class Reception {
 public:
  // `inbox` and `clock` have to outlive it. `received` is called after every stored message.
  Reception(std::string agency, Behaviour behaviour, Inbox* inbox, const Clock* clock,
            std::function<void()> received)
      : agency_(std::move(agency)),
        behaviour_(behaviour),
        inbox_(inbox),
        clock_(clock),
        received_(std::move(received)) {}

  const Behaviour& behaviour() const { return behaviour_; }

  // Whether it is a message for this agency; errors are those of CheckReceive.
  absl::Status Check(const v1::ReceiveRequest& message) const;

  // The id to acknowledge with; the message is on the disk then. Errors are those of CheckReceive
  // and Inbox::Receive.
  absl::StatusOr<std::string> Take(const v1::ReceiveRequest& message);

 private:
  absl::Status Store(const v1::ReceiveRequest& message);
  // As a faulty agency does, which refuses what it has.
  absl::Status CheckNew(const v1::ReceiveRequest& message) const;

  const std::string agency_;
  const Behaviour behaviour_;
  Inbox* const inbox_;
  const Clock* const clock_;
  const std::function<void()> received_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_RECEPTION_H_
