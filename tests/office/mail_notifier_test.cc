// Agencies are told by mail whatever they are called, and also where the disk was full for a while.
#include "services/forwarding/mail_notifier.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "libs/base/files.h"
#include "libs/directory/package_reader.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr char kBlank[] = "B\xC3\xA6r by";
constexpr char kSlash[] = "A/B";
// As many bytes as a code may have, and three times as many when each is written as %XX.
std::string Long() { return std::string(kPackageCodeBytesMax, '/'); }

PackageFiles OddlyNamed() {
  PackageFiles files = TownPackage();
  files["agencies.csv"] = absl::StrCat(
      "agency,title,principal,endpoint,max_in_flight,notify_email\n"
      "TOWN,The town,Town,,,\n"
      "POLICE,The police,State,,,\n"
      "WELFARE,The welfare agency,State,,,\n",
      kBlank, ",With a blank,Town,,,blank@town.example\n", kSlash,
      ",With a slash,Town,,,slash@town.example\n", Long(), ",Long,Town,,,long@town.example\n");
  absl::StrAppend(&files["units.csv"], kBlank, ",DESK,Desk,no,,,\n", kSlash, ",DESK,Desk,no,,,\n",
                  Long(), ",DESK,Desk,no,,,\n");
  return files;
}

class MailNotifierTest : public OfficeFixture {
 protected:
  MailNotifierTest() : OfficeFixture(OddlyNamed()) { Begin(); }

  // As after a start of the server.
  void Begin() {
    notifier_ =
        std::make_unique<MailNotifier>(&server().engine(), mails_.path(), "skranke@town.example");
    Step();
  }
  void Step() { notifier_->Step(clock().Now()); }
  void HandTo(const std::string& agency) {
    const v1::Case c = OfficeFixture::Register("clerk", Matter("aid"));
    auto request = About<v1::RouteCaseRequest>(Get("supervisor", c.name()));
    request.mutable_receiver()->set_agency(agency);
    request.mutable_receiver()->set_unit("DESK");
    request.set_reason("It is theirs.");
    SKRANKE_ASSERT_OK(Call<v1::RouteCaseResponse>("supervisor", request));
  }
  std::vector<std::string> Mails() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(mails_.path())) {
      const std::string name = entry.path().filename();
      if (entry.is_regular_file() && name[0] != '.') names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  TempDir mails_;
  std::unique_ptr<MailNotifier> notifier_;
};

TEST_F(MailNotifierTest, TellsAnAgencyWhateverItIsCalled) {
  HandTo(kBlank);
  HandTo(kSlash);
  Step();
  ASSERT_THAT(Mails(), ElementsAre(StartsWith("A%2FB-"), StartsWith("B%C3%A6r%20by-")));
  const std::string mail = ReadFile(mails_.Path(Mails()[1])).value();
  EXPECT_THAT(mail, HasSubstr("To: <blank@town.example>\r\n"));
  EXPECT_THAT(mail, HasSubstr("Message-ID: <B%C3%A6r%20by-"));
  EXPECT_TRUE(std::all_of(mail.begin(), mail.end(), [](char c) {
    return absl::ascii_isascii(static_cast<unsigned char>(c));
  }));
}

TEST_F(MailNotifierTest, TellsAnAgencyWhoseNameNoFileHasRoomFor) {
  HandTo(Long());
  HandTo(kSlash);
  Step();
  EXPECT_EQ(Mails().size(), 2u);
}

TEST_F(MailNotifierTest, RemembersWhomItToldAfterAStart) {
  HandTo(kBlank);
  Step();
  ASSERT_EQ(Mails().size(), 1u);
  HandTo(kBlank);
  Step();
  Begin();
  EXPECT_EQ(Mails().size(), 1u);
  Pass(MailNotifier::kBetweenMails);
  Step();
  EXPECT_EQ(Mails().size(), 2u);
}

TEST_F(MailNotifierTest, TellsLaterWhatItCouldNotNoteDown) {
  const std::string told = mails_.Path(".told");
  std::filesystem::remove(told);
  // No file replaces a folder with something in it.
  std::filesystem::create_directories(told + "/full");
  HandTo(kSlash);
  // Once what has come, then once more whom it would tell.
  Step();
  Step();
  EXPECT_THAT(Mails(), IsEmpty());
  std::filesystem::remove_all(told);
  Step();
  EXPECT_EQ(Mails().size(), 1u);
}

TEST_F(MailNotifierTest, TellsLaterWhatItCouldNotWrite) {
  HandTo(kSlash);
  const std::string at = absl::FormatTime("%Y%m%dT%H%M%SZ", clock().Now(), absl::UTCTimeZone());
  const std::string taken = mails_.Path(absl::StrCat("A%2FB-", at, ".eml"));
  std::filesystem::create_directories(taken + "/full");
  Step();
  EXPECT_THAT(Mails(), IsEmpty());
  std::filesystem::remove_all(taken);
  Step();
  EXPECT_EQ(Mails().size(), 1u);
}

}  // namespace
}  // namespace skranke
