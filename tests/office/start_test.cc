// What an office does when it is started: it serves what is stored, or says why not.
#include <filesystem>

#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

class StartUp : public OfficeFixture {
 protected:
  std::string HeadFile() const { return dir().Path("data.head"); }
};

TEST_F(StartUp, RefusesAFilledDirectoryWithoutItsHeadFile) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  Stop();
  std::filesystem::remove(HeadFile());
  EXPECT_THAT(Open(), HasReason("HEAD_FILE_MISSING"));
  dir().Write("data.head", "");
  EXPECT_THAT(Open(), HasReason("HEAD_FILE_MISSING"));
  options_.accept_head = true;
  SKRANKE_ASSERT_OK(Open());
  EXPECT_EQ(Get("clerk", aid.name()).state(), v1::STATE_ROUTED);
}

TEST_F(StartUp, MakesNoNewKeyBesideAFilledDirectory) {
  Stop();
  std::filesystem::remove(dir().Path("data.key"));
  EXPECT_FALSE(Open().ok());
  EXPECT_FALSE(std::filesystem::exists(dir().Path("data.key")));
}

TEST_F(StartUp, RebuildsTheViewsWhenAsked) {
  const v1::Case aid = Register("clerk", Matter("aid"));
  Stop();
  options_.rebuild_views = true;
  SKRANKE_ASSERT_OK(Open());
  EXPECT_EQ(Get("clerk", aid.name()).SerializeAsString(), aid.SerializeAsString());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto listed,
                               Call<v1::ListCasesResponse>("clerk", v1::ListCasesRequest()));
  EXPECT_EQ(listed.cases_size(), 1);
}

TEST_F(StartUp, RefusesASecondServerOnTheSameDirectory) {
  FakeClock clock;
  SeededEntropy entropy(1);
  EXPECT_TRUE(absl::IsUnavailable(OfficeServer::Start(options_, &clock, &entropy).status()));
}

TEST_F(StartUp, RegistersNoSyntheticPersonOutsideDevelopment) {
  PackageFiles files = TownPackage();
  files.erase("test_persons.csv");
  Stop();
  std::filesystem::remove_all(dir().Path("package"));
  for (const auto& [path, bytes] : files) dir().Write(absl::StrCat("real/", path), bytes);
  options_.office_dir = dir().Path("real");
  options_.data_dir = dir().Path("real_data");
  options_.dev = false;
  SKRANKE_ASSERT_OK(Open());
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("clerk", Matter("aid")),
              HasReason("PERSON_SYNTHETIC"));
}

TEST_F(StartUp, RefusesAPackageWithTestPersonsOutsideDevelopment) {
  Stop();
  options_.data_dir = dir().Path("other_data");
  options_.dev = false;
  EXPECT_THAT(Open(), HasReason("TEST_PERSONS_IN_PRODUCTION"));
}

}  // namespace
}  // namespace skranke
