// What every text from outside must be before anything looks at it: well-formed, printable, short
// enough. Pure functions; threads may call them at the same time.
//
//   SKRANKE_RETURN_IF_ERROR(CheckTextField("note", request.note(), kNoteBytesMax));
#ifndef SKRANKE_LIBS_BASE_TEXT_FIELD_H_
#define SKRANKE_LIBS_BASE_TEXT_FIELD_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace skranke {

// Errors are FieldErrors (INVALID_FIELD) that name `field` and never repeat the text.
// Refuses more than `max_bytes`, broken UTF-8, and control characters except line end and tab.
// An empty text is fine.
absl::Status CheckTextField(absl::string_view field, absl::string_view text, size_t max_bytes);

// What is wrong with the text, to be said of its field; empty where nothing is.
std::string TextFault(absl::string_view text, size_t max_bytes);

// The same for a text that must be there: refuses the empty text too, and one of nothing but white
// space and characters that nobody sees, in any script.
absl::Status CheckRequiredTextField(absl::string_view field, absl::string_view text,
                                    size_t max_bytes);

// Refuses more than kCodeBytesMax bytes of A-Z, 0-9 and _. An empty code is fine.
absl::Status CheckUpperCode(absl::string_view field, absl::string_view code);

// 1 to kRequestIdBytesMax printable ASCII characters (AIP-155).
absl::Status CheckRequestId(absl::string_view request_id);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_TEXT_FIELD_H_
