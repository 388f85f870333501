// Fills the fields of any request from text: what flags and the columns of an import have in
// common. Pure functions; safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_REQUEST_FIELD_H_
#define SKRANKE_TOOLS_SKRANKE_REQUEST_FIELD_H_

#include <google/protobuf/message.h>

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace skranke {

// Gives the zone of local times; asked only where one stands in the text.
using ZoneSource = std::function<absl::StatusOr<absl::TimeZone>()>;

// Sets the field at `path` ("task", "finish.outcome"); a repeated one gets one more value. Enums by
// their short names, times as in time_text.h, messages as in field_text.h, cases as CaseName.
// USAGE where the text does not fit. The path must name a field of the message: FindField.
absl::Status SetField(google::protobuf::Message& message, absl::string_view path,
                      absl::string_view text, const ZoneSource& zone);

// The field at a path; null where the type has none.
const google::protobuf::FieldDescriptor* FindField(const google::protobuf::Descriptor& type,
                                                   absl::string_view path);

// The text field called `name`; empty where the message has none.
std::string TextField(const google::protobuf::Message& message, const std::string& name);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_REQUEST_FIELD_H_
