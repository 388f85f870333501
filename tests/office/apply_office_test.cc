// A package is installed into a running office: dated, all or nothing, never changing the past.
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Apply : public OfficeFixture {
 protected:
  absl::StatusOr<v1::ApplyOfficeResponse> Send(const PackageFiles& files, bool dry_run = false) {
    v1::ApplyOfficeRequest request;
    request.set_dry_run(dry_run);
    for (const auto& [path, bytes] : files) {
      v1::PackageFile* file = request.add_files();
      file->set_path(path);
      file->set_content(bytes);
    }
    return Call<v1::ApplyOfficeResponse>("operator", request);
  }

  uint64_t DirectoryVersion() {
    const auto directory = Call<v1::GetDirectoryResponse>("clerk", v1::GetDirectoryRequest());
    EXPECT_THAT(directory, IsOk());
    return directory.ok() ? directory->directory_version() : 0;
  }

  v1::ExplainCaseResponse Why(const std::string& name) {
    v1::ExplainCaseRequest request;
    request.set_name(name);
    const auto why = Call<v1::ExplainCaseResponse>("inspector", request);
    EXPECT_THAT(why, IsOk());
    return why.ok() ? *why : v1::ExplainCaseResponse();
  }
};

TEST_F(Apply, ChangesNothingWithTheSamePackage) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto applied, Send(TownPackage()));
  EXPECT_THAT(applied.changes(), IsEmpty());
  EXPECT_EQ(applied.directory_version(), 1u);
}

TEST_F(Apply, DryRunTellsAndDoesNothing) {
  PackageFiles files = TownPackage();
  AddSecondList(files, "2", "2024-03-10");
  files["offices.csv"] += "harbour,Harbour,TOWN/SORT\n";
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto dry, Send(files, /*dry_run=*/true));
  EXPECT_THAT(dry.changes(), SizeIs(2));
  EXPECT_EQ(DirectoryVersion(), 1u);
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto lists, Call<v1::ListTaskListsResponse>("clerk", v1::ListTaskListsRequest()));
  EXPECT_THAT(lists.task_lists(), SizeIs(1));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto wet, Send(files));
  EXPECT_EQ(wet.SerializeAsString(), dry.SerializeAsString());
  EXPECT_EQ(DirectoryVersion(), 2u);
}

TEST_F(Apply, PutsANewListInForceOnItsDay) {
  PackageFiles files = TownPackage();
  AddSecondList(files, "2", "2024-03-10");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto applied, Send(files));
  EXPECT_THAT(applied.list_versions(), ElementsAre("1", "2"));
  v1::RegisterCaseRequest form = Matter("form");
  form.set_accept_incomplete(true);
  GetItem("passport", Register("clerk", form).name());
  Pass(Local("2024-03-09 23:59:59") - clock().Now());
  EXPECT_EQ(Register("clerk", form).classification().list_version(), "1");
  Pass(absl::Seconds(1));
  const v1::Case under_new = Register("clerk", form);
  EXPECT_EQ(under_new.classification().list_version(), "2");
  GetItem("desk", under_new.name());
}

TEST_F(Apply, LeavesEveryWhyAsItWas) {
  std::vector<std::string> names;
  for (const char* task :
       {"copy", "pass", "newcomer", "aid", "acute", "trade", "dated", "orphan"}) {
    names.push_back(Register("clerk", Matter(task)).name());
    names.push_back(Register("clerk", Matter(task, kProtectedPerson)).name());
  }
  std::vector<std::string> before;
  for (const std::string& name : names) {
    const auto why = Why(name);
    EXPECT_TRUE(why.re_derived_same()) << why.DebugString();
    EXPECT_EQ(why.classification().list_version(), "1");
    before.push_back(why.SerializeAsString());
  }
  PackageFiles files = TownPackage();
  AddSecondList(files, "2", "2024-03-04");
  files["units.csv"] += "POLICE,TRADE,Trades,no,,,\n";
  SKRANKE_ASSERT_OK(Send(files));
  Restart();
  for (size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(Why(names[i]).SerializeAsString(), before[i]) << names[i];
  }
}

TEST_F(Apply, RefusesChangedContentUnderAKnownVersionAndInstallsNothingOfIt) {
  PackageFiles files = TownPackage();
  files["offices.csv"] += "harbour,Harbour,TOWN/SORT\n";
  AddSecondList(files, "2", "2024-03-10");
  files["lists/1/conditions.csv"] =
      "task_code,fact,test,legal_basis\n"
      "pass,age,>= 16,Passport Act 4\n";
  EXPECT_THAT(Send(files), HasReason("LIST_CHANGED"));
  EXPECT_EQ(DirectoryVersion(), 1u);
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto lists, Call<v1::ListTaskListsResponse>("clerk", v1::ListTaskListsRequest()));
  EXPECT_THAT(lists.task_lists(), SizeIs(1));
}

TEST_F(Apply, NamesTheCellAtFault) {
  PackageFiles files = TownPackage();
  AddSecondList(files, "2", "2024-03-10");
  files["lists/2/routing.csv"] += "copy,*,none,,,TOWN,NOWHERE\n";
  const absl::Status refused = Send(files).status();
  EXPECT_THAT(refused, HasReason("PACKAGE_CELL"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("lists/2/routing.csv"));
  EXPECT_EQ(DirectoryVersion(), 1u);
}

TEST_F(Apply, TakesARightAwayAtOnce) {
  SKRANKE_ASSERT_OK(Call<v1::RegisterCaseResponse>("branch_clerk", Matter("aid")));
  PackageFiles files = TownPackage();
  const std::string row = "branch_clerk,CLERK,branch,,,quay,nb,\n";
  std::string& staff = files["staff.csv"];
  staff.erase(staff.find(row), row.size());
  SKRANKE_ASSERT_OK(Send(files));
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("branch_clerk", Matter("aid")),
              HasReason("UNKNOWN_CALLER"));
}

TEST_F(Apply, SendsOpenWorkToASuccessorFromItsDayOn) {
  PackageFiles files = TownPackage();
  std::string& units = files["units.csv"];
  const std::string row = "WELFARE,WEST,West,no,,,\n";
  units.replace(units.find(row), row.size(), "WELFARE,WEST,West,no,,2024-03-04,EAST\n");
  SKRANKE_ASSERT_OK(Send(files));
  GetItem("west", Register("clerk", Matter("aid")).name());
  Pass(absl::Hours(24));
  GetItem("east", Register("clerk", Matter("aid")).name());
}

TEST_F(Apply, ServesWhatIsStoredWhenStartedWithAnotherPackage) {
  dir().Write("package/offices.csv", TownPackage()["offices.csv"] + "harbour,Harbour,TOWN/SORT\n");
  Restart();
  EXPECT_EQ(DirectoryVersion(), 1u);
}

TEST_F(Apply, DoesNotStartWithChangedContentUnderAKnownVersion) {
  Stop();
  dir().Write("package/lists/1/list.csv",
              "version,valid_from,resolution\n1,2024-01-02,Council 7/23\n");
  EXPECT_THAT(Open(), HasReason("LIST_CHANGED"));
}

}  // namespace
}  // namespace skranke
