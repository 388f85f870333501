#include "libs/rpc/parse_request.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/text_field.h"

namespace skranke {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Bounds of google.protobuf.Timestamp: years 1 to 9999.
constexpr int64_t kSecondsMin = -62135596800;
constexpr int64_t kSecondsMax = 253402300799;
// Deepest nesting of our own requests is four.
constexpr int kDepthMax = 16;

struct TextLimit {
  absl::string_view field;
  size_t bytes;
};

// By field name; every other text is an identifier or a code.
constexpr TextLimit kTextLimits[] = {
    {"note", kNoteBytesMax},          {"reason", kReasonBytesMax},
    {"sentence", kReasonBytesMax},    {"question", kReasonBytesMax},
    {"text", kFactBytesMax},          {"number", kIdentifierBytesMax},
    {"title", kNameBytesMax},         {"public_title", kNameBytesMax},
    {"given_name", kNameBytesMax},    {"correspondent", kNameBytesMax},
    {"description", kReasonBytesMax}, {"access_ground", kNameBytesMax},
    {"phone", kContactBytesMax},      {"email", kContactBytesMax},
    {"address", kContactBytesMax},    {"page_token", kContactBytesMax},
    {"message_id", kContactBytesMax}, {"referred_to", kNameBytesMax},
    {"path", kContactBytesMax},
};

size_t TextLimitOf(const FieldDescriptor& field) {
  for (const TextLimit& limit : kTextLimits) {
    if (field.name() == limit.field) return limit.bytes;
  }
  return kIdentifierBytesMax;
}

size_t CountLimitOf(const FieldDescriptor& field) {
  if (field.name() == "parties") return kPartiesPerCaseMax;
  if (field.name() == "facts") return kFactsPerCaseMax;
  return kDocumentsPerRequestMax;
}

std::string PathOf(const std::string& parent, const FieldDescriptor& field, int index) {
  std::string path = absl::StrCat(parent, parent.empty() ? "" : ".", field.name());
  if (index >= 0) absl::StrAppend(&path, "[", index, "]");
  return path;
}

absl::Status CheckTimestamp(const Message& message, const std::string& path) {
  const auto& time = static_cast<const google::protobuf::Timestamp&>(message);
  const bool possible = time.seconds() >= kSecondsMin && time.seconds() <= kSecondsMax &&
                        time.nanos() >= 0 && time.nanos() < 1000000000;
  return possible ? absl::OkStatus() : FieldError(path, "is not a possible time");
}

absl::Status Check(const Message& message, const std::string& parent, int depth);

absl::Status CheckText(const FieldDescriptor& field, const std::string& text,
                       const std::string& parent, int index) {
  if (field.type() == FieldDescriptor::TYPE_BYTES || text.empty()) return absl::OkStatus();
  return CheckTextField(PathOf(parent, field, index), text, TextLimitOf(field));
}

absl::Status CheckOne(const Message& message, const FieldDescriptor& field,
                      const std::string& parent, int index, int depth) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      return CheckText(
          field,
          index < 0 ? reflection.GetStringReference(message, &field, &scratch)
                    : reflection.GetRepeatedStringReference(message, &field, index, &scratch),
          parent, index);
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int value = index < 0 ? reflection.GetEnumValue(message, &field)
                                  : reflection.GetRepeatedEnumValue(message, &field, index);
      const bool known = field.enum_type()->FindValueByNumber(value) != nullptr;
      return known ? absl::OkStatus()
                   : FieldError(PathOf(parent, field, index), "has an unknown value");
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const Message& inner = index < 0 ? reflection.GetMessage(message, &field)
                                       : reflection.GetRepeatedMessage(message, &field, index);
      const std::string path = PathOf(parent, field, index);
      const bool is_time = inner.GetDescriptor() == google::protobuf::Timestamp::descriptor();
      return is_time ? CheckTimestamp(inner, path) : Check(inner, path, depth + 1);
    }
    default:
      return absl::OkStatus();
  }
}

absl::Status CheckField(const Message& message, const FieldDescriptor& field,
                        const std::string& parent, int depth) {
  if (!field.is_repeated()) return CheckOne(message, field, parent, -1, depth);
  const int size = message.GetReflection()->FieldSize(message, &field);
  if (static_cast<size_t>(size) > CountLimitOf(field)) {
    return FieldError(PathOf(parent, field, -1), "has too many elements");
  }
  for (int i = 0; i < size; ++i) {
    if (absl::Status status = CheckOne(message, field, parent, i, depth); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

absl::Status Check(const Message& message, const std::string& parent, int depth) {
  if (depth > kDepthMax) return FieldError(parent, "is nested too deeply");
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (absl::Status status = CheckField(message, *field, parent, depth); !status.ok()) {
      return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ParseRequest(const std::string& bytes, Message& request) {
  if (!request.ParseFromString(bytes)) {
    return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                       absl::StrCat("the request is no ", request.GetTypeName()));
  }
  return CheckMessage(request);
}

absl::Status CheckMessage(const Message& message) { return Check(message, "", 0); }

absl::Status CheckMutationId(absl::string_view request_id) { return CheckRequestId(request_id); }

}  // namespace skranke
