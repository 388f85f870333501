#include "libs/base/hex.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace skranke {

std::string ToHex(absl::string_view bytes) { return absl::BytesToHexString(bytes); }

absl::StatusOr<std::string> FromHex(absl::string_view digits) {
  const bool hexadecimal = std::all_of(digits.begin(), digits.end(), absl::ascii_isxdigit);
  if (!hexadecimal || digits.size() % 2 != 0) {
    return absl::InvalidArgumentError("not pairs of hexadecimal digits");
  }
  return absl::HexStringToBytes(digits);
}

}  // namespace skranke
