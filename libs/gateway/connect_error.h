// An error as the Connect protocol has it: always JSON, with the details of libs/rpc/wire_status,
// so that a caller finds the same reason whichever way the call came. Pure; any thread.
#ifndef SKRANKE_LIBS_GATEWAY_CONNECT_ERROR_H_
#define SKRANKE_LIBS_GATEWAY_CONNECT_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/gateway/http_message.h"

namespace skranke {

// The answer for a status that is not OK.
HttpAnswer ErrorAnswer(const absl::Status& status);

// RESOURCE_EXHAUSTED (MESSAGE_TOO_LARGE), for a body with more than `most` bytes, as sent or
// inflated. Trying again would not help, so its answer says nothing of when.
absl::Status MessageTooLarge(size_t most);

// Standard base64 without padding, as headers and details carry bytes.
std::string UnpaddedBase64(absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_CONNECT_ERROR_H_
