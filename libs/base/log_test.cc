#include "libs/base/log.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "absl/strings/str_split.h"

namespace skranke {
namespace {

TEST(LogLine, IsOneJsonObjectInUtc) {
  const absl::Time time = absl::FromUnixMillis(1'798'761'600'007);
  EXPECT_EQ(LogLine(time, LogLevel::kWarning, "disk_low",
                    {{"free_bytes", int64_t{7}}, {"dev", true}, {"after", absl::Seconds(2)}}),
            "{\"time\":\"2027-01-01T00:00:00.007Z\",\"level\":\"warning\",\"event\":\"disk_low\","
            "\"free_bytes\":7,\"dev\":true,\"after\":\"2s\"}\n");
}

TEST(LogLine, KeepsAForgedLineInsideItsValue) {
  const std::string line = LogLine(absl::UnixEpoch(), LogLevel::kInfo, "called",
                                   {{"name", "x\"}\n{\"event\":\"forged\"\r\x1B[2J"}});
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(line.find('\r'), std::string::npos);
  EXPECT_EQ(line.find('\x1B'), std::string::npos);
  EXPECT_NE(line.find(R"(x\"}\n{\"event\":\"forged\"\u000d\u001b[2J)"), std::string::npos);
}

TEST(Log, KeepsTheLinesOfManyThreadsApart) {
  ::testing::internal::CaptureStderr();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int n = 0; n < 50; ++n) Log(LogLevel::kInfo, "tick", {{"pad", std::string(300, 'x')}});
    });
  }
  for (std::thread& thread : threads) thread.join();
  const std::string text = ::testing::internal::GetCapturedStderr();
  const std::vector<std::string> lines = absl::StrSplit(text, '\n', absl::SkipEmpty());
  EXPECT_EQ(lines.size(), 200);
  for (const std::string& line : lines) {
    EXPECT_EQ(line.substr(0, 9), "{\"time\":\"");
    EXPECT_EQ(line.back(), '}');
    EXPECT_EQ(line.size(), lines[0].size());
  }
}

struct Literal {
  const char* name;
  std::string text;
  std::string json;
};

class JsonStringEscapes : public ::testing::TestWithParam<Literal> {};

TEST_P(JsonStringEscapes, WhatCouldLeaveTheLine) {
  EXPECT_EQ(JsonString(GetParam().text), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(Characters, JsonStringEscapes,
                         ::testing::Values(Literal{"Plain", "bokmål", "\"bokmål\""},
                                           Literal{"QuoteAndBackslash", "\"\\", R"("\"\\")"},
                                           Literal{"LineEnd", "\n\r", R"("\n\u000d")"},
                                           Literal{"LastControl", "\x1F\x20", R"("\u001f ")"},
                                           Literal{"Delete", "\x7E\x7F", R"("~\u007f")"},
                                           Literal{"LastC1", "\xC2\x9F\xC2\xA0",
                                                   "\"\\u009f\xC2\xA0\""},
                                           Literal{"LineSeparator", "\xE2\x80\xA8", R"("\u2028")"},
                                           Literal{"BrokenUtf8", "a\xFFz", R"("a\ufffdz")"}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace skranke
