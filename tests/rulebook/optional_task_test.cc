// A mandatory core that every office does, and what an office adds of its own.
#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

// Certified copies are optional: the hall makes them, the branch does not.
PackageFiles TownWithExtras() {
  PackageFiles files = LawTown();
  std::string& tasks = files["lists/1/tasks.csv"];
  std::string with;
  for (size_t begin = 0; begin < tasks.size();) {
    const size_t end = tasks.find('\n', begin);
    const std::string row = tasks.substr(begin, end - begin);
    with += row + (begin == 0                   ? ",optional,offices"
                   : row.rfind("copy,", 0) == 0 ? ",yes,hall"
                                                : ",,");
    with += "\n";
    begin = end + 1;
  }
  tasks = with;
  return files;
}

class OptionalTask : public RulebookFixture {
 protected:
  OptionalTask() : RulebookFixture(TownWithExtras()) {}
};

TEST_F(OptionalTask, IsDoneWhereTheListNamesTheOfficeAndItsOwnersElsewhereTheSameDay) {
  const v1::Case here = Register("clerk", Matter("copy"));
  EXPECT_EQ(here.classification().case_class(), v1::CASE_CLASS_QUICK);
  EXPECT_EQ(here.state(), v1::STATE_COMPLETE);
  const v1::Case there = Register("branch_clerk", Matter("copy"));
  EXPECT_EQ(there.classification().case_class(), v1::CASE_CLASS_DISCRETIONARY);
  EXPECT_THAT(there.classification().reason(), HasSubstr("optional"));
  GetItem("desk", there.name());
  // The core is done everywhere.
  EXPECT_EQ(Register("branch_clerk", Matter("newcomer")).classification().case_class(),
            Register("clerk", Matter("newcomer")).classification().case_class());
}

TEST_F(OptionalTask, IsExplainedAsItWasJudged) {
  v1::ExplainCaseRequest request;
  request.set_name(Register("branch_clerk", Matter("copy")).name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto why, Call<v1::ExplainCaseResponse>("inspector", request));
  EXPECT_TRUE(why.re_derived_same()) << why.DebugString();
}

TEST_F(OptionalTask, IsToldTheSameInADryRun) {
  v1::ClassifyCaseRequest request;
  request.set_task("copy");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto there,
                               Call<v1::ClassifyCaseResponse>("branch_clerk", request));
  EXPECT_EQ(there.classification().case_class(), v1::CASE_CLASS_DISCRETIONARY);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto here, Call<v1::ClassifyCaseResponse>("clerk", request));
  EXPECT_EQ(here.classification().case_class(), v1::CASE_CLASS_QUICK);
}

TEST_F(OptionalTask, NamesOnlyOfficesThatThereAreAndOnlyWhereItIsOptional) {
  for (const auto& [cells, fault] :
       {std::pair(",yes,nowhere", "names an office that is not in offices.csv"),
        std::pair(",,hall", "are for optional tasks")}) {
    auto request = FilesWith("2", "2024-05-01", {});
    for (auto& file : *request.mutable_files()) {
      std::string& bytes = *file.mutable_content();
      const size_t at = bytes.find(",yes,hall");
      if (at != std::string::npos) bytes.replace(at, 9, cells);
    }
    const absl::Status refused = Call<v1::SaveDraftResponse>("rule_owner", request).status();
    EXPECT_THAT(refused, HasReason("PACKAGE_CELL"));
    EXPECT_THAT(std::string(refused.message()), HasSubstr(fault));
  }
}

}  // namespace
}  // namespace skranke
