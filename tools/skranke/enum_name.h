// Enum values as people type and read them: CLOSED for STATE_CLOSED. Pure functions; safe from any
// thread.
#ifndef SKRANKE_TOOLS_SKRANKE_ENUM_NAME_H_
#define SKRANKE_TOOLS_SKRANKE_ENUM_NAME_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/generated_enum_reflection.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// The number of the value called `text`, with or without the prefix, in either case, with `-` or
// `_`. USAGE naming all values where there is none, and for the unspecified one.
absl::StatusOr<int> EnumNumber(const google::protobuf::EnumDescriptor& type,
                               absl::string_view text);

// The name without its prefix; empty for the unspecified value, the number for an unknown one.
std::string ShortEnumName(const google::protobuf::EnumDescriptor& type, int number);

template <class Enum>
std::string ShortName(Enum value) {
  return ShortEnumName(*google::protobuf::GetEnumDescriptor<Enum>(), value);
}

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_ENUM_NAME_H_
