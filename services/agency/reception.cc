#include "services/agency/reception.h"

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/agency/check_message.h"

namespace skranke {

absl::Status Reception::Check(const v1::ReceiveRequest& message) const {
  const bool anybodys = behaviour_.fault == Behaviour::Fault::kAddress;
  return CheckReceive(message, anybodys ? message.agency() : agency_);
}

absl::StatusOr<std::string> Reception::Take(const v1::ReceiveRequest& message) {
  SKRANKE_RETURN_IF_ERROR(Check(message));
  SKRANKE_RETURN_IF_ERROR(Store(message));
  received_();
  if (behaviour_.fault == Behaviour::Fault::kAcknowledgement) return message.citizen_case();
  return message.message_id();
}

absl::Status Reception::Store(const v1::ReceiveRequest& message) {
  const Behaviour::Fault fault = behaviour_.fault;
  if (fault == Behaviour::Fault::kKinds && !message.has_handover()) {
    return FieldError("body", "must be a hand-over");
  }
  if (fault == Behaviour::Fault::kRepeats) SKRANKE_RETURN_IF_ERROR(CheckNew(message));
  const absl::Status status = inbox_->Receive(message, clock_->Now());
  const bool lost = fault == Behaviour::Fault::kGaps && ReasonOf(status) == "OUT_OF_ORDER";
  return lost ? absl::OkStatus() : status;
}

absl::Status Reception::CheckNew(const v1::ReceiveRequest& message) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto stored,
                           inbox_->FindCase(message.installation(), message.citizen_case()));
  if (!stored.has_value() || stored->sequence < message.sequence()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kAlreadyExists, "KNOWN", "the message is known");
}

}  // namespace skranke
