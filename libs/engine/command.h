// A change that somebody asks for, on its way to the writer.
#ifndef SKRANKE_LIBS_ENGINE_COMMAND_H_
#define SKRANKE_LIBS_ENGINE_COMMAND_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"

namespace skranke {

// What a command was answered.
struct Answer {
  absl::Status status;
  // The reply, serialised.
  std::string reply;
  // Commit position of the command; for a read, of what was read.
  uint64_t position = 0;
  // True if the reply is a stored one.
  bool replayed = false;
};

struct Command {
  // Full name of the method; part of the fingerprint.
  std::string method;
  // Who asks, by name; looked up in the directory when the command is judged. Not used if `system`.
  std::string caller;
  bool system = false;
  // Roles that may.
  RoleSet roles = kNoRole;
  // Empty only for the system's own commands.
  std::string request_id;
  // The request's bytes, for the fingerprint.
  std::string request_bytes;
  ReadSet reads;
  // True if it makes stored data grow by a case: refused first when space or the queue runs out.
  bool grows = false;
  // True if it changes nothing: a dry run. It passes on a full disk too; judging it to a change is
  // refused.
  bool only_asks = false;
  // True if it may run while the clock is in doubt; it is judged by that clock, which may be behind
  // the latest record.
  bool despite_clock = false;
  // No effect after this instant of the engine's monotonic clock, as long as judging has not begun:
  // a wall clock that is set meanwhile must not cost a call its time.
  absl::Duration deadline = absl::InfiniteDuration();
  std::function<absl::StatusOr<Judgement>(const View&, const Caller&, absl::Time)> judge;
  // Called exactly once, on the replier or at once when the queue is full. Must not block.
  std::function<void(Answer)> done;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_COMMAND_H_
