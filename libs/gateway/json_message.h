// Canonical protobuf JSON, both ways, by a message's own description. Pure; any thread.
#ifndef SKRANKE_LIBS_GATEWAY_JSON_MESSAGE_H_
#define SKRANKE_LIBS_GATEWAY_JSON_MESSAGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace skranke {

// The message's bytes, the same however the JSON orders its fields: a call that is repeated in
// another form is still the same call. Fields that we do not know are left out, so that a newer
// caller can talk to an older office; a name of an enum value that we do not know is refused, for
// leaving it out would put our default in its place.
// INVALID_ARGUMENT: INVALID_MESSAGE for what is no such message, never saying what stood there;
// INVALID_FIELD for an unknown enum value.
absl::StatusOr<std::string> MessageOfJson(const google::protobuf::Descriptor& type,
                                          absl::string_view json);

// INTERNAL (UNREADABLE_REPLY) where the bytes are no such message.
absl::StatusOr<std::string> JsonOfMessage(const google::protobuf::Descriptor& type,
                                          absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_JSON_MESSAGE_H_
