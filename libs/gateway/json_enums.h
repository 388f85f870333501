// Finds names of enum values that we do not know in JSON that protobuf could otherwise read: it
// ignores them together with unknown fields, and then our default would stand for what the caller
// said. Pure; any thread.
#ifndef SKRANKE_LIBS_GATEWAY_JSON_ENUMS_H_
#define SKRANKE_LIBS_GATEWAY_JSON_ENUMS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace skranke {

// INVALID_ARGUMENT: INVALID_FIELD naming the first field with such a name; INVALID_MESSAGE for what
// is no JSON by RFC 8259 (protobuf also takes unquoted keys, for one).
absl::Status CheckJsonEnums(const google::protobuf::Descriptor& type, absl::string_view json);

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_JSON_ENUMS_H_
