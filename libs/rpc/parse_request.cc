#include "libs/rpc/parse_request.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/wire_format_lite.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/text_field.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

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
    {"path", kContactBytesMax},       {"row", kNoteBytesMax},
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
  if (field.name() == "files") return kPackageFilesMax;
  if (field.name() == "holdings") return kPageSizeMax;
  return kDocumentsPerRequestMax;
}

// What is wrong, and where. Where all is well, which is nearly always, no path is put together.
struct Fault {
  std::string path;
  std::string message;
};
using Found = absl::optional<Fault>;

// A fault in a field is one of its message.
Found In(const FieldDescriptor& field, int index, Found found) {
  if (!found) return found;
  std::string path = field.name();
  if (index >= 0) absl::StrAppend(&path, "[", index, "]");
  if (!found->path.empty()) absl::StrAppend(&path, ".", found->path);
  found->path = std::move(path);
  return found;
}

Found CheckTimestamp(const Message& message) {
  const auto& time = static_cast<const google::protobuf::Timestamp&>(message);
  const bool possible = time.seconds() >= kSecondsMin && time.seconds() <= kSecondsMax &&
                        time.nanos() >= 0 && time.nanos() < 1000000000;
  return possible ? Found() : Fault{.message = "is not a possible time"};
}

Found CheckText(const FieldDescriptor& field, const std::string& text) {
  if (field.type() == FieldDescriptor::TYPE_BYTES || text.empty()) return {};
  std::string fault = TextFault(text, TextLimitOf(field));
  return fault.empty() ? Found() : Fault{.message = std::move(fault)};
}

Found Check(const Message& message, int depth);

Found CheckOne(const Message& message, const FieldDescriptor& field, int index, int depth) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      return CheckText(field, index < 0 ? reflection.GetStringReference(message, &field, &scratch)
                                        : reflection.GetRepeatedStringReference(message, &field,
                                                                                index, &scratch));
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int value = index < 0 ? reflection.GetEnumValue(message, &field)
                                  : reflection.GetRepeatedEnumValue(message, &field, index);
      const bool known = field.enum_type()->FindValueByNumber(value) != nullptr;
      return known ? Found() : Fault{.message = "has an unknown value"};
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const Message& inner = index < 0 ? reflection.GetMessage(message, &field)
                                       : reflection.GetRepeatedMessage(message, &field, index);
      const bool is_time = inner.GetDescriptor() == google::protobuf::Timestamp::descriptor();
      return is_time ? CheckTimestamp(inner) : Check(inner, depth + 1);
    }
    default:
      return {};
  }
}

Found CheckField(const Message& message, const FieldDescriptor& field, int depth) {
  if (!field.is_repeated()) return In(field, -1, CheckOne(message, field, -1, depth));
  const int size = message.GetReflection()->FieldSize(message, &field);
  if (static_cast<size_t>(size) > CountLimitOf(field)) {
    return In(field, -1, Fault{.message = "has too many elements"});
  }
  for (int i = 0; i < size; ++i) {
    if (Found found = In(field, i, CheckOne(message, field, i, depth))) return found;
  }
  return {};
}

Found Check(const Message& message, int depth) {
  if (depth > kDepthMax) return Fault{.message = "is nested too deeply"};
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (Found found = CheckField(message, *field, depth)) return found;
  }
  return {};
}

Found FindBrokenText(absl::string_view bytes, const Descriptor& type, int depth);

// One value of a field that is sent with its length.
Found FindBrokenTextIn(const std::string& value, const FieldDescriptor& field, int depth) {
  if (field.type() == FieldDescriptor::TYPE_STRING && !IsValidUtf8(value)) {
    return Fault{.message = "is not valid UTF-8"};
  }
  const bool inner = field.type() == FieldDescriptor::TYPE_MESSAGE && depth < kDepthMax;
  return inner ? FindBrokenText(value, *field.message_type(), depth + 1) : Found();
}

// protobuf refuses a whole message for one text that is no UTF-8 and does not say which: walks the
// bytes once more and names it. Nothing where the message is broken otherwise.
Found FindBrokenText(absl::string_view bytes, const Descriptor& type, int depth) {
  CodedInputStream in(reinterpret_cast<const uint8_t*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  std::map<int, int> seen;
  while (const uint32_t tag = in.ReadTag()) {
    const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    const bool has_length =
        WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    if (field == nullptr || !has_length) {
      if (!WireFormatLite::SkipField(&in, tag)) return {};
      continue;
    }
    int length = 0;
    std::string value;
    if (!in.ReadVarintSizeAsInt(&length) || !in.ReadString(&value, length)) return {};
    const int index = field->is_repeated() ? seen[field->number()]++ : -1;
    if (Found found = In(*field, index, FindBrokenTextIn(value, *field, depth))) return found;
  }
  return {};
}

absl::Status ErrorOf(const Fault& fault) {
  return FieldError(fault.path, absl::StrCat(fault.path, " ", fault.message));
}

}  // namespace

absl::Status ParseRequest(const std::string& bytes, Message& request) {
  if (!request.ParseFromString(bytes)) {
    const Found broken = FindBrokenText(bytes, *request.GetDescriptor(), 0);
    if (broken) return ErrorOf(*broken);
    return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                       absl::StrCat("the request is no ", request.GetTypeName()));
  }
  return CheckMessage(request);
}

absl::Status CheckMessage(const Message& message) {
  const Found found = Check(message, 0);
  return found ? ErrorOf(*found) : absl::OkStatus();
}

absl::Status CheckMutationId(absl::string_view request_id) { return CheckRequestId(request_id); }

}  // namespace skranke
