#include "libs/base/content_type.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

constexpr absl::string_view kUnknown = "application/octet-stream";
constexpr absl::string_view kZip = "application/zip";

struct Magic {
  absl::string_view bytes;
  absl::string_view type;
};

// Sources: ISO 32000-2 7.5.2; JPEG ITU T.81 B.1.1.3; PNG RFC 2083 3.1; TIFF 6.0 section 2;
// GIF89a appendix A; each format's first bytes.
constexpr Magic kMagics[] = {
    {"%PDF-", "application/pdf"},
    {"\xFF\xD8\xFF", "image/jpeg"},
    {"\x89PNG\r\n\x1A\n", "image/png"},
    {absl::string_view("II*\0", 4), "image/tiff"},
    {absl::string_view("MM\0*", 4), "image/tiff"},
    {"GIF87a", "image/gif"},
    {"GIF89a", "image/gif"},
};

// A number of `size` bytes, the least first; 0 where they are not there.
uint64_t NumberAt(absl::string_view bytes, size_t place, size_t size) {
  if (place > bytes.size() || bytes.size() - place < size) return 0;
  uint64_t number = 0;
  for (size_t i = size; i > 0; --i) {
    number = number << 8 | static_cast<unsigned char>(bytes[place + i - 1]);
  }
  return number;
}

bool IsWebp(absl::string_view head) {
  return absl::StartsWith(head, "RIFF") && head.size() >= 12 && head.substr(8, 4) == "WEBP";
}

// --- ZIP. Source: PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16. ---

constexpr size_t kLocalHeaderBytes = 30;
constexpr size_t kDirectoryRowBytes = 46;
constexpr size_t kDirectoryEndBytes = 22;
constexpr absl::string_view kDirectoryRow = "PK\x01\x02";
constexpr absl::string_view kDirectoryEnd = "PK\x05\x06";

// An OpenDocument's first file is "mimetype", stored as it is. Source: ODF 1.3 part 2, 3.3.
absl::string_view OpenDocumentType(absl::string_view head) {
  constexpr absl::string_view kTypes[] = {"application/vnd.oasis.opendocument.text",
                                          "application/vnd.oasis.opendocument.spreadsheet",
                                          "application/vnd.oasis.opendocument.presentation",
                                          "application/vnd.oasis.opendocument.graphics"};
  constexpr absl::string_view kName = "mimetype";
  const bool stored = NumberAt(head, 8, 2) == 0;
  if (!stored || NumberAt(head, 26, 2) != kName.size() || head.size() < kLocalHeaderBytes)
    return "";
  absl::string_view rest = head.substr(kLocalHeaderBytes);
  if (!absl::ConsumePrefix(&rest, kName)) return "";
  rest.remove_prefix(std::min<size_t>(rest.size(), NumberAt(head, 28, 2)));
  // The next file's header follows at once, so that no longer type begins like a shorter one.
  for (const absl::string_view type : kTypes) {
    if (absl::StartsWith(rest, type) && absl::StartsWith(rest.substr(type.size()), "PK")) {
      return type;
    }
  }
  return "";
}

// The directory's rows, as far as they lie within the tail.
absl::string_view DirectoryOf(absl::string_view tail) {
  const size_t end = tail.rfind(kDirectoryEnd);
  if (end == absl::string_view::npos || tail.size() - end < kDirectoryEndBytes) return "";
  const uint64_t bytes = NumberAt(tail, end + 12, 4);
  return bytes > end ? "" : tail.substr(end - bytes, bytes);
}

// Office Open XML says what it is by its folders. Source: ISO/IEC 29500-2 7.2, 29500-1 11 to 13.
absl::string_view OpenXmlType(absl::string_view tail) {
  bool has_types = false;
  absl::string_view type;
  absl::string_view rows = DirectoryOf(tail);
  while (absl::StartsWith(rows, kDirectoryRow) && rows.size() >= kDirectoryRowBytes) {
    const size_t name_bytes = NumberAt(rows, 28, 2);
    const size_t others = NumberAt(rows, 30, 2) + NumberAt(rows, 32, 2);
    const absl::string_view name = rows.substr(kDirectoryRowBytes, name_bytes);
    has_types = has_types || name == "[Content_Types].xml";
    if (absl::StartsWith(name, "word/")) {
      type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    } else if (absl::StartsWith(name, "xl/")) {
      type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    } else if (absl::StartsWith(name, "ppt/")) {
      type = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    }
    rows.remove_prefix(std::min(rows.size(), kDirectoryRowBytes + name_bytes + others));
  }
  return has_types ? type : "";
}

