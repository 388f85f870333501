#include "services/agency/webhook_intake.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "libs/base/hex.h"
#include "libs/base/json_string.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

using ::google::protobuf::Struct;
using ::google::protobuf::Value;

constexpr absl::string_view kContentType = "application/cloudevents+json";

// Whether the media type is the one, whatever parameters follow it.
bool IsMediaType(absl::string_view content_type, absl::string_view wanted) {
  const absl::string_view type = content_type.substr(0, content_type.find(';'));
  return absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(type), wanted);
}

absl::StatusOr<Struct> ReadJson(absl::string_view json) {
  Struct event;
  const google::protobuf::StringPiece bytes(json.data(), json.size());
  if (google::protobuf::util::JsonStringToMessage(bytes, &event).ok()) return event;
  return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                     "the body is no JSON object with each name once");
}

// The attribute's text; empty where it is missing or no text.
const std::string& Attribute(const Struct& event, const std::string& name) {
  const auto found = event.fields().find(name);
  return found == event.fields().end() ? Value::default_instance().string_value()
                                       : found->second.string_value();
}

absl::Status CheckAttributes(const Struct& event) {
  if (Attribute(event, "specversion") != "1.0") return FieldError("specversion", "must be 1.0");
  for (const char* name : {"id", "source", "type"}) {
    if (Attribute(event, name).empty()) return FieldError(name, "must be there");
  }
  if (event.fields().contains("datacontenttype") &&
      !IsMediaType(Attribute(event, "datacontenttype"), "application/json")) {
    return FieldError("datacontenttype", "must be application/json");
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::ReceiveRequest> ReadData(const Struct& event) {
  const absl::Status refused = FieldError("data", "must be a skranke.v1.ReceiveRequest in JSON");
  const auto data = event.fields().find("data");
  if (data == event.fields().end() || !data->second.has_struct_value()) return refused;
  std::string json;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  v1::ReceiveRequest message;
  if (!google::protobuf::util::MessageToJsonString(data->second, &json).ok() ||
      !google::protobuf::util::JsonStringToMessage(json, &message, options).ok()) {
    return refused;
  }
  return message;
}

// The name that a URI reference of one segment stands for; nothing where its escapes are broken.
absl::optional<std::string> PercentDecode(absl::string_view text) {
  std::string name;
  while (!text.empty()) {
    if (text.front() != '%') {
      name.push_back(text.front());
      text.remove_prefix(1);
      continue;
    }
    const auto byte = FromHex(text.substr(1, 2));
    if (!byte.ok() || byte->size() != 1) return absl::nullopt;
    name.append(*byte);
    text.remove_prefix(3);
  }
  return name;
}

std::string TypeOf(const v1::ReceiveRequest& message) {
  const auto* body = v1::ReceiveRequest::descriptor()->FindFieldByNumber(message.body_case());
  return body == nullptr ? "" : absl::StrCat("skranke.v1.", body->name());
}

// Duplicates are told by source and id, so these must be the message's own.
absl::Status CheckFit(const Struct& event, const v1::ReceiveRequest& message) {
  if (Attribute(event, "id") != message.message_id()) {
    return FieldError("id", "is not the data's message id");
  }
  if (PercentDecode(Attribute(event, "source")) != message.installation()) {
    return FieldError("source", "is not the data's installation");
  }
  if (Attribute(event, "type") != TypeOf(message)) {
    return FieldError("type", "is not the kind of the data's body");
  }
  return absl::OkStatus();
}

int HttpStatusOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kFailedPrecondition:
      return 409;
    case absl::StatusCode::kOutOfRange:
      return 413;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
      return 503;
    default:
      return 500;
  }
}

}  // namespace

absl::StatusOr<v1::ReceiveRequest> ReadWebhookPost(const WebhookPost& post,
                                                   const ProvePost& prove) {
  if (post.body.size() > kWebhookBodyBytesMax) {
    return ReasonError(absl::StatusCode::kOutOfRange, "WEBHOOK_TOO_LARGE",
                       absl::StrCat("the body has more than ", kWebhookBodyBytesMax, " bytes"));
  }
  if (!IsMediaType(post.content_type, kContentType)) {
    return ReasonError(absl::StatusCode::kInvalidArgument, "WEBHOOK_CONTENT_TYPE",
                       absl::StrCat("content-type must be ", kContentType));
  }
  SKRANKE_RETURN_IF_ERROR(prove(post));
  return ReadCloudEvent(post.body);
}

absl::StatusOr<v1::ReceiveRequest> ReadCloudEvent(absl::string_view json) {
  SKRANKE_ASSIGN_OR_RETURN(const Struct event, ReadJson(json));
  SKRANKE_RETURN_IF_ERROR(CheckAttributes(event));
  SKRANKE_ASSIGN_OR_RETURN(v1::ReceiveRequest message, ReadData(event));
  SKRANKE_RETURN_IF_ERROR(CheckFit(event, message));
  return message;
}

WebhookReply AcknowledgePost(absl::string_view message_id) {
  return {.status = 200, .body = absl::StrCat(R"({"message_id":)", JsonString(message_id), "}")};
}

WebhookReply RefusePost(const absl::Status& status) {
  return {.status = HttpStatusOf(status.code()),
          .body = absl::StrCat(R"({"reason":)", JsonString(ReasonOf(status)), R"(,"field":)",
                               JsonString(FieldOf(status)), R"(,"message":)",
                               JsonString(status.message()), "}")};
}

}  // namespace skranke
