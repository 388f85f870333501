// A way to one address of an agency. Over gRPC in production; a simulation gives another.
#ifndef SKRANKE_SERVICES_FORWARDING_AGENCY_LINK_H_
#define SKRANKE_SERVICES_FORWARDING_AGENCY_LINK_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/rpc/client/call.h"

namespace skranke {

// Calls of one line, which is its only user; one thread at a time.
class AgencyLink {
 public:
  // Gets the reply or the error, once, on any thread. Must not block.
  using Done = std::function<void(absl::StatusOr<CallReply>)>;

  // No call of `done` comes after it.
  virtual ~AgencyLink() = default;

  virtual void Start(const std::string& method, absl::string_view request,
                     const CallOptions& options, Done done) = 0;

  // Nobody is to be reached this way any more: calls that no timeout ends are ended soon, with
  // UNAVAILABLE. Does not wait.
  virtual void GiveUp() {}
};

// Gives a new link to an endpoint; it connects when it is first used.
using DialAgency = std::function<std::unique_ptr<AgencyLink>(const std::string& endpoint)>;

// A link over gRPC. Its destructor waits for the calls under way, each until its timeout at the
// latest. Done comes on a thread of its own.
std::unique_ptr<AgencyLink> DialOverGrpc(const std::string& endpoint);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_AGENCY_LINK_H_
