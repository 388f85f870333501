#include "services/agency/reception.h"

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/agency/check_message.h"

namespace skranke {

absl::Status Reception::Check(const v1::ReceiveRequest& message) const {
  return CheckReceive(message, agency_);
}

absl::StatusOr<std::string> Reception::Take(const v1::ReceiveRequest& message) {
  SKRANKE_RETURN_IF_ERROR(Check(message));
  SKRANKE_RETURN_IF_ERROR(Store(message));
  received_();
  if (behaviour_.fault == Behaviour::Fault::kAcknowledgement) return message.citizen_case();
  return message.message_id();
}

absl::Status Reception::Store(const v1::ReceiveRequest& message) {
  if (behaviour_.fault == Behaviour::Fault::kRepeats) {
    SKRANKE_ASSIGN_OR_RETURN(const auto stored,
                             inbox_->FindCase(message.installation(), message.citizen_case()));
    if (stored.has_value() && stored->sequence >= message.sequence()) {
      return ReasonError(absl::StatusCode::kAlreadyExists, "KNOWN", "the message is known");
    }
  }
  const absl::Status status = inbox_->Receive(message, clock_->Now());
  const bool lost =
      behaviour_.fault == Behaviour::Fault::kGaps && ReasonOf(status) == "OUT_OF_ORDER";
  return lost ? absl::OkStatus() : status;
}

}  // namespace skranke
