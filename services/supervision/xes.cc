#include "services/supervision/xes.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";

void AppendEscaped(const Utf8Char& next, absl::string_view bytes, std::string& out) {
  if (next.bytes == 0 || !IsXmlChar(next.code)) {
    absl::StrAppend(&out, kReplacement);
    return;
  }
  switch (next.code) {
    case '&':
    case '<':
    case '>':
    case '"':
    case '\'':
    // A reader of XML makes spaces of these unless they are references.
    case '\t':
    case '\n':
    case '\r':
      absl::StrAppend(&out, "&#", static_cast<uint32_t>(next.code), ";");
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
    const Utf8Char next = FirstUtf8Char(text);
    AppendEscaped(next, text.substr(0, next.bytes), out);
    text.remove_prefix(std::max<size_t>(next.bytes, 1));
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
