// The bodies of a unary Connect call: from what was sent to the method's message, and from its
// answer to what is sent back. Pure; any thread.
#ifndef SKRANKE_LIBS_GATEWAY_CONNECT_BODY_H_
#define SKRANKE_LIBS_GATEWAY_CONNECT_BODY_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/gateway/connect_head.h"
#include "libs/gateway/http_message.h"
#include "libs/rpc/call_handler.h"

namespace skranke {

// Replies up to here go as they are: one packet either way, and no work.
inline constexpr size_t kGzipFrom = 1'400;

// So many times its method's limit a request may be in JSON: a byte that is escaped is six, and
// names stand beside. Source: design.
inline constexpr size_t kJsonFactor = 8;

// The request message's bytes, of which there are at most `limit`; in JSON there are at most
// kJsonFactor times the method's own limit, if that is less. A proto body is not parsed here:
// that is the method table's (parse_request.h).
// RESOURCE_EXHAUSTED (MESSAGE_TOO_LARGE), as sent, inflated or read; INVALID_ARGUMENT:
// BAD_ENCODING, INVALID_MESSAGE, INVALID_FIELD.
absl::StatusOr<std::string> RequestOfBody(const ConnectCall& call, std::string body, size_t limit);

// The answer with its body and trailing metadata. A reply that cannot be written as JSON becomes an
// error, in `answer` as well, so that it is counted as one.
HttpAnswer HttpAnswerOf(const ConnectCall& call, UnaryAnswer& answer);

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_CONNECT_BODY_H_
