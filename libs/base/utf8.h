// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
// Pure functions; threads may call them at the same time.
#ifndef SKRANKE_LIBS_BASE_UTF8_H_
#define SKRANKE_LIBS_BASE_UTF8_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace skranke {

// One character at the start of a text: its code point and its length in bytes.
struct Utf8Char {
  char32_t code = 0;
  size_t bytes = 0;  // 0: the text is empty or does not begin with a well-formed character.
};

Utf8Char FirstUtf8Char(absl::string_view text);

bool IsValidUtf8(absl::string_view text);

// Whether XML 1.0 may hold a character that well-formed UTF-8 has (its production Char).
bool IsXmlChar(char32_t code);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_UTF8_H_
