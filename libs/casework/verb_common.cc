#include "libs/casework/verb_common.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

bool IsToken(absl::string_view text, uint64_t token) {
  return token != 0 && text == absl::StrFormat("%016x", token);
}

absl::StatusOr<const CaseState*> FindByName(const View& view, absl::string_view name) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(name, "name"));
  const CaseState* found = view.FindCase(number);
  if (found == nullptr) return CaseNotFound();
  return found;
}

}  // namespace

absl::StatusOr<const CaseState*> FindAtCounter(const View& view, const Caller& caller,
                                               absl::string_view name) {
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* found, FindByName(view, name));
  if (SightOf(caller, *found) == Sight::kNothing) return CaseNotFound();
  return found;
}

absl::StatusOr<const CaseState*> FindAtUnit(const View& view, const Caller& caller,
                                            absl::string_view name) {
  SKRANKE_ASSIGN_OR_RETURN(const CaseState* found, FindByName(view, name));
  if (!ActsForOwner(caller, *found)) return CaseNotFound();
  return found;
}

absl::StatusOr<const storage::v1::PointRow*> FindCallersPoint(const Directory& directory,
                                                              const Caller& caller,
                                                              const std::string& wanted) {
  const bool only = directory.content().points_size() == 1;
  const storage::v1::PointRow* point =
      wanted.empty() && caller.point.empty() && only
          ? &directory.content().points(0)
          : directory.FindPoint(wanted.empty() ? caller.point : wanted);
  if (point == nullptr) return FieldError("service_point", "is no service point of this office");
  SKRANKE_RETURN_IF_ERROR(MayActAtOffice(caller, point->office()));
  return point;
}

absl::Status CheckEtag(const CaseState& citizen_case, absl::string_view etag) {
  if (etag.empty()) return FieldError("etag", "must be given");
  if (etag == EtagOf(citizen_case)) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kAborted, "ETAG_MISMATCH",
                     "the case has changed since it was read");
}

absl::Status CheckToken(const CaseState& citizen_case, absl::string_view token, absl::Time now) {
  const bool leased = absl::FromUnixMicros(citizen_case.lease().expire_us()) > now;
  const int handovers = citizen_case.handovers_size();
  const uint64_t pushed = handovers == 0 ? 0 : citizen_case.handovers(handovers - 1).token();
  if (IsToken(token, pushed)) return absl::OkStatus();
  if (leased && IsToken(token, citizen_case.lease().token())) return absl::OkStatus();
  if (!leased && token.empty()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kAborted, "LEASE_STALE",
                     "the token is not the one that holds the work item now");
}

absl::Status CheckFourEyes(const CaseState& citizen_case, absl::string_view person) {
  if (!citizen_case.four_eyes()) return absl::OkStatus();
  const auto& owner = citizen_case.owner();
  const int64_t wrong_until_us = citizen_case.wrong_person().last_found_us();
  for (const auto& handover : citizen_case.handovers()) {
    if (handover.person() != person) continue;
    // What was handed over before it was found to be the wrong person's was another matter.
    if (handover.ready_us() < wrong_until_us) continue;
    // An agency's system is no person: it speaks for one unit after the other.
    if (person == owner.authority() && handover.receiver().unit() != owner.unit()) continue;
    return ReasonError(absl::StatusCode::kFailedPrecondition, "FOUR_EYES",
                       "somebody else has to take a case that the caller had before");
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::Time> OccurTime(bool given, const google::protobuf::Timestamp& occur_time,
                                     const Caller& caller, absl::Time now) {
  if (!given) return now;
  if (caller.role != kImporter && caller.role != kSystem) {
    return ReasonError(absl::StatusCode::kPermissionDenied, "OCCUR_TIME_NOT_ALLOWED",
                       "the caller's role may not say when it happened");
  }
  const absl::Time occur = FromTimestamp(occur_time);
  if (occur > now) return FieldError("occur_time", "has not come yet");
  return occur;
}

absl::Status CheckOrder(const CaseState& citizen_case, absl::Time occur) {
  const int64_t occur_us = absl::ToUnixMicros(occur);
  if (occur_us < citizen_case.receive_us()) {
    return FieldError("occur_time", "is before the case was received");
  }
  if (citizen_case.stops().empty()) return absl::OkStatus();
  const auto& stop = *citizen_case.stops().rbegin();
  if (occur_us < stop.from_us()) {
    return FieldError("occur_time", "is before the case's latest wait began");
  }
  return occur_us < stop.to_us()
             ? FieldError("occur_time", "is before the case's latest wait ended")
             : absl::OkStatus();
}

std::string ActingFor(const Caller& caller, const CaseState& citizen_case) {
  const auto& owner = citizen_case.owner();
  const bool own = caller.agency == owner.authority() &&
                   (caller.unit == owner.unit() || caller.role == kAgencySystem);
  return own || owner.office() ? "" : absl::StrCat(owner.authority(), "/", owner.unit());
}

absl::Status CheckSentence(absl::string_view field, absl::string_view text) {
  return CheckRequiredTextField(field, text, kReasonBytesMax);
}

}  // namespace skranke
