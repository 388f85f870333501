// The public register, and the list as a package that others may cite and install.
#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class PublicRegister : public RulebookFixture {
 protected:
  void SetUp() override {
    auto request = FilesWith("2", "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}});
    request.add_tags("statlig sektor");
    request.add_tags("verksamhetsutveckling");
    MakeLaw(Save(request));
  }

  v1::ListTaskListChangesResponse Read(const std::string& tag = "",
                                       const std::string& who = "clerk") {
    v1::ListTaskListChangesRequest request;
    request.set_tag(tag);
    const auto response = Call<v1::ListTaskListChangesResponse>(who, request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::ListTaskListChangesResponse();
  }

  v1::ExportRulebookResponse Export(const std::string& version) {
    v1::ExportRulebookRequest request;
    request.set_version(version);
    const auto response = Call<v1::ExportRulebookResponse>("auditor", request);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? *response : v1::ExportRulebookResponse();
  }

  absl::StatusOr<v1::ImportRulebookResponse> Import(const v1::ExportRulebookResponse& package,
                                                    const std::string& who = "operator") {
    v1::ImportRulebookRequest request;
    *request.mutable_files() = package.files();
    return Call<v1::ImportRulebookResponse>(who, request);
  }
};

TEST_F(PublicRegister, TellsWhatChangedAndWhoSaidWhat) {
  const auto read = Read();
  ASSERT_THAT(read.versions(), SizeIs(2));
  EXPECT_EQ(read.versions(0).version(), "1");
  EXPECT_EQ(read.versions(0).state(), v1::DRAFT_STATE_IN_FORCE);
  EXPECT_EQ(read.versions(0).minutes(), "Council 7/23");
  const v1::Draft& second = read.versions(1);
  EXPECT_EQ(second.minutes(), "Council 12/24");
  EXPECT_EQ(second.adopt_day(), "2024-03-04");
  EXPECT_EQ(second.hash().size(), 64u);
  ASSERT_THAT(second.changes(), SizeIs(1));
  EXPECT_THAT(second.changes(0).after(), HasSubstr("agency=TOWN"));
  ASSERT_THAT(second.parties(), SizeIs(2));
  EXPECT_EQ(second.parties(1).position().position(), v1::POSITION_CONSENT);
  EXPECT_EQ(second.parties(1).position().role(), "AGENCY_SYSTEM");
  for (const auto& row : {"rule_owner", "adopter", "auditor", "welfare_head"}) {
    EXPECT_THAT(read.DebugString(), Not(HasSubstr(row)));
  }
}

TEST_F(PublicRegister, ShowsNoDraft) {
  Hear(SaveWith("3", "2024-06-01", {{"routing.csv", "form,*,none,,,POLICE,PASS\n"}}), "2024-03-20");
  EXPECT_THAT(Read().versions(), SizeIs(2));
  v1::ListTaskListChangesRequest request;
  request.set_version("3");
  EXPECT_THAT(Call<v1::ListTaskListChangesResponse>("clerk", request), HasReason("LIST_NOT_FOUND"));
}

TEST_F(PublicRegister, IsSearchedByTag) {
  ASSERT_THAT(Read("verksamhetsutveckling").versions(), SizeIs(1));
  EXPECT_EQ(Read("verksamhetsutveckling").versions(0).version(), "2");
  EXPECT_THAT(Read("statlig").versions(), IsEmpty());
}

TEST_F(PublicRegister, StaysAsItWasAfterARestart) {
  const std::string before = Read().SerializeAsString();
  const std::string package = Export("2").SerializeAsString();
  Restart();
  EXPECT_EQ(Read().SerializeAsString(), before);
  EXPECT_EQ(Export("2").SerializeAsString(), package);
}

TEST_F(PublicRegister, ExportsAPackageWithoutPersons) {
  const auto package = Export("2");
  EXPECT_EQ(package.hash(), GetDraft("2").hash());
  std::string manifest;
  for (const auto& file : package.files()) {
    if (file.path() == "manifest.csv") manifest = file.content();
  }
  EXPECT_THAT(manifest, HasSubstr("version,2\n"));
  EXPECT_THAT(manifest, HasSubstr(absl::StrCat("hash,", package.hash())));
  EXPECT_THAT(manifest, HasSubstr("minutes,Council 12/24\n"));
  EXPECT_THAT(manifest, HasSubstr("adopted_role,ADOPTER\n"));
  EXPECT_THAT(manifest, HasSubstr("tags,statlig sektor;verksamhetsutveckling\n"));
}

TEST_F(PublicRegister, ChangesNothingWhenItsOwnPackageComesBack) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto imported, Import(Export("2")));
  EXPECT_TRUE(imported.unchanged());
  EXPECT_EQ(GetDraft("2").imported(), false);
}

