// An agency is told by mail that something new has come, and nothing of it.
#include "absl/strings/escaping.h"
#include "absl/strings/str_replace.h"
#include "libs/base/files.h"
#include "tests/office/receivers_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What stands under a mail's base64.
std::string TextOf(const std::string& mail) {
  std::string text;
  EXPECT_TRUE(absl::Base64Unescape(
      absl::StrReplaceAll(mail.substr(mail.find("\r\n\r\n")), {{"\r\n", ""}}), &text));
  return text;
}

std::string SubjectOf(const std::string& mail) {
  constexpr char kBegin[] = "Subject: =?UTF-8?B?";
  const size_t begin = mail.find(kBegin) + std::string(kBegin).size();
  std::string text;
  EXPECT_TRUE(absl::Base64Unescape(mail.substr(begin, mail.find("?=", begin) - begin), &text));
  return text;
}

TEST_F(MovingReceiver, IsToldByMailOnceAnHourAndNothingOfTheCase) {
  options_.mail_dir = drops_.Path("mail");
  options_.mail_sender = "skranke@town.example";
  std::filesystem::create_directories(options_.mail_dir);
  Restart();
  Apply(TownWith("", "post@welfare.example"));
  const v1::Case c = Register("clerk", Matter("aid"));
  const auto mails = [&] { return FilesIn("mail").size(); };
  ASSERT_TRUE(Eventually([&] { return mails() == 1; }));
  const std::string mail = ReadFile(drops_.Path("mail/" + FilesIn("mail")[0])).value();
  EXPECT_THAT(mail, HasSubstr("To: <post@welfare.example>\r\n"));
  // Also not under its encoding.
  const std::string all =
      absl::StrCat(mail.substr(0, mail.find("\r\n\r\n")), TextOf(mail), SubjectOf(mail));
  EXPECT_THAT(all, HasSubstr("Something new waits for you from"));
  for (const std::string& told :
       {c.name().substr(6), std::string(kOpenPerson), c.task(), std::string("Aid"),
        std::string("Hjelp"), std::string("WEST"), std::string("clerk"), std::string("hall")}) {
    EXPECT_THAT(all, Not(HasSubstr(told)));
  }
  // It tells, and delivers nothing.
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ROUTED);
  Register("clerk", Matter("aid", SyntheticNumber(1)));
  Pass(absl::Minutes(59));
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(mails(), 1u);
  Pass(absl::Minutes(1));
  EXPECT_TRUE(Eventually([&] { return mails() == 2; }));
  Pass(absl::Hours(2));
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_EQ(mails(), 2u);
}

}  // namespace
}  // namespace skranke
