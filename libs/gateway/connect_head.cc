#include "libs/gateway/connect_head.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/gateway/connect_error.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/rpc_observer.h"

namespace skranke {
namespace {

constexpr absl::string_view kProtoType = "application/proto";
constexpr absl::string_view kJsonType = "application/json";
constexpr absl::string_view kJsonUtf8Type = "application/json; charset=utf-8";
// Source: the Connect protocol, "Timeout": at most ten digits.
constexpr size_t kTimeoutDigitsMax = 10;

absl::Status Invalid(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kInvalidArgument, reason, message);
}

RefusedHead NotThere() { return {.method_index = kUnlistedMethod, .answer = {.status = 404}}; }

RefusedHead NoSuchVerb(const GatewayMethod& method) {
  return {.method_index = method.index, .answer = {.status = 405, .headers = {{"allow", "POST"}}}};
}

RefusedHead NoSuchType(const GatewayMethod& method) {
  return {.method_index = method.index,
          .answer = {.status = 415,
                     .headers = {{"accept-post", "application/proto, application/json"}}}};
}

RefusedHead ByError(const GatewayMethod& method, const absl::Status& status) {
  RefusedHead refused = {
      .method_index = method.index, .code = status.code(), .answer = ErrorAnswer(status)};
  if (absl::IsUnimplemented(status)) {
    refused.answer.headers.emplace_back("accept-encoding", "gzip");
  }
  return refused;
}

// The type as we answer it; empty for one that a unary call does not have.
absl::string_view UnaryTypeOf(absl::string_view sent) {
  // The blank before a parameter may be missing.
  const std::string type = absl::StrReplaceAll(
      absl::StrReplaceAll(absl::AsciiStrToLower(sent), {{"; ", ";"}}), {{";", "; "}});
  for (const absl::string_view known : {kProtoType, kJsonType, kJsonUtf8Type}) {
    if (type == known) return known;
  }
  return {};
}

absl::Status ReadEncodings(const HttpHeaders& headers, ConnectCall& call) {
  const absl::string_view sent = HeaderOf(headers, "content-encoding");
  call.gzip_in = absl::EqualsIgnoreCase(sent, "gzip");
  if (!sent.empty() && !call.gzip_in && !absl::EqualsIgnoreCase(sent, "identity")) {
    return ReasonError(absl::StatusCode::kUnimplemented, "UNSUPPORTED_ENCODING",
                       "a body may be encoded as gzip or identity");
  }
  call.gzip_out = call.gzip_in;
  if (!HasHeader(headers, "accept-encoding")) return absl::OkStatus();
  // The first that we know wins; one with a weight is a name that we do not know.
  call.gzip_out = false;
  for (absl::string_view name : absl::StrSplit(HeaderOf(headers, "accept-encoding"), ',')) {
    name = absl::StripAsciiWhitespace(name);
    call.gzip_out = absl::EqualsIgnoreCase(name, "gzip");
    if (call.gzip_out || absl::EqualsIgnoreCase(name, "identity")) break;
  }
  return absl::OkStatus();
}

// Demanding it also keeps foreign pages out: a browser asks us first, and gets no leave (no CORS).
absl::Status CheckVersion(const HttpHeaders& headers) {
  if (HeaderOf(headers, "connect-protocol-version") == "1") return absl::OkStatus();
  return Invalid("UNSUPPORTED_PROTOCOL_VERSION", "the header Connect-Protocol-Version must be 1");
}

absl::Status ReadTimeout(const HttpHeaders& headers, ConnectCall& call) {
  if (!HasHeader(headers, "connect-timeout-ms")) return absl::OkStatus();
  const absl::string_view sent = HeaderOf(headers, "connect-timeout-ms");
  const bool digits = std::all_of(sent.begin(), sent.end(), absl::ascii_isdigit);
  int64_t milliseconds = 0;
  if (!digits || sent.size() > kTimeoutDigitsMax || !absl::SimpleAtoi(sent, &milliseconds)) {
    return Invalid("BAD_TIMEOUT", "the header Connect-Timeout-Ms must have 1 to 10 digits");
  }
  call.timeout = absl::Milliseconds(milliseconds);
  return absl::OkStatus();
}

absl::Status ReadCaller(const HttpHeaders& headers, ConnectCall& call) {
  call.caller = std::string(HeaderOf(headers, kCallerMetadata));
  if (std::all_of(call.caller.begin(), call.caller.end(), absl::ascii_isprint)) {
    return absl::OkStatus();
  }
  // gRPC lets no other through.
  return Invalid("BAD_CALLER", "the caller's name must be printable ASCII");
}

absl::Status ReadRest(const HttpHeaders& headers, ConnectCall& call) {
  SKRANKE_RETURN_IF_ERROR(ReadEncodings(headers, call));
  SKRANKE_RETURN_IF_ERROR(CheckVersion(headers));
  SKRANKE_RETURN_IF_ERROR(ReadTimeout(headers, call));
  return ReadCaller(headers, call);
}

}  // namespace

std::variant<ConnectCall, RefusedHead> ReadConnectHead(const MethodPaths& methods,
                                                       const HttpHead& head) {
  const absl::string_view target = head.target;
  const GatewayMethod* method = methods.Find(target.substr(0, target.find('?')));
  if (method == nullptr) return NotThere();
  if (head.verb != "POST") return NoSuchVerb(*method);
  const absl::string_view type = UnaryTypeOf(HeaderOf(head.headers, "content-type"));
  if (type.empty() || !method->unary) return NoSuchType(*method);
  ConnectCall call = {.method = method,
                      .codec = type == kProtoType ? Codec::kProto : Codec::kJson,
                      .content_type = std::string(type)};
  if (absl::Status rest = ReadRest(head.headers, call); !rest.ok()) return ByError(*method, rest);
  return call;
}

}  // namespace skranke
