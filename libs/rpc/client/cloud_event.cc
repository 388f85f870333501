#include "libs/rpc/client/cloud_event.h"

#include <google/protobuf/util/json_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/json_string.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// Every byte but the unreserved characters (RFC 3986, section 2.3), so that any name is one segment
// of a path.
std::string PercentEncode(absl::string_view name) {
  constexpr absl::string_view kUnreserved = "-._~";
  constexpr size_t kNowhere = absl::string_view::npos;
  std::string encoded;
  for (const char c : name) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)) || kUnreserved.find(c) != kNowhere) {
      encoded.push_back(c);
    } else {
      absl::StrAppendFormat(&encoded, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

std::string TypeOf(const v1::ReceiveRequest& message) {
  const auto* body = v1::ReceiveRequest::descriptor()->FindFieldByNumber(message.body_case());
  return absl::StrCat("skranke.v1.", body->name());
}

absl::StatusOr<std::string> ToJson(const v1::ReceiveRequest& message) {
  std::string json;
  if (google::protobuf::util::MessageToJsonString(message, &json).ok()) return json;
  // Protobuf's own words may repeat what the message holds.
  return absl::InvalidArgumentError("the message cannot be written as JSON");
}

}  // namespace

absl::StatusOr<std::string> RenderCloudEvent(const v1::ReceiveRequest& message, absl::Time sent) {
  if (message.message_id().empty() || message.installation().empty() ||
      message.body_case() == v1::ReceiveRequest::BODY_NOT_SET) {
    return absl::InvalidArgumentError("a message has an id, an installation and a body");
  }
  SKRANKE_ASSIGN_OR_RETURN(const std::string data, ToJson(message));
  const std::string time = absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", sent, absl::UTCTimeZone());
  return absl::StrCat(R"({"specversion":"1.0","id":)", JsonString(message.message_id()),
                      R"(,"source":)", JsonString(PercentEncode(message.installation())),
                      R"(,"type":)", JsonString(TypeOf(message)), R"(,"time":)", JsonString(time),
                      R"(,"datacontenttype":"application/json","data":)", data, "}");
}

std::string WebhookIdOf(absl::string_view message_id) {
  std::string id;
  for (const unsigned char c : message_id) {
    if (c == '.') {
      id.push_back('-');
    } else if (absl::ascii_isalnum(c) || c == '_') {
      id.push_back(static_cast<char>(c));
    } else {
      absl::StrAppend(&id, "%", absl::Hex(c, absl::kZeroPad2));
    }
  }
  return id;
}

}  // namespace skranke
