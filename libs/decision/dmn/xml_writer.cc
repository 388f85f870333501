#include "libs/decision/dmn/xml_writer.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

// What a reader would take for markup, or change: it makes one line end of "\r\n", and spaces of
// line ends and tabs in attributes.
absl::string_view Entity(char32_t code, bool is_attribute) {
  switch (code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    case '"':
      return is_attribute ? "&quot;" : "";
    case '\n':
      return is_attribute ? "&#10;" : "";
    case '\t':
      return is_attribute ? "&#9;" : "";
    default:
      return "";
  }
}

}  // namespace

void XmlWriter::Begin(absl::string_view name, const Attributes& attributes) {
  absl::StrAppend(&out_, std::string(2 * open_.size(), ' '), "<", name);
  for (const auto& [attribute, value] : attributes) {
    if (value.empty()) continue;
    absl::StrAppend(&out_, " ", attribute, "=\"", Escaped(name, value, /*is_attribute=*/true),
                    "\"");
  }
}

void XmlWriter::Open(absl::string_view name, const Attributes& attributes) {
  Begin(name, attributes);
  out_ += ">\n";
  open_.emplace_back(name);
}

void XmlWriter::Close() {
  const std::string name = std::move(open_.back());
  open_.pop_back();
  absl::StrAppend(&out_, std::string(2 * open_.size(), ' '), "</", name, ">\n");
}

void XmlWriter::Empty(absl::string_view name, const Attributes& attributes) {
  Begin(name, attributes);
  out_ += "/>\n";
}

void XmlWriter::Leaf(absl::string_view name, absl::string_view text) {
  Begin(name, {});
  absl::StrAppend(&out_, ">", Escaped(name, text, /*is_attribute=*/false), "</", name, ">\n");
}

void XmlWriter::LeafIfAny(absl::string_view name, absl::string_view text) {
  if (!text.empty()) Leaf(name, text);
}

absl::StatusOr<std::string> XmlWriter::Take() {
  if (broken_.empty()) return std::move(out_);
  return ReasonError(absl::StatusCode::kInvalidArgument, "DMN_FAULT",
                     absl::StrCat("a <", broken_, "> has a character that XML does not have"));
}

std::string XmlWriter::Escaped(absl::string_view element, absl::string_view text,
                               bool is_attribute) {
  std::string escaped;
  while (!text.empty()) {
    const Utf8Char next = FirstUtf8Char(text);
    if (next.bytes == 0 || !IsXmlChar(next.code)) {
      if (broken_.empty()) broken_ = std::string(element);
      return "";
    }
    const absl::string_view entity = Entity(next.code, is_attribute);
    absl::StrAppend(&escaped, entity.empty() ? text.substr(0, next.bytes) : entity);
    text.remove_prefix(next.bytes);
  }
  return escaped;
}

}  // namespace skranke
