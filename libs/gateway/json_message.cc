#include "libs/gateway/json_message.h"

#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/utf8.h"
#include "libs/gateway/json_enums.h"

namespace skranke {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::StringPiece;

StringPiece PieceOf(absl::string_view text) { return StringPiece(text.data(), text.size()); }

std::unique_ptr<Message> NewMessage(const Descriptor& type) {
  const Message* prototype = MessageFactory::generated_factory()->GetPrototype(&type);
  return std::unique_ptr<Message>(prototype->New());
}

// protobuf's own words quote the input, which may hold a citizen's data.
absl::Status NoSuchMessage(const Descriptor& type) {
  return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                     absl::StrCat("the request is no JSON of ", type.full_name()));
}

bool Parse(absl::string_view json, bool ignore_unknown, Message& message) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = ignore_unknown;
  message.Clear();
  return google::protobuf::util::JsonStringToMessage(PieceOf(json), &message, options).ok();
}

// protobuf takes some texts for a message that are no object, e.g. `null`.
bool MayBeObject(absl::string_view json) {
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(json);
  return !text.empty() && text[0] == '{' && IsValidUtf8(json);
}

}  // namespace

absl::StatusOr<std::string> MessageOfJson(const Descriptor& type, absl::string_view json) {
  if (!MayBeObject(json)) return NoSuchMessage(type);
  const std::unique_ptr<Message> message = NewMessage(type);
  if (!Parse(json, /*ignore_unknown=*/false, *message)) {
    if (!Parse(json, /*ignore_unknown=*/true, *message)) return NoSuchMessage(type);
    // protobuf ignores unknown names of enum values along with unknown fields.
    SKRANKE_RETURN_IF_ERROR(CheckJsonEnums(type, json));
  }
  return message->SerializeAsString();
}

absl::StatusOr<std::string> JsonOfMessage(const Descriptor& type, absl::string_view bytes) {
  const std::unique_ptr<Message> message = NewMessage(type);
  std::string json;
  const bool read = message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  if (read && google::protobuf::util::MessageToJsonString(*message, &json).ok()) return json;
  return ReasonError(absl::StatusCode::kInternal, "UNREADABLE_REPLY",
                     absl::StrCat("a reply is no ", type.full_name()));
}

}  // namespace skranke
