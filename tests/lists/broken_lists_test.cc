// Runs the corpus of broken lists: broken/NAME holds the files that differ from sound/, perhaps
// removed.txt with the paths of files that are not there, and expected.txt with what must be found,
// one a line: file, row, column ("-": none) and code. Nothing more may be found.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "libs/base/files.h"
#include "libs/base/reason.h"
#include "libs/directory/parse_directory.h"
#include "libs/tasklist/check_task_list.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/task_list_book.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing::UnorderedElementsAreArray;

std::string Folder(absl::string_view name) {
  return SourceFile(absl::StrCat("tests/lists/", name));
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(Folder("broken"))) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Lines without comments.
std::vector<std::string> Lines(const std::string& path) {
  std::vector<std::string> lines;
  const auto bytes = ReadFile(path);
  if (!bytes.ok()) return lines;
  for (const absl::string_view line : absl::StrSplit(*bytes, '\n', absl::SkipEmpty())) {
    if (!absl::StartsWith(line, "#")) lines.emplace_back(line);
  }
  return lines;
}

PackageFiles Sound() { return ReadPackage(Folder("sound")).value(); }

PackageFiles Broken(const std::string& name) {
  PackageFiles files = Sound();
  const std::string folder = Folder(absl::StrCat("broken/", name));
  if (const auto changed = ReadPackage(folder); changed.ok()) {
    for (const auto& [path, bytes] : *changed) files[path] = bytes;
  }
  for (const std::string& path : Lines(folder + "/removed.txt")) files.erase(path);
  return files;
}

std::shared_ptr<const Directory> DirectoryOf(const PackageFiles& files) {
  return Directory::Make(1, absl::UnixEpoch(), ParseDirectory(files).value()).value();
}

std::string OrDash(const std::string& text) {
  return text.empty() ? "-" : absl::StrReplaceAll(text, {{" ", "_"}});
}

std::vector<std::string> Found(const PackageFiles& files) {
  std::vector<std::string> found;
  for (const Finding& finding : CheckTaskListFiles(files, "1", *DirectoryOf(files))) {
    found.push_back(absl::StrCat(finding.file, " ", finding.row, " ", OrDash(finding.column), " ",
                                 finding.code));
  }
  return found;
}

// What installing the list beside the sound one gives.
std::vector<std::string> Installed(const PackageFiles& files) {
  const auto list_of = [](const PackageFiles& of) {
    const auto directory = ParseDirectory(of).value();
    return TaskList::Make(ParseTaskList(of, "1", directory).value()).value();
  };
  const auto book = TaskListBook().With(list_of(Sound())).value();
  const auto changed = book->With(list_of(files));
  if (changed.ok()) return {};
  return {absl::StrCat("- 0 - ", ReasonOf(changed.status()))};
}

TEST(BrokenLists, AreFoundWithTheirPlaceAndNothingElse) {
  const std::vector<std::string> names = Names();
  ASSERT_GE(names.size(), 25u);
  for (const std::string& name : names) {
    const PackageFiles files = Broken(name);
    std::vector<std::string> found = Found(files);
    if (found.empty()) found = Installed(files);
    EXPECT_THAT(found, UnorderedElementsAreArray(
                           Lines(Folder(absl::StrCat("broken/", name, "/expected.txt")))))
        << name;
  }
}

// What the loader itself refuses cannot be installed; an error of the check is not adopted; and the
// book keeps an installed version as it was.
TEST(BrokenLists, AreRefusedBeforeTheyAreInForce) {
  // What may be meant so: a row that never decides, and a task whose cases are sorted by hand.
  const std::set<std::string> only_warned = {"masked_condition", "nobody_owns"};
  for (const std::string& name : Names()) {
    const PackageFiles files = Broken(name);
    const auto findings = CheckTaskListFiles(files, "1", *DirectoryOf(files));
    const auto content = ParseTaskList(files, "1", ParseDirectory(files).value());
    EXPECT_TRUE(content.ok() || HasError(findings)) << name;
    const bool refused = HasError(findings) || (findings.empty() && !Installed(files).empty());
    EXPECT_EQ(refused, !only_warned.contains(name)) << name;
    EXPECT_TRUE(refused || !findings.empty()) << name;
  }
}

TEST(BrokenLists, AreChangesOfAListThatIsSound) {
  EXPECT_THAT(Found(Sound()), IsEmpty());
  EXPECT_THAT(Installed(Sound()), IsEmpty());
}

}  // namespace
}  // namespace skranke
