#include <utility>

#include "absl/strings/str_format.h"
#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// What was pushed is the agency's system's already.
bool IsFree(const CaseState& c, absl::Time now) {
  const int handovers = c.handovers_size();
  const bool pushed = handovers > 0 && c.handovers(handovers - 1).push();
  return !pushed && absl::FromUnixMicros(c.lease().expire_us()) <= now;
}

// The case where the person may have it.
const CaseState* IfMayTake(const CaseState* c, const Caller& caller) {
  return c != nullptr && CheckFourEyes(*c, caller.name).ok() ? c : nullptr;
}

// The first free item in the order of the ready index; nothing if all are leased.
const CaseState* FirstReady(const View& view, const Caller& caller, absl::string_view unit,
                            absl::Time now) {
  const CaseState* found = nullptr;
  const int64_t now_us = absl::ToUnixMicros(now);
  view.ScanReady(caller.agency, unit, [&](const storage::v1::ReadyEntry& entry) {
    if (entry.lease_expire_us() <= now_us) found = IfMayTake(view.FindCase(entry.number()), caller);
    return found == nullptr;
  });
  return found;
}

// The free item whose citizen has waited longest.
const CaseState* Oldest(const View& view, const Caller& caller, absl::string_view unit,
                        absl::Time now) {
  const CaseState* found = nullptr;
  for (const v1::State state : {v1::STATE_ROUTED, v1::STATE_DELIVERED}) {
    view.ScanUnit(caller.agency, unit, state, [&](uint64_t number) {
      const CaseState* c = IfMayTake(view.FindCase(number), caller);
      if (c == nullptr || !IsFree(*c, now)) return true;
      if (found == nullptr || c->receive_us() < found->receive_us()) found = c;
      return false;
    });
  }
  return found;
}

absl::StatusOr<std::string> UnitOf(const Caller& caller, const v1::TakeNextRequest& request) {
  const std::string unit = request.unit().empty() ? caller.unit : request.unit();
  if (unit.empty()) return FieldError("unit", "must be given");
  // Another unit's queue looks like an empty name: it is not the caller's to know.
  if (caller.role != kAgencySystem && unit != caller.unit) {
    return FieldError("unit", "is not the caller's unit");
  }
  return unit;
}

}  // namespace

absl::StatusOr<Judgement> JudgeTakeNext(const View& view, const Caller& caller,
                                        const v1::TakeNextRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string unit, UnitOf(caller, request));
  const bool oldest_first =
      view.TakesOf(caller.agency, unit) % kOldestEveryTakes == kOldestEveryTakes - 1;
  const CaseState* c =
      oldest_first ? Oldest(view, caller, unit, now) : FirstReady(view, caller, unit, now);
  if (c == nullptr) {
    Judgement nothing;
    nothing.reply = v1::TakeNextResponse().SerializeAsString();
    return nothing;
  }
  CaseDraft draft(view, caller, *c, now);
  if (StateOf(*c) == v1::STATE_ROUTED) {
    storage::v1::Event delivered = draft.NewEvent();
    delivered.mutable_case_delivered()->set_handover(
        c->handovers(c->handovers_size() - 1).handover());
    draft.Add(std::move(delivered));
  }
  storage::v1::Event taken = draft.NewEvent();
  storage::v1::LeaseRecord* lease = taken.mutable_work_taken()->mutable_lease();
  lease->set_token(view.Draw());
  lease->set_expire_us(absl::ToUnixMicros(now + kLeaseDuration));
  lease->set_holder(caller.name);
  draft.Add(std::move(taken));
  v1::TakeNextResponse response;
  *response.mutable_work_item() = RenderWorkItem(draft.state(), true);
  return std::move(draft).Finish(response);
}

std::string FormatHandoverId(uint64_t number, uint32_t handover) {
  return absl::StrFormat("%s-%d", FormatCaseNumber(number), handover);
}

std::string FormatToken(uint64_t token) { return absl::StrFormat("%016x", token); }

v1::WorkItem RenderWorkItem(const CaseState& citizen_case, bool with_token) {
  v1::WorkItem item;
  *item.mutable_citizen_case() = Render(citizen_case, Sight::kUnit);
  item.set_handover_id(FormatHandoverId(citizen_case.number(),
                                        static_cast<uint32_t>(citizen_case.handovers_size())));
  if (!citizen_case.has_lease()) return item;
  const auto& lease = citizen_case.lease();
  if (with_token) item.mutable_lease()->set_token(FormatToken(lease.token()));
  *item.mutable_lease()->mutable_expire_time() = ToTimestamp(lease.expire_us());
  item.mutable_lease()->set_holder(lease.holder());
  return item;
}

}  // namespace skranke
