#include "tests/hostile/fields.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/timestamp.pb.h"

namespace skranke {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Deeper than any request of ours; ends the walk where a message holds itself.
constexpr size_t kStepsMax = 8;

void Walk(const Descriptor& type, FieldPath& path, FieldFilter filter,
          std::vector<FieldPath>& found) {
  for (int i = 0; i < type.field_count() && path.steps.size() < kStepsMax; ++i) {
    const FieldDescriptor& field = *type.field(i);
    path.steps.push_back(&field);
    if (filter(field)) found.push_back(path);
    if (field.message_type() != nullptr && !IsTime(field)) {
      Walk(*field.message_type(), path, filter, found);
    }
    path.steps.pop_back();
  }
}

std::string Join(const std::vector<const FieldDescriptor*>& steps) {
  std::string text;
  for (const FieldDescriptor* step : steps) {
    absl::StrAppend(&text, text.empty() ? "" : ".", step->name(), step->is_repeated() ? "[0]" : "");
  }
  return text;
}

Message& Step(const FieldDescriptor& field, Message& holder,
              const std::function<void(Message&)>& made) {
  const Reflection& reflection = *holder.GetReflection();
  if (field.is_repeated()) {
    if (reflection.FieldSize(holder, &field) > 0) {
      return *reflection.MutableRepeatedMessage(&holder, &field, 0);
    }
    Message& added = *reflection.AddMessage(&holder, &field);
    made(added);
    return added;
  }
  const bool there = reflection.HasField(holder, &field);
  Message& inner = *reflection.MutableMessage(&holder, &field);
  if (!there) made(inner);
  return inner;
}

void AddTexts(const Message& message, std::vector<std::string>& texts) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (IsText(*field)) {
        texts.push_back(field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                             : reflection.GetString(message, field));
      } else if (field->message_type() != nullptr) {
        AddTexts(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                      : reflection.GetMessage(message, field),
                 texts);
      }
    }
  }
}

}  // namespace

std::string FieldPath::value() const { return Join(steps); }

std::string FieldPath::whole() const {
  const std::string holder = Join({steps.begin(), steps.end() - 1});
  return absl::StrCat(holder, holder.empty() ? "" : ".", field().name());
}

bool IsText(const FieldDescriptor& field) { return field.type() == FieldDescriptor::TYPE_STRING; }
bool IsEnum(const FieldDescriptor& field) { return field.type() == FieldDescriptor::TYPE_ENUM; }
bool IsTime(const FieldDescriptor& field) {
  return field.message_type() == google::protobuf::Timestamp::descriptor();
}
bool IsNumber(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 ||
         field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64;
}
bool IsRepeated(const FieldDescriptor& field) { return field.is_repeated(); }

std::vector<FieldPath> FieldsOf(const Descriptor& request, FieldFilter filter) {
  std::vector<FieldPath> found;
  FieldPath path;
  Walk(request, path, filter, found);
  return found;
}

Message& HolderOf(const FieldPath& path, Message& request,
                  const std::function<void(Message&)>& made) {
  Message* holder = &request;
  for (size_t i = 0; i + 1 < path.steps.size(); ++i) holder = &Step(*path.steps[i], *holder, made);
  return *holder;
}

std::string Secret(const FieldPath& path, const std::string& text) {
  const std::string& holder = path.field().containing_type()->name();
  const bool is_list = path.field().name() == "version";
  return holder == "Receiver" || holder == "PackageFile" || is_list ? "" : text;
}

std::vector<std::string> TextsOf(const Message& message) {
  std::vector<std::string> texts;
  AddTexts(message, texts);
  return texts;
}

}  // namespace skranke
