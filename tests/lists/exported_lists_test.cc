// A list written as DMN keeps to the strict profile, table by table: what an office exchanges is
// what a strict engine takes. Only the conditions' columns have no type, for a fact of one name may
// be of two types in two tasks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/directory/parse_directory.h"
#include "libs/tasklist/dmn_form.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kPackages[] = {"tests/lists/sound", "deploy/offices/nordvik",
                                     "deploy/offices/sundby"};

// The versions of the lists that a package has: the folders below lists/.
std::set<std::string> VersionsOf(const PackageFiles& files) {
  std::set<std::string> versions;
  for (const auto& [path, bytes] : files) {
    const std::vector<std::string> parts = absl::StrSplit(path, '/');
    if (parts.size() > 2 && parts[0] == "lists") versions.insert(parts[1]);
  }
  return versions;
}

std::string Exported(const PackageFiles& files, const std::string& version) {
  const auto content = ParseTaskList(files, version, ParseDirectory(files).value());
  EXPECT_THAT(content, IsOk());
  return ToDmn(content.value()).value();
}

// What the strict profile says to the tables of a file.
std::vector<std::string> StrictFaults(const std::string& bytes) {
  std::vector<std::string> faults;
  const DmnModel model = ReadDmnStrictly("list.dmn", bytes).value();
  EXPECT_THAT(model.decisions, Not(IsEmpty()));
  for (const DecisionElement& decision : model.decisions) {
    EXPECT_TRUE(decision.logic.table.has_value()) << decision.name;
    const TableModel& table = *decision.logic.table;
    for (const TableFault& fault : DecisionTable::Check(table, {.mode = TableMode::kStrict})) {
      faults.push_back(fault.ToString());
    }
  }
  return faults;
}

TEST(ExportedLists, KeepToTheStrictProfile) {
  const auto of_fact = AllOf(HasSubstr("table \"conditions\""), HasSubstr("a column needs a type"));
  for (const char* const package : kPackages) {
    const PackageFiles files = ReadPackage(SourceFile(package)).value();
    const std::set<std::string> versions = VersionsOf(files);
    ASSERT_THAT(versions, Not(IsEmpty())) << package;
    for (const std::string& version : versions) {
      EXPECT_THAT(StrictFaults(Exported(files, version)), Each(of_fact))
          << package << " " << version;
    }
  }
}

// Teeth: a key without its quotes.
TEST(ExportedLists, AreRefusedWithACellThatIsAName) {
  const PackageFiles files = ReadPackage(SourceFile("tests/lists/sound")).value();
  const std::string exported = Exported(files, "1");
  const size_t cell = exported.find("<text>\"");
  ASSERT_NE(cell, std::string::npos);
  std::string spoiled = exported;
  spoiled.erase(cell + std::string("<text>").size(), 1);
  EXPECT_THAT(StrictFaults(spoiled), Contains(HasSubstr("table \"list\", row 1")));
}

}  // namespace
}  // namespace skranke
