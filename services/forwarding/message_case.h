// Which case a message to an agency is about. Any thread.
#ifndef SKRANKE_SERVICES_FORWARDING_MESSAGE_CASE_H_
#define SKRANKE_SERVICES_FORWARDING_MESSAGE_CASE_H_

#include "skranke/v1/intake.pb.h"

namespace skranke {

// The case with what the receiver may see; the empty one for a message that only ends a hand-over.
inline const v1::Case& CaseIn(const v1::ReceiveRequest& message) {
  switch (message.body_case()) {
    case v1::ReceiveRequest::kHandover:
      return message.handover().citizen_case();
    case v1::ReceiveRequest::kSupplement:
      return message.supplement().citizen_case();
    case v1::ReceiveRequest::kCorrection:
      return message.correction().citizen_case();
    case v1::ReceiveRequest::kReopening:
      return message.reopening().citizen_case();
    default:
      return v1::Case::default_instance();
  }
}

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_MESSAGE_CASE_H_
