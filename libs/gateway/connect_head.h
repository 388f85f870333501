// What the head of a request says by the Connect protocol: which method, in which form, for how
// long, from whom; or why it is refused before its body is read. Pure; any thread.
#ifndef SKRANKE_LIBS_GATEWAY_CONNECT_HEAD_H_
#define SKRANKE_LIBS_GATEWAY_CONNECT_HEAD_H_

#include <cstddef>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/gateway/http_message.h"
#include "libs/gateway/method_paths.h"

namespace skranke {

enum class Codec { kProto, kJson };

// A call whose head is in order.
struct ConnectCall {
  const GatewayMethod* method = nullptr;
  Codec codec = Codec::kProto;
  // As the answer has it.
  std::string content_type;
  // How the body came, and how the answer may go.
  bool gzip_in = false;
  bool gzip_out = false;
  // What the caller gives it; infinite where it says nothing.
  absl::Duration timeout = absl::InfiniteDuration();
  // A claim, not a proof (call_handler.h).
  std::string caller;
};

// A request that is answered without its body.
struct RefusedHead {
  // kUnlistedMethod for an unknown path.
  size_t method_index = 0;
  absl::StatusCode code = absl::StatusCode::kUnimplemented;
  HttpAnswer answer;
};

// Refused are, in this order: an unknown path (404), another verb than POST (405), a content type
// that is none of a unary call or a method that streams (415), all without a body; then by Connect
// errors UNIMPLEMENTED UNSUPPORTED_ENCODING and INVALID_ARGUMENT UNSUPPORTED_PROTOCOL_VERSION,
// BAD_TIMEOUT and BAD_CALLER.
std::variant<ConnectCall, RefusedHead> ReadConnectHead(const MethodPaths& methods,
                                                       const HttpHead& head);

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_CONNECT_HEAD_H_
