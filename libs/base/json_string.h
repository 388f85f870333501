// A text as a JSON string literal, safe in a log line and on a terminal: control characters (C0,
// DEL, C1) and the line separators are escaped, broken UTF-8 becomes U+FFFD. Threads may share it.
#ifndef SKRANKE_LIBS_BASE_JSON_STRING_H_
#define SKRANKE_LIBS_BASE_JSON_STRING_H_

#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

// `text` with quotes around it.
std::string JsonString(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_JSON_STRING_H_
