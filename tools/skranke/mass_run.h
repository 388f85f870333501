// The same for many cases: one command a case, each with a request_id that follows from the
// campaign and the case. A campaign that was stopped is begun again and does what is left: what it
// did is answered from store and not done twice. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_MASS_RUN_H_
#define SKRANKE_TOOLS_SKRANKE_MASS_RUN_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/contact.pb.h"
#include "tools/skranke/session.h"

namespace skranke {

enum class MassAction { kAccept, kRoute, kNotify, kClose };

// "accept", "route", "notify" or "close"; USAGE for anything else.
absl::StatusOr<MassAction> ParseMassAction(absl::string_view text);

struct MassOrder {
  MassAction action = MassAction::kNotify;
  std::string campaign;
  v1::Receiver receiver;                          // Of kRoute.
  std::string reason;                             // Of kRoute; the note of kNotify.
  std::string outcome;                            // Of kClose.
  std::string referred_to;                        // Of kClose.
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;  // Of kNotify.
  // Commands at most; 0: all.
  int limit = 0;
};

// Whether the action can be done to a case as it is shown.
bool Fits(const MassOrder& order, const v1::Case& citizen_case);

// The same for the same campaign, action and case, whenever it is asked.
std::string MassRequestId(const MassOrder& order, absl::string_view name);

struct MassReport {
  int64_t found = 0;
  int64_t fitting = 0;
  int64_t done = 0;
  int64_t done_before = 0;
  // By reason.
  std::map<std::string, int64_t> refused;
  // By state, of those that fit.
  std::map<std::string, int64_t> by_state;
};

// What would be done.
MassReport CountMass(const MassOrder& order, const std::vector<v1::Case>& cases);

// Does it. An error that is not one case's ends the run: begun again, it goes on.
absl::Status RunMass(Session& session, const MassOrder& order, const std::vector<v1::Case>& cases,
                     MassReport& report);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_MASS_RUN_H_
