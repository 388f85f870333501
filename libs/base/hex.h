// Bytes as lower-case hexadecimal digits and back. Threads may call these at the same time.
#ifndef SKRANKE_LIBS_BASE_HEX_H_
#define SKRANKE_LIBS_BASE_HEX_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

std::string ToHex(absl::string_view bytes);

// INVALID_ARGUMENT where the digits are odd in number or not hexadecimal (either case is read).
absl::StatusOr<std::string> FromHex(absl::string_view digits);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_HEX_H_
