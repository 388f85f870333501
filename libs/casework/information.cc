#include "libs/casework/information.h"

#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"
#include "libs/casework/stops.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

bool IsDue(int64_t due_us, absl::Time now) {
  return due_us != 0 && due_us <= absl::ToUnixMicros(now);
}

absl::StatusOr<absl::Time> EndOf(const v1::RequestInformationRequest& request, absl::Time now,
                                 const Directory& directory) {
  if (!request.has_end_time()) {
    const absl::CivilDay last = AddDays(directory.zone().DayOf(now), kInformationDays);
    return directory.zone().EndOfDay(directory.holidays().RollForward(last));
  }
  const absl::Time end = FromTimestamp(request.end_time());
  if (end <= now) return FieldError("end_time", "is not ahead");
  if (end > now + kInformationWaitMax) return FieldError("end_time", "is more than a year away");
  return end;
}

Judgement Remind(CaseDraft draft) {
  storage::v1::Event event = draft.NewEvent();
  event.mutable_information_reminded();
  draft.Add(std::move(event));
  return std::move(draft).Finish(v1::RouteCaseResponse());
}

Judgement EndWait(CaseDraft draft) {
  ResumeIfStopped(draft);
  storage::v1::Event event = draft.NewEvent();
  // The agency is sent the case as it now is: nothing is new in it, and it is IN_PROGRESS.
  event.mutable_information_ended()->set_message(
      IfPushed(draft.state(), storage::v1::MESSAGE_KIND_SUPPLEMENT));
  draft.Add(std::move(event));
  return std::move(draft).Finish(v1::RouteCaseResponse());
}

}  // namespace

absl::StatusOr<InformationWait> WaitFor(const v1::RequestInformationRequest& request,
                                        absl::Time now, const Directory& directory) {
  SKRANKE_ASSIGN_OR_RETURN(const absl::Time end, EndOf(request, now, directory));
  InformationWait wait{.remind = end - kRemindBefore, .end = end};
  if (!request.has_remind_time()) {
    // Whoever has a week or less is not reminded of what was just asked.
    if (wait.remind <= now) wait.remind = absl::InfiniteFuture();
    return wait;
  }
  wait.remind = FromTimestamp(request.remind_time());
  if (wait.remind <= now) return FieldError("remind_time", "is not ahead");
  if (wait.remind >= end) return FieldError("remind_time", "is not before the end");
  return wait;
}

bool IsInformationDue(const CaseState& c, absl::Time now) {
  if (StateOf(c) != v1::STATE_AWAITING_INFO) return false;
  const auto& information = c.information();
  const bool reminds = information.reminded_us() == 0 && IsDue(information.remind_us(), now);
  return reminds || IsDue(information.end_us(), now);
}

Judgement JudgeInformationDue(const View& view, const Caller& caller, const CaseState& c,
                              absl::Time now) {
  CaseDraft draft(view, caller, c, now);
  if (IsDue(c.information().end_us(), now)) return EndWait(std::move(draft));
  return Remind(std::move(draft));
}

}  // namespace skranke
