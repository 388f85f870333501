#include "libs/base/text_field.h"

#include <algorithm>
#include <iterator>

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

struct CodeRange {
  char32_t first;
  char32_t last;
};

// What leaves nothing to be seen, in order. Source: White_Space of Unicode 15's
// PropList.txt and Default_Ignorable_Code_Point of its DerivedCoreProperties.txt, joined.
constexpr CodeRange kUnseen[] = {
    {0x0009, 0x000D},   {0x0020, 0x0020},   {0x0085, 0x0085},   {0x00A0, 0x00A0}, {0x00AD, 0x00AD},
    {0x034F, 0x034F},   {0x061C, 0x061C},   {0x115F, 0x1160},   {0x1680, 0x1680}, {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x2000, 0x200F},   {0x2028, 0x202F},   {0x205F, 0x206F}, {0x3000, 0x3000},
    {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8},
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

bool IsUnseen(char32_t code) {
  return std::any_of(std::begin(kUnseen), std::end(kUnseen), [code](const CodeRange& range) {
    return range.first <= code && code <= range.last;
  });
}

// True if the text is empty or nothing of it can be seen. Broken UTF-8 is no white space.
bool IsBlank(absl::string_view text) {
  while (!text.empty()) {
    const Utf8Char next = FirstUtf8Char(text);
    if (next.bytes == 0 || !IsUnseen(next.code)) return false;
    text.remove_prefix(next.bytes);
  }
  return true;
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
  if (IsBlank(text)) return FieldError(field, absl::StrCat(field, " is missing"));
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
