#include "tools/skranke/mass_run.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/hex.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/call_status.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/retry_pause.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

constexpr struct {
  MassAction action;
  const char* name;
} kActions[] = {{MassAction::kAccept, "accept"},
                {MassAction::kRoute, "route"},
                {MassAction::kNotify, "notify"},
                {MassAction::kClose, "close"}};

// How often one case is tried while the server can take nothing.
constexpr int kTriesMax = 8;

const char* NameOf(MassAction action) {
  for (const auto& known : kActions) {
    if (known.action == action) return known.name;
  }
  return "";
}

std::string FrontDesk(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.FrontDeskService/", rpc);
}
std::string AgencyDesk(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.AgencyDeskService/", rpc);
}

bool IsOpen(v1::State state) {
  return state != v1::STATE_CLOSED && state != v1::STATE_HANDLED_AT_COUNTER &&
         state != v1::STATE_WITHDRAWN && state != v1::STATE_MISREGISTERED;
}

bool IsThere(const v1::Case& c, const v1::Receiver& receiver) {
  const v1::Responsibility& owner = c.responsibility();
  return owner.authority() == receiver.agency() &&
         (receiver.unit().empty() || owner.unit() == receiver.unit());
}

// A verb of the unit that has the case, with its etag and token as they are now.
template <class Request>
absl::StatusOr<Request> AtDesk(Session& session, const v1::Case& c) {
  v1::GetWorkItemRequest get;
  get.set_name(c.name());
  v1::GetWorkItemResponse item;
  SKRANKE_RETURN_IF_ERROR(session.Call(AgencyDesk("GetWorkItem"), get, item));
  Request request;
  request.set_name(c.name());
  request.set_etag(item.work_item().citizen_case().etag());
  if constexpr (requires { request.set_token(""); }) {
    request.set_token(item.work_item().lease().token());
  }
  return request;
}

absl::Status Accept(Session& session, const std::string& id, const v1::Case& c) {
  SKRANKE_ASSIGN_OR_RETURN(auto request, AtDesk<v1::AcceptCaseRequest>(session, c));
  request.set_request_id(id);
  v1::AcceptCaseResponse response;
  return session.Call(AgencyDesk("AcceptCase"), request, response);
}

absl::Status Close(Session& session, const MassOrder& order, const std::string& id,
                   const v1::Case& c) {
  SKRANKE_ASSIGN_OR_RETURN(auto request, AtDesk<v1::CloseCaseRequest>(session, c));
  request.set_request_id(id);
  request.set_outcome(order.outcome);
  request.set_referred_to(order.referred_to);
  v1::CloseCaseResponse response;
  return session.Call(AgencyDesk("CloseCase"), request, response);
}

absl::Status Route(Session& session, const MassOrder& order, const std::string& id,
                   const v1::Case& c) {
  v1::RouteCaseRequest request;
  request.set_request_id(id);
  request.set_name(c.name());
  request.set_etag(c.etag());
  *request.mutable_receiver() = order.receiver;
  request.set_reason(order.reason);
  v1::RouteCaseResponse response;
  return session.Call(FrontDesk("RouteCase"), request, response);
}

absl::Status Notify(Session& session, const MassOrder& order, const std::string& id,
                    const v1::Case& c) {
  v1::RecordContactRequest request;
  request.set_request_id(id);
  request.set_citizen_case(c.name());
  request.set_channel(order.channel);
  request.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
  request.set_task(c.task());
  request.set_note(order.reason);
  request.set_outgoing(true);
  v1::RecordContactResponse response;
  return session.Call(FrontDesk("RecordContact"), request, response);
}

absl::Status DoOnce(Session& session, const MassOrder& order, const std::string& id,
                    const v1::Case& c) {
  switch (order.action) {
    case MassAction::kAccept:
      return Accept(session, id, c);
    case MassAction::kRoute:
      return Route(session, order, id, c);
    case MassAction::kNotify:
      return Notify(session, order, id, c);
    case MassAction::kClose:
      return Close(session, order, id, c);
  }
  return absl::InternalError("an action without a call");
}

// The queue may be full for a moment.
absl::Status Do(Session& session, const MassOrder& order, const std::string& id,
                const v1::Case& c) {
  absl::Status status;
  for (int tries = 1; tries <= kTriesMax; ++tries) {
    status = DoOnce(session, order, id, c);
    if (!absl::IsResourceExhausted(status)) return status;
    absl::SleepFor(RetryPause(tries, 0));
  }
  return status;
}

// Not this case's fault: the next one would fare the same.
bool EndsTheRun(const absl::Status& status) {
  return HelpsToTryAgain(status) || absl::IsUnauthenticated(status) ||
         ReasonOf(status) == "ROLE_MAY_NOT" || ReasonOf(status) == kNotReachedReason;
}

}  // namespace

absl::StatusOr<MassAction> ParseMassAction(absl::string_view text) {
  for (const auto& known : kActions) {
    if (text == known.name) return known.action;
  }
  return UsageError("--action is accept, route, notify or close");
}

bool Fits(const MassOrder& order, const v1::Case& c) {
  switch (order.action) {
    case MassAction::kAccept:
      return c.state() == v1::STATE_ROUTED || c.state() == v1::STATE_DELIVERED;
    case MassAction::kRoute:
      return IsOpen(c.state()) && c.state() != v1::STATE_DECIDED && !IsThere(c, order.receiver);
    case MassAction::kNotify:
      return IsOpen(c.state());
    case MassAction::kClose:
      return c.state() == v1::STATE_ACCEPTED || c.state() == v1::STATE_IN_PROGRESS ||
             c.state() == v1::STATE_DECIDED;
  }
  return false;
}

std::string MassRequestId(const MassOrder& order, absl::string_view name) {
  const std::string digest =
      ToHex(Sha256(absl::StrCat(order.campaign, "\n", NameOf(order.action), "\n", name)));
  return absl::StrCat("mass-", digest.substr(0, 32));
}

MassReport CountMass(const MassOrder& order, const std::vector<v1::Case>& cases) {
  MassReport report;
  for (const v1::Case& c : cases) {
    ++report.found;
    if (!Fits(order, c)) continue;
    ++report.fitting;
    ++report.by_state[ShortName(c.state())];
  }
  return report;
}

absl::Status RunMass(Session& session, const MassOrder& order, const std::vector<v1::Case>& cases,
                     MassReport& report) {
  report = CountMass(order, cases);
  for (const v1::Case& c : cases) {
    if (order.limit != 0 && report.done >= order.limit) break;
    if (!Fits(order, c)) continue;
    const absl::Status status = Do(session, order, MassRequestId(order, c.name()), c);
    // The id was used: by this campaign, when the case stood otherwise.
    const bool known = ReasonOf(status) == "REQUEST_ID_REUSED";
    if (known || (status.ok() && session.last_replayed())) {
      ++report.done_before;
    } else if (status.ok()) {
      ++report.done;
    } else if (EndsTheRun(status)) {
      return status;
    } else {
      ++report.refused[ReasonOf(status)];
    }
  }
  return absl::OkStatus();
}

}  // namespace skranke
