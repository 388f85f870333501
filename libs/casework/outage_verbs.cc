#include "libs/casework/outage_verbs.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/outages.h"
#include "libs/casework/render.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::OutageAnnounced;

bool IsForAnyAgency(const Caller& caller) {
  return caller.role == kOperator || caller.role == kAdministrator;
}

// The agency that the request means.
absl::StatusOr<std::string> FindAgency(const Directory& directory, const Caller& caller,
                                       const std::string& wanted) {
  const std::string& agency = wanted.empty() ? caller.agency : wanted;
  if (agency.empty()) return FieldError("agency", "must be given");
  if (!IsForAnyAgency(caller) && agency != caller.agency) {
    return ReasonError(absl::StatusCode::kPermissionDenied, "OTHER_AGENCY",
                       "the caller is of another agency");
  }
  if (directory.FindAgency(agency) == nullptr) {
    return ReasonError(absl::StatusCode::kNotFound, "AGENCY_NOT_FOUND", "there is no such agency");
  }
  return agency;
}

absl::StatusOr<OutageAnnounced> Planned(const v1::AnnounceOutageRequest& request,
                                        const std::string& agency, absl::Time now) {
  const absl::Time from =
      request.has_from_time() ? std::max(now, FromTimestamp(request.from_time())) : now;
  OutageAnnounced outage;
  outage.set_agency(agency);
  outage.set_from_us(absl::ToUnixMicros(from));
  outage.set_reason(request.reason());
  if (!request.has_to_time()) return outage;
  const absl::Time to = FromTimestamp(request.to_time());
  if (to <= from) return FieldError("to_time", "must be after from_time and now");
  if (to - from > kAnnouncedOutageMax) {
    return FieldError("to_time", "is over thirty days after from_time");
  }
  outage.set_to_us(absl::ToUnixMicros(to));
  return outage;
}

// The event, and the installation as it is with it.
Judgement Change(const View& view, storage::v1::Event event,
                 const google::protobuf::MessageLite& reply) {
  Judgement judgement;
  auto next = std::make_shared<Installation>(view.installation());
  next->outages = next->outages->With(event);
  judgement.installation = std::move(next);
  judgement.events.push_back(std::move(event));
  judgement.reply = reply.SerializeAsString();
  return judgement;
}

}  // namespace

absl::StatusOr<Judgement> JudgeAnnounceOutage(const View& view, const Caller& caller,
                                              const v1::AnnounceOutageRequest& request,
                                              absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(CheckSentence("reason", request.reason()));
  SKRANKE_ASSIGN_OR_RETURN(const std::string agency,
                           FindAgency(*view.installation().directory, caller, request.agency()));
  SKRANKE_ASSIGN_OR_RETURN(OutageAnnounced outage, Planned(request, agency, now));
  v1::AnnounceOutageResponse response;
  *response.mutable_outage() = RenderOutage(outage, now);
  storage::v1::Event event;
  *event.mutable_outage_announced() = std::move(outage);
  return Change(view, std::move(event), response);
}

absl::StatusOr<Judgement> JudgeEndOutage(const View& view, const Caller& caller,
                                         const v1::EndOutageRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string agency,
                           FindAgency(*view.installation().directory, caller, request.agency()));
  const OutageAnnounced* outage = view.installation().outages->FindAnnounced(agency);
  if (outage == nullptr || EndOf(*outage) <= now) {
    return ReasonError(absl::StatusCode::kNotFound, "OUTAGE_NOT_FOUND",
                       "no outage of the agency is announced");
  }
  storage::v1::Event event;
  event.mutable_outage_ended()->set_agency(agency);
  return Change(view, std::move(event), v1::EndOutageResponse());
}

absl::StatusOr<Judgement> JudgeOutageDetected(const View& view, absl::string_view agency,
                                              absl::Time since, absl::Time) {
  if (view.installation().outages->FindDetected(agency) != nullptr) return Judgement{};
  storage::v1::Event event;
  event.mutable_outage_announced()->set_agency(std::string(agency));
  event.mutable_outage_announced()->set_from_us(absl::ToUnixMicros(since));
  return Change(view, std::move(event), v1::AnnounceOutageResponse());
}

absl::StatusOr<Judgement> JudgeOutageOver(const View& view, absl::string_view agency,
                                          absl::Time now) {
  const OutageAnnounced* outage = view.installation().outages->FindDetected(agency);
  if (outage == nullptr) return Judgement{};
  storage::v1::Event event;
  *event.mutable_outage_announced() = *outage;
  event.mutable_outage_announced()->set_to_us(absl::ToUnixMicros(now));
  return Change(view, std::move(event), v1::EndOutageResponse());
}

v1::Outage RenderOutage(const OutageAnnounced& outage, absl::Time now) {
  v1::Outage shown;
  shown.set_agency(outage.agency());
  *shown.mutable_from_time() = ToTimestamp(outage.from_us());
  if (outage.to_us() != 0) *shown.mutable_to_time() = ToTimestamp(outage.to_us());
  shown.set_reason(outage.reason());
  shown.set_detected(IsDetected(outage));
  shown.set_running(IsRunning(outage, now));
  return shown;
}

void TellOutage(const Installation& installation, absl::Time now, v1::CounterAnswer* answer) {
  const OutageAnnounced* outage = installation.outages->FindRunning(answer->authority(), now);
  if (outage == nullptr) return;
  const std::string who =
      answer->authority_title().empty() ? answer->authority() : answer->authority_title();
  answer->set_outage(IsDetected(*outage)
                         ? absl::StrCat(who, " does not answer at the moment.")
                         : absl::StrCat(who, " cannot be reached: ", outage->reason()));
  if (outage->to_us() != 0) *answer->mutable_outage_end_time() = ToTimestamp(outage->to_us());
}

}  // namespace skranke
