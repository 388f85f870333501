#include "libs/base/json_string.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

bool NeedsEscape(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
  const bool line_end = code == 0x2028 || code == 0x2029;
  return control || line_end;
}

void AppendChar(std::string& out, char32_t code, absl::string_view bytes) {
  if (code == '"' || code == '\\') {
    absl::StrAppend(&out, "\\", bytes);
  } else if (code == '\n') {
    out += "\\n";
  } else if (NeedsEscape(code)) {
    absl::StrAppendFormat(&out, "\\u%04x", static_cast<unsigned>(code));
  } else {
    absl::StrAppend(&out, bytes);
  }
}

}  // namespace

std::string JsonString(absl::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const Utf8Char next = FirstUtf8Char(text);
    if (next.bytes == 0) {
      out += "\\ufffd";
      text.remove_prefix(1);
    } else {
      AppendChar(out, next.code, text.substr(0, next.bytes));
      text.remove_prefix(next.bytes);
    }
  }
  out += '"';
  return out;
}

}  // namespace skranke
