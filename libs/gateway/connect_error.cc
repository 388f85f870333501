#include "libs/gateway/connect_error.h"

#include <memory>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/reflection.h"
#include "libs/base/json_string.h"
#include "libs/base/reason.h"
#include "libs/gateway/connect_code.h"
#include "libs/gateway/json_message.h"
#include "libs/rpc/wire_status.h"

namespace skranke {
namespace {

using google::protobuf::Any;
using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::Message;

constexpr char kTooLarge[] = "MESSAGE_TOO_LARGE";
constexpr absl::string_view kRetryType = "google.rpc.RetryInfo";

const Descriptor* TypeNamed(const std::string& name) {
  return DescriptorPool::generated_pool()->FindMessageTypeByName(name);
}

std::string TypeOf(const Any& detail) {
  return std::string(absl::StripPrefix(detail.type_url(), "type.googleapis.com/"));
}

// What a detail says in plain JSON, for people; empty where this program does not know its type.
std::string DebugOf(const std::string& type, const std::string& bytes) {
  const Descriptor* known = TypeNamed(type);
  if (known == nullptr) return {};
  const auto json = JsonOfMessage(*known, bytes);
  return json.ok() ? absl::StrCat(",\"debug\":", *json) : std::string();
}

std::string JsonOfDetail(const Any& detail) {
  const std::string type = TypeOf(detail);
  return absl::StrCat("{\"type\":", JsonString(type),
                      ",\"value\":", JsonString(UnpaddedBase64(detail.value())),
                      DebugOf(type, detail.value()), "}");
}

// The details of a serialized google.rpc.Status, which is libs/rpc's to know.
std::vector<Any> DetailsOf(const std::string& bytes) {
  const Descriptor& type = *TypeNamed("google.rpc.Status");
  const Message* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type);
  const std::unique_ptr<Message> status(prototype->New());
  status->ParseFromString(bytes);
  std::vector<Any> details;
  for (const Any& detail : status->GetReflection()->GetRepeatedFieldRef<Any>(
           *status, type.FindFieldByName("details"))) {
    details.push_back(detail);
  }
  return details;
}

std::string BodyOf(absl::string_view code, const grpc::Status& error, bool helps_to_retry) {
  std::vector<std::string> details;
  for (const Any& detail : DetailsOf(error.error_details())) {
    if (helps_to_retry || TypeOf(detail) != kRetryType) details.push_back(JsonOfDetail(detail));
  }
  std::string body = absl::StrCat("{\"code\":", JsonString(code));
  if (!error.error_message().empty()) {
    absl::StrAppend(&body, ",\"message\":", JsonString(error.error_message()));
  }
  return absl::StrCat(body, ",\"details\":[", absl::StrJoin(details, ","), "]}");
}

}  // namespace

HttpAnswer ErrorAnswer(const absl::Status& status) {
  const ConnectCode code = ConnectCodeOf(status.code());
  const bool helps_to_retry = ReasonOf(status) != kTooLarge;
  return {.status = code.http_status,
          .headers = {{"content-type", "application/json"}},
          .body = BodyOf(code.name, WireStatus(status), helps_to_retry)};
}

absl::Status MessageTooLarge(size_t most) {
  return ReasonError(absl::StatusCode::kResourceExhausted, kTooLarge,
                     absl::StrCat("a request may have at most ", most, " bytes"));
}

std::string UnpaddedBase64(absl::string_view bytes) {
  std::string text = absl::Base64Escape(bytes);
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

}  // namespace skranke
