// The life of a list by the command line alone: draft, hearing, adoption, register, package.
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class RulebookCli : public RulebookFixture {
 protected:
  // What the shell sees (tools/skranke/program.h); the program is one of its own.
  static constexpr int kExitDone = 0;
  static constexpr int kExitRefused = 1;
  static constexpr int kExitWrongUse = 2;

  struct Ended {
    int code;
    std::string out;
    std::string err;
  };

  Ended Run(const std::string& who, std::vector<std::string> tokens) {
    tokens.insert(tokens.begin(),
                  {absl::StrCat("--server=127.0.0.1:", server().port()), "--as=" + who});
    std::string line = SKRANKE_CLI;
    for (const std::string& token : tokens) absl::StrAppend(&line, " '", token, "'");
    absl::StrAppend(&line, " >'", dir().Path("cli.out"), "' 2>'", dir().Path("cli.err"), "'");
    const int status = std::system(line.c_str());
    return {WEXITSTATUS(status), Read("cli.out"), Read("cli.err")};
  }

  // Fails the test where it does not end well.
  std::string Out(const std::string& who, const std::vector<std::string>& tokens) {
    const Ended ended = Run(who, tokens);
    EXPECT_EQ(ended.code, kExitDone) << tokens[1] << ": " << ended.err;
    return ended.out;
  }

  std::string Refusal(const std::string& who, const std::vector<std::string>& tokens) {
    const Ended ended = Run(who, tokens);
    EXPECT_EQ(ended.code, kExitRefused) << tokens[1] << ": " << ended.out;
    return ended.err;
  }

  // The folder of a list that moves aid in the centre to the town.
  std::string ListFolder(const std::string& version) {
    const auto request =
        FilesWith(version, "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}});
    const std::string prefix = TaskListPath(version, "");
    for (const auto& file : request.files()) {
      dir().Write(absl::StrCat("list/", file.path().substr(prefix.size())), file.content());
    }
    return dir().Path("list");
  }

  std::string Read(const std::string& path) {
    std::ifstream in(dir().Path(path));
    return std::string(std::istreambuf_iterator<char>(in), {});
  }
};

TEST_F(RulebookCli, TakesAListFromDraftToRegister) {
  const std::string folder = ListFolder("2");
  EXPECT_THAT(Out("rule_owner", {"tasklist", "draft", "2", folder, "--tag=statlig sektor"}),
              HasSubstr("DRAFT"));
  EXPECT_THAT(Refusal("rule_owner", {"tasklist", "draft", "2", folder}),
              HasSubstr("DRAFT_CHANGED"));
  Out("second_owner", {"tasklist", "draft", "2", folder, "--revision=1", "--open-cases=move",
                       "--tag=statlig sektor"});
  EXPECT_THAT(Out("rule_owner", {"tasklist", "check-draft", "2"}), HasSubstr("CHECKED"));
  const std::string hearing =
      Out("rule_owner", {"tasklist", "hearing", "2", "--to=2024-03-20", "--party=POLICE=advisory"});
  EXPECT_THAT(hearing, HasSubstr("WELFARE  VETO"));
  EXPECT_THAT(hearing, HasSubstr("POLICE   ADVISORY"));
  EXPECT_THAT(Out("welfare_head", {"tasklist", "object", "2", "--sentence=We have the staff."}),
              HasSubstr("We have the staff."));
  EXPECT_THAT(Refusal("adopter", {"tasklist", "adopt", "2", "--minutes=C 1/24"}),
              HasSubstr("VETO_OBJECTION"));
  EXPECT_THAT(Refusal("rule_owner", {"tasklist", "consent", "2", "--agency=WELFARE",
                                     "--letter-date=2024-03-02", "--letter-reference=W 7"}),
              HasSubstr("AGENCY_SPOKE"));
  Out("welfare_head", {"tasklist", "consent", "2"});
  Out("rule_owner", {"tasklist", "consent", "2", "--agency=POLICE", "--letter-date=2024-03-02",
                     "--letter-reference=P 7"});
  EXPECT_THAT(Out("TOWN", {"tasklist", "consent", "2"}), HasSubstr("CONSENTED"));
  EXPECT_THAT(Refusal("rule_owner", {"tasklist", "adopt", "2", "--minutes=C 1/24"}),
              HasSubstr("ROLE_MAY_NOT"));
  Out("adopter", {"tasklist", "adopt", "2", "--minutes=C 1/24", "--dry-run"});
  EXPECT_THAT(Out("auditor", {"tasklist", "show-draft", "2"}), HasSubstr("CONSENTED"));
  EXPECT_THAT(Out("adopter", {"tasklist", "adopt", "2", "--minutes=C 1/24"}), HasSubstr("ADOPTED"));

  EXPECT_THAT(Out("auditor", {"tasklist", "drafts"}), HasSubstr("2  ADOPTED"));
  const std::string shown = Out("clerk", {"tasklist", "register", "--tag=statlig sektor"});
  EXPECT_THAT(shown, HasSubstr("C 1/24"));
  EXPECT_THAT(shown, HasSubstr("routing.csv  aid, centre, none"));
  EXPECT_THAT(shown, Not(HasSubstr("rule_owner")));
  EXPECT_THAT(Out("clerk", {"tasklist", "register", "2", "--output=json"}),
              HasSubstr("\"minutes\":\"C 1/24\""));

  Out("clerk", {"tasklist", "package", "2", dir().Path("out")});
  EXPECT_THAT(Read("out/manifest.csv"), HasSubstr("minutes,C 1/24\n"));
  EXPECT_THAT(Out("operator", {"tasklist", "install", dir().Path("out")}), HasSubstr("ADOPTED"));
}

TEST_F(RulebookCli, DraftsEditsToTheListInForceAndGivesThemUp) {
  EXPECT_THAT(Out("rule_owner",
                  {"tasklist", "draft", "2", "--valid-from=2024-05-01",
                   "--edit=routing.csv:=aid,centre,none,,,TOWN,DESK,,,", "--edit=routing.csv:7=-"}),
              HasSubstr("REMOVED"));
  EXPECT_THAT(Out("rule_owner", {"tasklist", "withdraw", "2", "--reason=Not now."}),
              HasSubstr("WITHDRAWN"));
}

TEST_F(RulebookCli, DeclaresAndRatifiesAnEmergency) {
  Out("rule_owner", {"tasklist", "draft", "flood", ListFolder("flood")});
  Out("rule_owner", {"tasklist", "check-draft", "flood"});
  EXPECT_THAT(
      Out("adopter", {"tasklist", "emergency", "flood", "--reason=A flood.", "--to=2024-03-10"}),
      HasSubstr("IN_FORCE"));
  for (const char* agency : {"TOWN", "WELFARE"}) Out(agency, {"tasklist", "consent", "flood"});
  EXPECT_THAT(Out("adopter", {"tasklist", "ratify", "flood", "--minutes=C 2/24"}),
              HasSubstr("C 2/24"));
}

TEST_F(RulebookCli, SaysWhatIsWrongWithAFlag) {
  for (const auto& [flag, sentence] : {std::pair("--party=WELFARE", "--party must be AGENCY=KIND"),
                                       std::pair("--party=WELFARE=loud", "VETO")}) {
    const Ended ended = Run("rule_owner", {"tasklist", "hearing", "2", "--to=2024-03-20", flag});
    EXPECT_EQ(ended.code, kExitWrongUse);
    EXPECT_THAT(ended.err, HasSubstr(sentence));
  }
  EXPECT_EQ(Run("rule_owner", {"tasklist", "draft", "2", "no-such-folder"}).code, kExitWrongUse);
  EXPECT_EQ(Run("rule_owner", {"tasklist", "draft", "2", "--edit=routing.csv"}).code,
            kExitWrongUse);
}

}  // namespace
}  // namespace skranke
