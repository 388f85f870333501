#include "libs/gateway/connect_body.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/gateway/connect_error.h"
#include "libs/gateway/gzip.h"
#include "libs/gateway/json_message.h"

namespace skranke {
namespace {

// A value that would end its line would be another header.
bool IsPrintable(const std::string& value) {
  return std::all_of(value.begin(), value.end(), absl::ascii_isprint);
}

void AddTrailers(const UnaryAnswer& answer, HttpHeaders& headers) {
  for (const auto& [key, value] : answer.trailing_metadata) {
    const std::string text = absl::EndsWith(key, "-bin") ? UnpaddedBase64(value) : value;
    if (IsPrintable(text)) headers.emplace_back(absl::StrCat("trailer-", key), text);
  }
}

absl::StatusOr<std::string> BodyOfReply(const ConnectCall& call, std::string bytes) {
  if (call.codec == Codec::kProto) return bytes;
  return JsonOfMessage(*call.method->response, bytes);
}

HttpAnswer Success(const ConnectCall& call, std::string body) {
  HttpAnswer http = {.headers = {{"content-type", call.content_type}}};
  const bool pays = call.gzip_out && body.size() > kGzipFrom;
  if (pays) http.headers.emplace_back("content-encoding", "gzip");
  http.body = pays ? Gzip(body) : std::move(body);
  return http;
}

// JSON is read before anybody knows whether the caller may ask at all.
size_t MostOf(const ConnectCall& call, size_t most) {
  return call.codec == Codec::kJson ? std::min(most, kJsonFactor * call.method->max_bytes) : most;
}

}  // namespace

absl::StatusOr<std::string> RequestOfBody(const ConnectCall& call, std::string body, size_t limit) {
  const size_t most = MostOf(call, limit);
  if (body.size() > most) return MessageTooLarge(most);
  // Nothing is never gzip: who has nothing to send compresses nothing.
  if (call.gzip_in && !body.empty()) {
    SKRANKE_ASSIGN_OR_RETURN(body, Gunzip(body, most));
  }
  if (call.codec == Codec::kProto) return body;
  SKRANKE_ASSIGN_OR_RETURN(std::string message, MessageOfJson(*call.method->request, body));
  if (message.size() > most) return MessageTooLarge(most);
  return message;
}

HttpAnswer HttpAnswerOf(const ConnectCall& call, UnaryAnswer& answer) {
  std::string body;
  if (answer.status.ok()) {
    auto written = BodyOfReply(call, std::move(answer.bytes));
    answer.status = written.status();
    if (written.ok()) body = *std::move(written);
  }
  HttpAnswer http =
      answer.status.ok() ? Success(call, std::move(body)) : ErrorAnswer(answer.status);
  AddTrailers(answer, http.headers);
  return http;
}

}  // namespace skranke
