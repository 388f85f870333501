// From bytes to a request that is worth looking at: well-formed, with known enum values, texts and
// times within limits.h. The same for every method, by the message's own description. Any thread.
#ifndef SKRANKE_LIBS_RPC_PARSE_REQUEST_H_
#define SKRANKE_LIBS_RPC_PARSE_REQUEST_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace skranke {

// Parses and checks. INVALID_ARGUMENT: INVALID_MESSAGE where the bytes are no such message;
// INVALID_FIELD naming the first field with a text that is not UTF-8, too long or not printable, an
// unknown enum value, too many elements, or an impossible time.
absl::Status ParseRequest(const std::string& bytes, google::protobuf::Message& request);

// The second half alone, for messages that came another way.
absl::Status CheckMessage(const google::protobuf::Message& message);

// A mutation's request_id (AIP-155). INVALID_ARGUMENT (INVALID_FIELD request_id).
absl::Status CheckMutationId(absl::string_view request_id);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_PARSE_REQUEST_H_
