// The machine-readable reason of an error: what libs/rpc puts into google.rpc.ErrorInfo (AIP-193).
//
// An absl::Status made here carries a reason such as ETAG_MISMATCH, the request field or package
// cell at fault, and nothing of a citizen. The message is for a person at the counter.
#ifndef SKRANKE_LIBS_BASE_REASON_H_
#define SKRANKE_LIBS_BASE_REASON_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace skranke {

// A Status of `code` with `reason` (UPPER_SNAKE_CASE, AIP-193) and a sentence for people.
absl::Status ReasonError(absl::StatusCode code, absl::string_view reason,
                         absl::string_view message);

// INVALID_ARGUMENT for one field of a request: `field` is its path, e.g.
// "parties[0].person.number". Reason INVALID_FIELD; the message must not repeat what the field
// held.
absl::Status FieldError(absl::string_view field, absl::string_view message);

// The reason put there by ReasonError or FieldError; empty where there is none.
std::string ReasonOf(const absl::Status& status);

// The field put there by FieldError; empty where there is none.
std::string FieldOf(const absl::Status& status);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_REASON_H_
