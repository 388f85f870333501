#include "libs/directory/canonical_bytes.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string BigEndian(uint64_t number, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(number >> shift);
  }
  return text;
}

std::string SingularBytes(const Message& message, const FieldDescriptor* field) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, field);
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(reflection.GetUInt32(message, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, field) ? "1" : "0";
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return CanonicalBytes(reflection.GetMessage(message, field));
    default:
      std::abort();
  }
}

std::string ElementBytes(const Message& message, const FieldDescriptor* field, int index) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetRepeatedString(message, field, index);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return CanonicalBytes(reflection.GetRepeatedMessage(message, field, index));
    default:
      std::abort();
  }
}

std::string FieldBytes(const FieldDescriptor* field, const std::string& value) {
  return absl::StrCat(BigEndian(static_cast<uint64_t>(field->number()), 4),
                      BigEndian(value.size(), 8), value);
}

}  // namespace

std::string CanonicalBytes(const Message& message) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  std::string bytes;
  for (const FieldDescriptor* field : fields) {
    if (field->name() == "line") continue;
    if (!field->is_repeated()) {
      absl::StrAppend(&bytes, FieldBytes(field, SingularBytes(message, field)));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      absl::StrAppend(&bytes, FieldBytes(field, ElementBytes(message, field, i)));
    }
  }
  return bytes;
}

}  // namespace skranke
