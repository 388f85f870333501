// Whatever bytes come, the type is one of those that are known, and a sealed end changes no
// beginning: magic bytes decide before anything else.
#include <algorithm>

#include "absl/strings/match.h"
#include "libs/base/content_type.h"
#include "libs/base/utf8.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string TypeOf(absl::string_view file) {
  const size_t tail = std::min(file.size(), kContentTailBytes);
  return std::string(
      ContentTypeOf(file.substr(0, kContentHeadBytes), file.substr(file.size() - tail)));
}

bool IsOfText(absl::string_view type) {
  return type == "text/plain" || type == "application/xml" || type == "message/rfc822";
}

std::string FaultOf(absl::string_view bytes) {
  const std::string type = TypeOf(bytes);
  if (!absl::StrContains(type, '/')) return "has no media type";
  if (IsOfText(type) && (bytes.empty() || !IsValidUtf8(bytes))) return "is text that is none";
  if (TypeOf(bytes) != type) return "is of two types";
  if (absl::StartsWith(bytes, "%PDF-") && type != "application/pdf") return "is no PDF";
  return "";
}

bool Takes(absl::string_view bytes) { return TypeOf(bytes) != "application/octet-stream"; }

std::vector<std::string> Seeds() {
  const std::string end = std::string("PK\5\6\0\0\0\0\1\0\1\0\x32\0\0\0\0\0\0\0\0\0", 22);
  const std::string row = std::string("PK\1\2", 4) + std::string(24, '\0') +
                          std::string("\4\0", 2) + std::string(16, '\0') + "xl/a";
  return {"%PDF-1.7\n1 0 obj",
          "\xFF\xD8\xFF\xE0 JFIF",
          std::string("RIFF\1\0\0\0WEBPVP8 ", 16),
          "Received: from a\n by b\nSubject: x\n\nHi",
          "\xEF\xBB\xBF<?xml version='1.0'?><bl\u00E5b\u00E6r/>",
          "PK\3\4" + std::string(26, '\0') + row + end,
          std::string("PK\3\4\x14\0\0\0\0\0", 10) + std::string(16, '\0') +
              std::string("\x8\0\0\0", 4) + "mimetypeapplication/vnd.oasis.opendocument.textPK"};
}

}  // namespace

const FuzzTarget kContentTypeTarget = {"content_type", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
