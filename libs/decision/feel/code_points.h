// Text as FEEL counts it: in code points. What is no UTF-8 counts byte by byte.
#ifndef SKRANKE_LIBS_DECISION_FEEL_CODE_POINTS_H_
#define SKRANKE_LIBS_DECISION_FEEL_CODE_POINTS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

int64_t CountCodePoints(absl::string_view text);
// Where the code point of that index (from 0) begins, in bytes; the end where there are fewer.
size_t ByteOfCodePoint(absl::string_view text, int64_t index);
void AppendUtf8(char32_t code_point, std::string& text);
// How many bytes the space takes that the text begins with; 0 where it begins with none. Spaces are
// ASCII's and Unicode's.
size_t SpaceBytes(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_CODE_POINTS_H_
