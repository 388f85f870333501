// What a verb about one case has to say, and what has to be read before it is judged. Any thread.
#ifndef SKRANKE_LIBS_RPC_READS_CASE_H_
#define SKRANKE_LIBS_RPC_READS_CASE_H_

#include "absl/status/status.h"
#include "libs/base/reason.h"
#include "libs/casework/case_name.h"
#include "libs/casework/view.h"

namespace skranke {

// OK where the request names a case and the etag that it was seen with; otherwise INVALID_ARGUMENT
// (INVALID_FIELD name, etag).
template <typename Request>
absl::Status ValidateVerb(const Request& request) {
  if (const auto number = ParseCaseName(request.name(), "name"); !number.ok()) {
    return number.status();
  }
  if (request.etag().empty()) return FieldError("etag", "must be given");
  return absl::OkStatus();
}

// The case that the request names; nothing where the name is none, which judging then refuses.
template <typename Request>
ReadSet ReadsCase(const Request& request) {
  ReadSet reads;
  const auto number = ParseCaseName(request.name(), "name");
  if (number.ok()) reads.cases.push_back(*number);
  return reads;
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_READS_CASE_H_
