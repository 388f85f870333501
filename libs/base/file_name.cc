#include "libs/base/file_name.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"

namespace skranke {

std::string FileNameOf(absl::string_view text) {
  std::string name;
  for (const char c : text) {
    if (absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-') {
      name.push_back(c);
    } else {
      absl::StrAppendFormat(&name, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return name;
}

}  // namespace skranke
