#include "libs/casework/withheld.h"

#include <algorithm>
#include <string>
#include <vector>

namespace skranke {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::RepeatedPtrField;
using storage::v1::Sealed;

// Walks the message's own description, so that what is sealed in a field of tomorrow is found too.
void Empty(const RepeatedPtrField<std::string>& persons, Message& message) {
  if (message.GetDescriptor() == Sealed::descriptor()) {
    const std::string& person = static_cast<const Sealed&>(message).key_id();
    if (std::find(persons.begin(), persons.end(), person) != persons.end()) message.Clear();
    return;
  }
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      Empty(persons, *reflection.MutableMessage(&message, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      Empty(persons, *reflection.MutableRepeatedMessage(&message, field, i));
    }
  }
}

}  // namespace

bool IsWithheld(const storage::v1::CaseState& citizen_case) {
  return citizen_case.wrong_person().pseudonyms_size() > 0;
}

void Withhold(const storage::v1::CaseState& citizen_case, Message& message) {
  if (!IsWithheld(citizen_case)) return;
  // A copy: the message may be the case itself.
  const auto persons = citizen_case.wrong_person().pseudonyms();
  Empty(persons, message);
}

}  // namespace skranke
