// What kind of file some bytes are, told by the bytes alone: whoever sends a file may say anything.
// Pure functions; threads may call them at the same time.
#ifndef SKRANKE_LIBS_BASE_CONTENT_TYPE_H_
#define SKRANKE_LIBS_BASE_CONTENT_TYPE_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace skranke {

// As many bytes of a file's beginning and of its end as a look at it needs: the directory of a ZIP,
// which stands at the end, has room for some thousand names. Source: design.
inline constexpr size_t kContentHeadBytes = 4 * 1024;
inline constexpr size_t kContentTailBytes = 64 * 1024;

// The media type (RFC 6838) of a file that begins with `head` and ends with `tail`; the two overlap
// where it is short, and are the same where it is shorter than either. PDF, JPEG, PNG, TIFF, GIF,
// WebP, ZIP (OOXML and ODF told apart), XML, RFC 822, plain text in UTF-8; anything else is
// application/octet-stream. A guess by form, no promise that the file can be opened.
absl::string_view ContentTypeOf(absl::string_view head, absl::string_view tail);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_CONTENT_TYPE_H_
