// Every field of a request, nested and repeated ones too, found by the message's own description.
// Values; threads may share them.
//
//   for (const FieldPath& path : FieldsOf(*method.request, IsText)) {
//     Send(*WithText(seed, path, "%s"));   // path.value() is "parties[0].person.number"
#ifndef SKRANKE_TESTS_HOSTILE_FIELDS_H_
#define SKRANKE_TESTS_HOSTILE_FIELDS_H_

#include <functional>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace skranke {

// The way from a request to one of its fields, by the first element of what is repeated.
struct FieldPath {
  std::vector<const google::protobuf::FieldDescriptor*> steps;

  const google::protobuf::FieldDescriptor& field() const { return *steps.back(); }
  // As an error names the value: "facts[0].text".
  std::string value() const;
  // As an error names the whole field: "facts".
  std::string whole() const;
};

using FieldFilter = bool (*)(const google::protobuf::FieldDescriptor&);
bool IsText(const google::protobuf::FieldDescriptor& field);
bool IsEnum(const google::protobuf::FieldDescriptor& field);
bool IsTime(const google::protobuf::FieldDescriptor& field);
bool IsNumber(const google::protobuf::FieldDescriptor& field);
bool IsRepeated(const google::protobuf::FieldDescriptor& field);

// Paths to all fields that the filter takes, in the order of the description.
std::vector<FieldPath> FieldsOf(const google::protobuf::Descriptor& request, FieldFilter filter);

// The message that holds the field. Messages on the way are made where they are not there, and
// `made` may fill them.
google::protobuf::Message& HolderOf(const FieldPath& path, google::protobuf::Message& request,
                                    const std::function<void(google::protobuf::Message&)>& made);

// What an answer may not repeat of a text in that field: all of it, and nothing where the field is
// for a code of the office's own directory or package, which errors name.
std::string Secret(const FieldPath& path, const std::string& text);

// Every text in the message and below.
std::vector<std::string> TextsOf(const google::protobuf::Message& message);

}  // namespace skranke

#endif  // SKRANKE_TESTS_HOSTILE_FIELDS_H_
