// What a message to an agency must be before it is stored. Pure; any thread.
#ifndef SKRANKE_SERVICES_AGENCY_CHECK_MESSAGE_H_
#define SKRANKE_SERVICES_AGENCY_CHECK_MESSAGE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

// INVALID_ARGUMENT (INVALID_FIELD) for the first field that is missing, too long, or for another
// agency.
absl::Status CheckReceive(const v1::ReceiveRequest& message, absl::string_view agency);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_CHECK_MESSAGE_H_
