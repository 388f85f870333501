// What is written is read back by an XML parser that is not ours (expat), whatever the texts hold.
#include "services/supervision/xes.h"

#include <expat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;

constexpr char kReplacement[] = "\xEF\xBF\xBD";

struct Parsed {
  std::string error;  // Empty: well-formed.
  std::vector<std::string> elements;
  // "key" of each attribute element with its value, in the order of the document.
  std::vector<std::pair<std::string, std::string>> values;
};

void OnElement(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& parsed = *static_cast<Parsed*>(data);
  parsed.elements.push_back(name);
  std::string key;
  std::string value;
  for (; attributes[0] != nullptr; attributes += 2) {
    if (absl::string_view(attributes[0]) == "key") key = attributes[1];
    if (absl::string_view(attributes[0]) == "value") value = attributes[1];
  }
  if (!key.empty()) parsed.values.emplace_back(key, value);
}

Parsed Parse(const std::string& text) {
  Parsed parsed;
  XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetUserData(parser, &parsed);
  XML_SetStartElementHandler(parser, &OnElement);
  if (XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_ERROR) {
    parsed.error = XML_ErrorString(XML_GetErrorCode(parser));
  }
  XML_ParserFree(parser);
  return parsed;
}

// A log with the text in every place that takes one.
std::string LogOf(const std::string& text) {
  const XesEventRecord event{.name = text,
                             .transition = "complete",
                             .group = text,
                             .time = absl::UnixEpoch(),
                             .further = {{"state", text}}};
  return absl::StrCat(XesBegin(text), XesTraceBegin({{"concept:name", text}}), XesEvent(event),
                      XesTraceEnd(), XesEnd());
}

TEST(Xes, HasTheShapeOfTheStandard) {
  const Parsed parsed = Parse(LogOf("text"));
  ASSERT_EQ(parsed.error, "");
  EXPECT_THAT(
      parsed.elements,
      ElementsAre("log", "extension", "extension", "extension", "extension", "global", "string",
                  "global", "string", "string", "date", "classifier", "string", "string", "trace",
                  "string", "event", "string", "string", "date", "string", "string"));
  EXPECT_THAT(parsed.values,
              Contains(Pair("time:timestamp", "1970-01-01T00:00:00.000+00:00")).Times(2));
  EXPECT_THAT(parsed.values, Contains(Pair("org:group", "text")));
}

TEST(Xes, LeavesOutAGroupThatThereIsNot) {
  XesEventRecord event{.name = "CASE_REGISTERED", .transition = "schedule"};
  EXPECT_EQ(XesEvent(event).find("org:group"), std::string::npos);
  event.group = "hall";
  EXPECT_NE(XesEvent(event).find("org:group"), std::string::npos);
}

TEST(Xes, GivesEveryTextBackAsItWas) {
  for (const std::string text :
       {"A & B", "<trace>", "\"/></event>", "it's", "]]>", "&amp;", "a\tb\nc\rd", "  spaces  ",
        "Ærø", "\xF0\x9F\x98\x80", "\x7F", "\xEF\xBF\xBD"}) {
    const Parsed parsed = Parse(LogOf(text));
    ASSERT_EQ(parsed.error, "") << text;
    EXPECT_THAT(parsed.values, Contains(Pair("org:group", text)));
    EXPECT_EQ(parsed.elements.size(), 22u) << text << " made an element";
  }
}

TEST(Xes, HasAStandInForWhatXmlCannotSay) {
  const std::pair<std::string, std::string> kRows[] = {
      {std::string("\0", 1), kReplacement},
      {"a\x01z", absl::StrCat("a", kReplacement, "z")},
      {"\x1F", kReplacement},
      {"\xEF\xBF\xBE", kReplacement},                                            // U+FFFE
      {"\xED\xA0\x80", absl::StrCat(kReplacement, kReplacement, kReplacement)},  // a surrogate
      {"\xC0\xAF", absl::StrCat(kReplacement, kReplacement)},                    // overlong
      {"\xE0\x80\xAF", absl::StrCat(kReplacement, kReplacement, kReplacement)},
      {"\xF4\x90\x80\x80",
       absl::StrCat(kReplacement, kReplacement, kReplacement, kReplacement)},  // over U+10FFFF
      {"\xC3", kReplacement},                                                  // cut off
      {"\xC3(", absl::StrCat(kReplacement, "(")},
      {"\xFF", kReplacement},
  };
  for (const auto& [text, want] : kRows) {
    const Parsed parsed = Parse(LogOf(text));
    ASSERT_EQ(parsed.error, "") << want;
    EXPECT_THAT(parsed.values, Contains(Pair("org:group", want)));
  }
}

// Texts of bytes that are likely to hurt, and of any.
std::string RandomText(std::mt19937& random) {
  constexpr absl::string_view kSharp = "<>&\"'/]\t\n\r\0 \x01\x7F\xC3\xA5\xED\xEF\xBF\xF0\x9F";
  std::string text;
  for (size_t left = 1 + random() % 24; left > 0; --left) {
    text.push_back(random() % 2 == 0 ? kSharp[random() % kSharp.size()]
                                     : static_cast<char>(random() % 256));
  }
  return text;
}

TEST(Xes, IsWellFormedForAnyBytes) {
  std::mt19937 random(20261122);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = RandomText(random);
    const Parsed parsed = Parse(LogOf(text));
    ASSERT_EQ(parsed.error, "") << "round " << i;
    ASSERT_EQ(parsed.elements.size(), 22u) << "round " << i;
    // What is read back is what escaping stands for: escaping it again changes nothing more.
    for (const auto& [key, value] : parsed.values) {
      if (key != "org:group") continue;
      ASSERT_EQ(XesEscape(value), XesEscape(text)) << "round " << i;
    }
  }
}

}  // namespace
}  // namespace skranke
