#include "libs/gateway/http_message.h"

#include "absl/strings/ascii.h"

namespace skranke {

absl::string_view HeaderOf(const HttpHeaders& headers, absl::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return absl::StripAsciiWhitespace(value);
  }
  return {};
}

bool HasHeader(const HttpHeaders& headers, absl::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return true;
  }
  return false;
}

}  // namespace skranke