absl::string_view ZipType(absl::string_view head, absl::string_view tail) {
  if (absl::StartsWith(head, kDirectoryEnd)) return kZip;  // An empty one.
  if (!absl::StartsWith(head, "PK\x03\x04")) return "";
  absl::string_view type = OpenDocumentType(head);
  if (type.empty()) type = OpenXmlType(tail);
  return type.empty() ? kZip : type;
}

// --- Text ---

// Well-formed characters and none that a text does not have. A character that `bytes` cut off at
// their end is forgiven where `cut`.
bool IsText(absl::string_view bytes, bool cut) {
  while (!bytes.empty()) {
    const Utf8Char next = FirstUtf8Char(bytes);
    if (next.bytes == 0)
      return cut && bytes.size() < 4 && static_cast<unsigned char>(bytes[0]) > 0xBF;
    const bool control = next.code < 0x20 || next.code == 0x7F;
    if (control && next.code != '\t' && next.code != '\n' && next.code != '\r' &&
        next.code != '\f') {
      return false;
    }
    bytes.remove_prefix(next.bytes);
  }
  return true;
}

// From its first whole character on: the tail may begin within one.
absl::string_view FromCharacter(absl::string_view tail) {
  for (int i = 0; i < 3 && !tail.empty(); ++i) {
    if ((static_cast<unsigned char>(tail[0]) & 0xC0) != 0x80) break;
    tail.remove_prefix(1);
  }
  return tail;
}

bool IsHeaderLine(absl::string_view line) {
  // Source: RFC 5322 3.6; the fields that stand first in letters as they are kept.
  constexpr absl::string_view kNames[] = {
      "from:",         "to:",           "cc:",           "subject:",         "date:",
      "received:",     "sender:",       "reply-to:",     "return-path:",     "message-id:",
      "mime-version:", "content-type:", "delivered-to:", "x-mozilla-status:"};
  return std::any_of(std::begin(kNames), std::end(kNames), [&](absl::string_view name) {
    return absl::StartsWithIgnoreCase(line, name);
  });
}

// A letter begins with fields of a letter; lines that go on begin with a space.
bool IsLetter(absl::string_view head) {
  int fields = 0;
  while (fields < 2) {
    const size_t end = head.find('\n');
    if (end == absl::string_view::npos) return false;
    const absl::string_view line = head.substr(0, end);
    const bool goes_on = fields > 0 && !line.empty() && (line[0] == ' ' || line[0] == '\t');
    if (!goes_on && !IsHeaderLine(line)) return false;
    if (!goes_on) ++fields;
    head.remove_prefix(end + 1);
  }
  return true;
}

absl::string_view TextType(absl::string_view head, absl::string_view tail) {
  const bool whole = head == tail;
  if (head.empty() || !IsText(head, !whole) || !IsText(FromCharacter(tail), false)) return "";
  absl::ConsumePrefix(&head, "\xEF\xBB\xBF");
  if (absl::StartsWith(head, "<?xml")) return "application/xml";
  return IsLetter(head) ? "message/rfc822" : "text/plain";
}

}  // namespace

absl::string_view ContentTypeOf(absl::string_view head, absl::string_view tail) {
  for (const Magic& magic : kMagics) {
    if (absl::StartsWith(head, magic.bytes)) return magic.type;
  }
  if (IsWebp(head)) return "image/webp";
  absl::string_view type = ZipType(head, tail);
  if (type.empty()) type = TextType(head, tail);
  return type.empty() ? kUnknown : type;
}

}  // namespace skranke
