#include "libs/base/text_field.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

bool IsForbidden(char32_t code) {
  const bool layout = code == '\n' || code == '\r' || code == '\t';
  const bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
  return control && !layout;
}

// Empty where every character of `text` may stand in a text.
absl::string_view FaultOf(absl::string_view text) {
  while (!text.empty()) {
    if (absl::ascii_isprint(static_cast<unsigned char>(text.front()))) {
      text.remove_prefix(1);
      continue;
    }
    const Utf8Char next = FirstUtf8Char(text);
    if (next.bytes == 0) return "is not valid UTF-8";
    if (IsForbidden(next.code)) return "contains a control character";
    text.remove_prefix(next.bytes);
  }
  return "";
}

}  // namespace

std::string TextFault(absl::string_view text, size_t max_bytes) {
  if (text.size() > max_bytes) return absl::StrCat("is longer than ", max_bytes, " bytes");
  return std::string(FaultOf(text));
}

absl::Status CheckTextField(absl::string_view field, absl::string_view text, size_t max_bytes) {
  const std::string fault = TextFault(text, max_bytes);
  return fault.empty() ? absl::OkStatus() : FieldError(field, absl::StrCat(field, " ", fault));
}

absl::Status CheckRequiredTextField(absl::string_view field, absl::string_view text,
                                    size_t max_bytes) {
  if (absl::StripAsciiWhitespace(text).empty()) {
    return FieldError(field, absl::StrCat(field, " is missing"));
  }
  return CheckTextField(field, text, max_bytes);
}

absl::Status CheckUpperCode(absl::string_view field, absl::string_view code) {
  const bool allowed = std::all_of(code.begin(), code.end(), [](char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
  });
  if (allowed && code.size() <= kCodeBytesMax) return absl::OkStatus();
  return FieldError(field, absl::StrCat("must be a code of at most ", kCodeBytesMax,
                                        " characters A-Z, 0-9 and _"));
}

absl::Status CheckRequestId(absl::string_view request_id) {
  const bool printable = std::all_of(request_id.begin(), request_id.end(), absl::ascii_isprint);
  if (printable && !request_id.empty() && request_id.size() <= kRequestIdBytesMax) {
    return absl::OkStatus();
  }
  return FieldError("request_id", absl::StrCat("request_id must be 1 to ", kRequestIdBytesMax,
                                               " printable ASCII characters"));
}

}  // namespace skranke
