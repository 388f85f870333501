// The program as the shell sees it, as far as no server is needed.
#include "tools/skranke/program.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "libs/base/reason.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "tools/skranke/office_files.h"
#include "tools/skranke/request_field.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Ended {
  ExitCode code;
  std::string out;
  std::string err;
};

Ended RunWith(const std::vector<std::string>& tokens) {
  std::ostringstream out, err;
  const ExitCode code = RunProgram(tokens, AllCommands(), out, err);
  return {code, out.str(), err.str()};
}

// Port 1 (tcpmux) is never served here.
std::vector<std::string> To(std::vector<std::string> tokens) {
  tokens.insert(tokens.begin(), {"--server=127.0.0.1:1", "--as", "clerk"});
  return tokens;
}

struct WrongUse {
  std::vector<std::string> tokens;
  const char* sentence;
};

TEST(Program, EndsWithTwoForWrongUse) {
  const WrongUse cases[] = {
      {{}, "which command?"},
      {{"case", "lst"}, "did you mean case list?"},
      {{"--srver=x", "stats"}, "unknown flag --srver, did you mean --server?"},
      {{"stats"}, "--server=HOST:PORT is needed"},
      {{"--server=x:1", "stats"}, "--as=NAME is needed"},
      {To({"stats", "--output=xml"}), "--output is table or json"},
      {To({"stats", "--as=other"}), "--as is given twice"},
      {To({"case", "show"}), "usage: skranke case show CASE"},
      {To({"case", "show", "X", "Y"}), "usage: skranke case show CASE"},
      {To({"case", "list", "--state=FOO"}), "--state must be one of COMPLETE"},
      {To({"case", "register", "--fact=x"}), "--fact must be name=value"},
      {To({"case", "list", "--limit=x"}), "--limit must be a whole number"},
      {To({"link", "X"}), "to which case: --duplicate-of, --appeal-of or --follows"},
      {To({"link", "X", "--follows=Y", "--appeal-of=Z"}), "one link at a time"},
      {To({"office", "apply", "no-such-directory"}), "no-such-directory"},
      {To({"import", "rows.csv"}), "--map=MAP is needed"},
      {To({"import", "rows.csv", "--map=no-such.map"}), "no-such.map"},
      {{"help", "dance"}, "there is no command dance"},
  };
  for (const WrongUse& one : cases) {
    const Ended run = RunWith(one.tokens);
    EXPECT_EQ(run.code, kExitWrongUse) << one.sentence;
    EXPECT_THAT(run.err, HasSubstr(one.sentence));
    EXPECT_THAT(run.out, IsEmpty());
  }
}

TEST(Program, EndsWithThreeWhereNobodyAnswers) {
  const Ended run = RunWith(To({"case", "register", "--task=t", "--request-id=my-id"}));
  EXPECT_EQ(run.code, kExitNotReached);
  EXPECT_THAT(run.err, HasSubstr("nobody answers at 127.0.0.1:1 [NOT_REACHED]"));
  EXPECT_THAT(run.err, HasSubstr("--request-id=my-id"));
  EXPECT_THAT(run.out, IsEmpty());
}

TEST(Program, TellsRefusalsFromServersOutOfReach) {
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), kExitDone);
  EXPECT_EQ(ExitCodeOf(FieldError("task", "is wrong")), kExitRefused);
  EXPECT_EQ(ExitCodeOf(UsageError("x")), kExitWrongUse);
  EXPECT_EQ(ExitCodeOf(ReasonError(absl::StatusCode::kUnavailable, "STOPPING", "x")), kExitRefused);
  EXPECT_EQ(ExitCodeOf(ReasonError(absl::StatusCode::kUnavailable, "NOT_REACHED", "x")),
            kExitNotReached);
}

TEST(Program, HelpsWithEveryCommand) {
  const Ended all = RunWith({"help"});
  EXPECT_EQ(all.code, kExitDone);
  for (const Command& command : AllCommands()) {
    EXPECT_THAT(all.out, HasSubstr(command.name));
    const Ended one = RunWith({"help", command.name});
    EXPECT_EQ(one.code, kExitDone);
    for (const Flag& flag : command.flags) EXPECT_THAT(one.out, HasSubstr("--" + flag.name));
  }
  EXPECT_THAT(RunWith({"case", "list", "--help"}).out, HasSubstr("[--state=STATE]"));
}

TEST(Program, SaysWhoRoutesByHand) {
  const std::string help = RunWith({"help", "case route"}).out;
  for (const char* who : {"the sorting unit", "a supervisor", "the mediator"}) {
    EXPECT_THAT(help, HasSubstr(who));
  }
}

TEST(Commands, AreAllDifferentAndHaveTheirFlagsOnce) {
  std::set<std::string> names;
  for (const Command& command : AllCommands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    std::set<std::string> flags;
    for (const Flag& flag : command.flags) {
      EXPECT_TRUE(flags.insert(flag.name).second) << command.name << " --" << flag.name;
    }
  }
}

TEST(Commands, HaveFlagsOnlyForFieldsOfTheirRequests) {
  for (const Command& command : AllCommands()) {
    for (const Flag& flag : command.flags) {
      if (flag.field.empty()) continue;
      ASSERT_NE(command.action.request, nullptr) << command.name;
      EXPECT_NE(FindField(*command.action.request, flag.field), nullptr)
          << command.name << " --" << flag.name;
    }
  }
}

TEST(OfficeFiles, AreTheTablesOfTheDirectoryAndBelowByPath) {
  const TempDir dir;
  dir.Write("office.csv", "key,value\n");
  dir.Write("lists/1/tasks.csv", "task_code\n");
  dir.Write("README.md", "no table");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto files, ReadOfficeFiles(dir.path()));
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].path(), "lists/1/tasks.csv");
  EXPECT_EQ(files[1].path(), "office.csv");
  EXPECT_EQ(files[1].content(), "key,value\n");
  EXPECT_THAT(ReadOfficeFiles(dir.Path("none")), HasReason("USAGE"));
}

}  // namespace
}  // namespace skranke
