#include "services/supervision/xes.h"

#include <cstdint>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";

// A character and how many bytes it takes; nothing of it is valid where `valid` is false.
struct Read {
  uint32_t code = 0;
  size_t bytes = 1;
  bool valid = false;
};

// The first character of UTF-8 that is not empty; RFC 3629: shortest form, no surrogates.
Read FirstCharacter(absl::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {.code = byte(0), .valid = true};
  const size_t bytes = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < bytes) return {};
  uint32_t code = byte(0) & (0x7Fu >> bytes);
  for (size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3Fu);
  }
  const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return {};
  return {.code = code, .bytes = bytes, .valid = true};
}

// XML 1.0, production Char.
bool IsXmlCharacter(uint32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code != 0xFFFE && code != 0xFFFF;
}

void AppendEscaped(const Read& read, absl::string_view bytes, std::string& out) {
  if (!read.valid || !IsXmlCharacter(read.code)) {
    absl::StrAppend(&out, kReplacement);
    return;
  }
  switch (read.code) {
    case '&':
    case '<':
    case '>':
    case '"':
    case '\'':
    // A reader of XML makes spaces of these unless they are references.
    case '\t':
    case '\n':
    case '\r':
      absl::StrAppend(&out, "&#", read.code, ";");
      break;
    default:
      absl::StrAppend(&out, bytes);
  }
}

std::string Text(absl::string_view key, absl::string_view value) {
  return absl::StrCat("<string key=\"", XesEscape(key), "\" value=\"", XesEscape(value), "\"/>");
}

std::string Extension(absl::string_view name, absl::string_view prefix) {
  return absl::StrCat("  <extension name=\"", name, "\" prefix=\"", prefix,
                      "\" uri=\"http://www.xes-standard.org/", prefix, ".xesext\"/>\n");
}

}  // namespace

std::string XesEscape(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Read read = FirstCharacter(text);
    AppendEscaped(read, text.substr(0, read.bytes), out);
    text.remove_prefix(read.bytes);
  }
  return out;
}

std::string XesBegin(absl::string_view log_name) {
  return absl::StrCat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<log xes.version=\"1849.2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">\n",
      Extension("Concept", "concept"), Extension("Lifecycle", "lifecycle"),
      Extension("Time", "time"), Extension("Organizational", "org"), "  <global scope=\"trace\">",
      Text("concept:name", "none"),
      "</global>\n"
      "  <global scope=\"event\">",
      Text("concept:name", "none"), Text("lifecycle:transition", "complete"),
      "<date key=\"time:timestamp\" value=\"1970-01-01T00:00:00.000+00:00\"/></global>\n"
      "  <classifier name=\"Event\" keys=\"concept:name\"/>\n  ",
      Text("concept:name", log_name), Text("lifecycle:model", "standard"), "\n");
}

std::string XesTraceBegin(const std::vector<XesText>& attributes) {
  std::string text = "  <trace>";
  for (const auto& [key, value] : attributes) absl::StrAppend(&text, Text(key, value));
  return text + "\n";
}

std::string XesEvent(const XesEventRecord& event) {
  std::string text = absl::StrCat(
      "    <event>", Text("concept:name", event.name),
      Text("lifecycle:transition", event.transition), "<date key=\"time:timestamp\" value=\"",
      absl::FormatTime("%Y-%m-%dT%H:%M:%E3S+00:00", event.time, absl::UTCTimeZone()), "\"/>");
  if (!event.group.empty()) absl::StrAppend(&text, Text("org:group", event.group));
  for (const auto& [key, value] : event.further) absl::StrAppend(&text, Text(key, value));
  return text + "</event>\n";
}

std::string XesTraceEnd() { return "  </trace>\n"; }

std::string XesEnd() { return "</log>\n"; }

}  // namespace skranke
