#include "services/agency/check_message.h"

#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "services/agency/agency_case.h"

namespace skranke {
namespace {

absl::Status CheckBody(const v1::ReceiveRequest& message) {
  switch (message.body_case()) {
    case v1::ReceiveRequest::kHandover:
    case v1::ReceiveRequest::kReopening:
      return CheckRequiredTextField("handover_id", HandoverBrought(message), kIdentifierBytesMax);
    case v1::ReceiveRequest::kRecall:
      return CheckRequiredTextField("recall.handover_id", message.recall().handover_id(),
                                    kIdentifierBytesMax);
    case v1::ReceiveRequest::kWithdrawal:
      return CheckRequiredTextField("withdrawal.handover_id", message.withdrawal().handover_id(),
                                    kIdentifierBytesMax);
    case v1::ReceiveRequest::kReminder:
      return CheckRequiredTextField("reminder.handover_id", message.reminder().handover_id(),
                                    kIdentifierBytesMax);
    case v1::ReceiveRequest::kSupplement:
    case v1::ReceiveRequest::kCorrection:
      return absl::OkStatus();
    case v1::ReceiveRequest::BODY_NOT_SET:
      break;
  }
  return FieldError("body", "must say what happened");
}

}  // namespace

absl::Status CheckReceive(const v1::ReceiveRequest& message, absl::string_view agency) {
  SKRANKE_RETURN_IF_ERROR(
      CheckRequiredTextField("message_id", message.message_id(), kMessageIdBytesMax));
  SKRANKE_RETURN_IF_ERROR(
      CheckRequiredTextField("installation", message.installation(), kIdentifierBytesMax));
  SKRANKE_RETURN_IF_ERROR(
      CheckRequiredTextField("citizen_case", message.citizen_case(), kIdentifierBytesMax));
  if (message.agency() != agency) return FieldError("agency", "is not the agency that this is");
  if (message.sequence() == 0) return FieldError("sequence", "counts from 1");
  if (message.previous_sequence() >= message.sequence()) {
    return FieldError("previous_sequence", "must come before sequence");
  }
  return CheckBody(message);
}

}  // namespace skranke