TEST_F(PublicRegister, RefusesAPackageThatIsNotAsExported) {
  EXPECT_THAT(Import(Export("2"), "rule_owner"), HasReason("ROLE_MAY_NOT"));
  auto package = Export("2");
  for (auto& file : *package.mutable_files()) {
    if (file.path() == "lists/2/routing.csv") file.mutable_content()->append("\n");
  }
  EXPECT_THAT(Import(package), HasReason("PACKAGE_CELL"));
  package = Export("2");
  for (auto& file : *package.mutable_files()) {
    std::string& bytes = *file.mutable_content();
    const size_t at = bytes.find("DESK");
    if (file.path() == "lists/2/routing.csv") bytes.replace(at, 4, "SORT");
  }
  EXPECT_THAT(Import(package), HasReason("PACKAGE_HASH"));
  package = Export("2");
  package.add_files()->set_path("more.csv");
  EXPECT_THAT(Import(package), HasReason("PACKAGE_FILE"));
  package.mutable_files()->Clear();
  EXPECT_THAT(Import(package), HasReason("PACKAGE_FILE"));
}

// Carries packages from one office into another.
class Carried : public PublicRegister {
 protected:
  void Move(const v1::ExportRulebookResponse& package) {
    Stop();
    options_.data_dir = dir().Path("elsewhere");
    ASSERT_THAT(Open(), IsOk());
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto imported, Import(package));
    EXPECT_FALSE(imported.unchanged());
  }
};

TEST_F(Carried, PackagesAreTheSameBytesInAnotherOffice) {
  const auto package = Export("2");
  Move(package);
  EXPECT_EQ(Export("2").SerializeAsString(), package.SerializeAsString());
  EXPECT_TRUE(GetDraft("2").imported());
  EXPECT_EQ(GetDraft("2").hash(), package.hash());
  Restart();
  EXPECT_EQ(Export("2").SerializeAsString(), package.SerializeAsString());
  EXPECT_THAT(Read("statlig sektor").versions(), SizeIs(1));
  PassTo("2024-05-01 09:00");
  GetItem("desk", Register("clerk", Matter("aid")).name());
}

TEST_F(Carried, AnEmergencyListIsRatifiedByThePackageThatSaysSo) {
  const v1::Draft draft =
      Check(SaveWith("flood", "2024-06-01", {{"routing.csv", "form,*,none,,,POLICE,PASS\n"}}));
  auto emergency = Of<v1::AdoptEmergencyRequest>(draft);
  emergency.set_reason("The river is over its banks.");
  emergency.set_valid_to("2024-03-10");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto declared,
                               Call<v1::AdoptEmergencyResponse>("adopter", emergency));
  Consent(declared.draft());
  const auto before = Export("flood");
  v1::RatifyEmergencyRequest ratify;
  ratify.set_version("flood");
  ratify.set_minutes("Council 15/24");
  SKRANKE_ASSERT_OK(Call<v1::RatifyEmergencyResponse>("adopter", ratify));
  const auto after = Export("flood");
  // Here it was decided; what another says of it changes nothing.
  EXPECT_THAT(Import(before), HasReason("VERSION_TAKEN"));
  Move(before);
  EXPECT_THAT(Call<v1::RatifyEmergencyResponse>("adopter", ratify), HasReason("ADOPTED_ELSEWHERE"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto imported, Import(after));
  EXPECT_FALSE(imported.unchanged());
  EXPECT_EQ(imported.draft().ratify_minutes(), "Council 15/24");
  EXPECT_EQ(Export("flood").SerializeAsString(), after.SerializeAsString());
  EXPECT_THAT(Import(before), HasReason("VERSION_TAKEN"));
  PassTo("2024-03-20 09:00");
  EXPECT_EQ(VersionFor("aid"), "flood");
  Restart();
  EXPECT_EQ(VersionFor("aid"), "flood");
}

TEST_F(Carried, AnOperatorsListIsTheSameBytesToo) {
  PackageFiles files = LawTown();
  AddSecondList(files, "ops", "2024-06-01");
  v1::ApplyOfficeRequest request;
  for (const auto& [path, bytes] : files) {
    v1::PackageFile* file = request.add_files();
    file->set_path(path);
    file->set_content(bytes);
  }
  SKRANKE_ASSERT_OK(Call<v1::ApplyOfficeResponse>("operator", request));
  const auto package = Export("ops");
  Move(package);
  EXPECT_EQ(Export("ops").SerializeAsString(), package.SerializeAsString());
}

}  // namespace
}  // namespace skranke
