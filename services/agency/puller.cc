#include "services/agency/puller.h"

#include "absl/strings/str_cat.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// How often an office is asked. A real agency would subscribe (SubscribeWork) instead.
constexpr absl::Duration kAskEvery = absl::Seconds(1);
// Items of one unit in one step, so that none keeps the others waiting.
constexpr int kMostAtOnce = 16;
// Who the messages are from: an office that is fetched from says no name.
constexpr char kFetched[] = "fetched";

}  // namespace

absl::Time Puller::Step(absl::Time now) {
  if (units_.empty()) return absl::InfiniteFuture();
  for (const std::string& unit : units_) {
    for (int i = 0; i < kMostAtOnce; ++i) {
      const auto taken = TakeOne(unit);
      if (!taken.ok()) {
        Log(LogLevel::kWarning, "not fetched",
            {{"unit", unit}, {"reason", ReasonOf(taken.status())}});
      }
      if (!taken.value_or(false)) break;
    }
  }
  return now + kAskEvery;
}

absl::StatusOr<bool> Puller::TakeOne(const std::string& unit) {
  v1::TakeNextRequest request;
  // Counts what was stored: the same until this take is.
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t received, inbox_->Received());
  request.set_request_id(absl::StrCat("take-", unit, "-", received));
  request.set_unit(unit);
  SKRANKE_ASSIGN_OR_RETURN(const auto response, office_->Take(request));
  if (!response.has_work_item()) return false;
  SKRANKE_ASSIGN_OR_RETURN(const auto message, MessageOf(response.work_item()));
  SKRANKE_RETURN_IF_ERROR(reception_->Take(message).status());
  return true;
}

// A lease is part of the id: what is taken again brings its new token along.
absl::StatusOr<v1::ReceiveRequest> Puller::MessageOf(const v1::WorkItem& item) const {
  const std::string& name = item.citizen_case().name();
  SKRANKE_ASSIGN_OR_RETURN(const auto stored, inbox_->FindCase(kFetched, name));
  v1::ReceiveRequest message;
  message.set_message_id(absl::StrCat(item.handover_id(), ".", item.lease().token()));
  message.set_installation(kFetched);
  message.set_agency(agency_);
  message.set_citizen_case(name);
  message.set_previous_sequence(stored ? stored->sequence : 0);
  message.set_sequence(message.previous_sequence() + 1);
  v1::HandoverMessage& handover = *message.mutable_handover();
  *handover.mutable_citizen_case() = item.citizen_case();
  handover.set_handover_id(item.handover_id());
  handover.set_handover_token(item.lease().token());
  return message;
}

}  // namespace skranke
