// One unary call, waited for. Typed by protobuf messages, without generated stubs:
//
//   SKRANKE_ASSIGN_OR_RETURN(auto reply, Call<v1::RegisterCaseResponse>(
//       *channel, "/skranke.v1.FrontDeskService/RegisterCase", request, {.caller = "clerk"}));
//
// All functions may be called from any thread. They wait, so never on a polling thread.
#ifndef SKRANKE_LIBS_RPC_CLIENT_CALL_H_
#define SKRANKE_LIBS_RPC_CLIENT_CALL_H_

#include <google/protobuf/message_lite.h>
#include <grpcpp/channel.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace grpc {
class ClientContext;
}

namespace skranke {

// The metadata key that names the caller in development mode.
inline constexpr char kCallerMetadata[] = "skranke-dev-caller";
// Trailing metadata: the commit position of what was answered, and, with the value "1", that the
// reply is a stored one (DESIGN section 3).
inline constexpr char kPositionMetadata[] = "skranke-position";
inline constexpr char kReplayedMetadata[] = "skranke-replayed";

// A unary call without a timeout of its own. The server gives none more.
inline constexpr absl::Duration kUnaryTimeout = absl::Seconds(30);

using Metadata = std::vector<std::pair<std::string, std::string>>;

struct CallOptions {
  // Who asks; empty sends no name.
  std::string caller;
  // How long the call may take. Unset: kUnaryTimeout, and for a stream no end.
  std::optional<absl::Duration> timeout;
  // Sent along; keys in lower case.
  Metadata metadata;
};

struct CallReply {
  std::string bytes;
  // What the server added at the end, e.g. {"skranke-replayed", "1"}.
  Metadata trailing;
};

// Whether the server says that it gave a stored reply again.
bool IsReplayed(const CallReply& reply);

// The raw reply to the raw request, or the server's error with ReasonOf and FieldOf
// (call_status.h).
absl::StatusOr<CallReply> CallBytes(grpc::Channel& channel, const std::string& method,
                                    absl::string_view request, const CallOptions& options);

// Puts the options into a call that has not started yet; `timeout` where they have none.
void ApplyOptions(const CallOptions& options, absl::Duration timeout, grpc::ClientContext& context);

// The server's trailing metadata of a finished call.
Metadata TrailingMetadata(const grpc::ClientContext& context);

// The reply parsed; INTERNAL UNREADABLE_REPLY when it is none of type Response.
template <class Response>
absl::StatusOr<Response> ParseReply(const std::string& bytes) {
  Response response;
  if (response.ParseFromString(bytes)) return response;
  return ReasonError(absl::StatusCode::kInternal, "UNREADABLE_REPLY",
                     "the server's reply is not of the expected type");
}

// CallBytes with messages.
template <class Response>
absl::StatusOr<Response> Call(grpc::Channel& channel, const std::string& method,
                              const google::protobuf::MessageLite& request,
                              const CallOptions& options) {
  SKRANKE_ASSIGN_OR_RETURN(const CallReply reply,
                           CallBytes(channel, method, request.SerializeAsString(), options));
  return ParseReply<Response>(reply.bytes);
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_CALL_H_
