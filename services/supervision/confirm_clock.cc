#include "services/supervision/confirm_clock.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/casework/render.h"

namespace skranke {

absl::StatusOr<Judgement> JudgeConfirmClock(const View&, const Caller&,
                                            const v1::ConfirmClockRequest& request,
                                            absl::Time now) {
  if (!request.has_confirmed_time()) return FieldError("confirmed_time", "is required");
  const absl::Duration apart = FromTimestamp(request.confirmed_time()) - now;
  if (absl::AbsDuration(apart) > kConfirmedClockMax) {
    return FieldError("confirmed_time", "is over 60 s from the machine's clock");
  }
  Judgement judgement;
  judgement.events.emplace_back().mutable_clock_confirmed();
  judgement.reply = v1::ConfirmClockResponse().SerializeAsString();
  return judgement;
}

}  // namespace skranke
