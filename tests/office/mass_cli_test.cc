// The same to many cases, by the program as people run it.
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <future>

#include "absl/strings/match.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "skranke/v1/incident.pb.h"
#include "skranke/v1/shuttling.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class MassCli : public OfficeFixture {
 protected:
  MassCli() = default;
  explicit MassCli(const PackageFiles& package) : OfficeFixture(package) {}

  // What the shell sees (tools/skranke/program.h).
  static constexpr int kExitDone = 0;
  static constexpr int kExitRefused = 1;
  static constexpr int kExitWrongUse = 2;
  static constexpr int kExitNotReached = 3;

  struct Ended {
    int code;
    std::string out;
    std::string err;
  };

  Ended Run(const std::string& who, std::vector<std::string> tokens) {
    tokens.insert(tokens.begin(),
                  {absl::StrCat("--server=127.0.0.1:", port_), "--as=" + who, "--output=json"});
    std::string line = SKRANKE_CLI;
    for (const std::string& token : tokens) absl::StrAppend(&line, " '", token, "'");
    absl::StrAppend(&line, " >'", dir().Path("cli.out"), "' 2>'", dir().Path("cli.err"), "'");
    const int status = std::system(line.c_str());
    return {WEXITSTATUS(status), Read("cli.out"), Read("cli.err")};
  }
  std::string Out(const std::string& who, const std::vector<std::string>& tokens) {
    const Ended ended = Run(who, tokens);
    EXPECT_EQ(ended.code, kExitDone) << ended.err;
    return ended.out;
  }
  std::string Read(const std::string& path) {
    std::ifstream in(dir().Path(path));
    return std::string(std::istreambuf_iterator<char>(in), {});
  }

  void Flood(int cases) {
    for (int i = 0; i < cases; ++i) {
      names_.push_back(Register("clerk", Matter("aid", SyntheticNumber(i))).name());
      v1::TagIncidentRequest request;
      request.set_name(names_.back());
      request.set_incident("FLOOD");
      ASSERT_THAT(Call<v1::TagIncidentResponse>("clerk", request), IsOk());
    }
  }
  int EventsOf(const std::string& name, absl::string_view event) {
    v1::GetCaseHistoryRequest request;
    request.set_name(name);
    const auto history = Call<v1::GetCaseHistoryResponse>("supervisor", request);
    EXPECT_THAT(history, IsOk());
    int count = 0;
    for (const auto& entry : history->entries()) count += entry.event() == event ? 1 : 0;
    return count;
  }
  void ExpectEach(absl::string_view event, int times) {
    for (const std::string& name : names_) EXPECT_EQ(EventsOf(name, event), times) << name;
  }

  int port_ = server().port();
  std::vector<std::string> names_;
};

TEST_F(MassCli, CountsAndDoesNothingWithoutApply) {
  Flood(3);
  const std::string out = Out("supervisor", {"mass", "--incident=FLOOD", "--action=route",
                                             "--to=WELFARE/EAST", "--reason=Flooded."});
  EXPECT_THAT(out, HasSubstr(R"("applied":false,"found":3,"fitting":3,"by_state":{"ROUTED":3})"));
  ExpectEach("CASE_ROUTED", 1);
}

TEST_F(MassCli, GoesOnWhereItWasStoppedAndDoesNoCaseTwice) {
  Flood(5);
  const std::vector<std::string> letter = {"mass",
                                           "--incident=FLOOD",
                                           "--action=notify",
                                           "--channel=LETTER",
                                           "--reason=The office is dry.",
                                           "--campaign=letter",
                                           "--apply"};
  std::vector<std::string> some = letter;
  some.push_back("--limit=2");
  EXPECT_THAT(Out("supervisor", some), HasSubstr(R"("done":2,"done_before":0)"));
  EXPECT_THAT(Out("supervisor", letter), HasSubstr(R"("done":3,"done_before":2)"));
  EXPECT_THAT(Out("supervisor", letter), HasSubstr(R"("done":0,"done_before":5)"));
  ExpectEach("CONTACT_RECORDED", 1);
}

// What a campaign did to a case it has done, whatever it is told to say now.
TEST_F(MassCli, DoesNoCaseTwiceInOneCampaignInOtherWords) {
  Flood(2);
  const auto notify = [&](const std::string& reason) {
    return Out("supervisor", {"mass", "--incident=FLOOD", "--action=notify", "--channel=LETTER",
                              "--reason=" + reason, "--campaign=letter", "--apply"});
  };
  EXPECT_THAT(notify("The office is dry."), HasSubstr(R"("done":2,)"));
  EXPECT_THAT(notify("The office is wet."), HasSubstr(R"("done":0,"done_before":2)"));
  ExpectEach("CONTACT_RECORDED", 1);
}

// A letter from the office is nothing that the citizen had to come for.
TEST_F(MassCli, NotifiesWithoutACountedContact) {
  Flood(1);
  Pass(absl::Minutes(31));
  EXPECT_THAT(Out("supervisor", {"mass", "--incident=FLOOD", "--action=notify", "--channel=LETTER",
                                 "--reason=The office is dry.", "--campaign=letter", "--apply"}),
              HasSubstr(R"("done":1,)"));
  ExpectEach("CONTACT_RECORDED", 1);
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto shuttling, Call<v1::GetShuttlingResponse>("auditor", v1::GetShuttlingRequest()));
  for (const auto& figure : shuttling.statistics()) {
    EXPECT_NE(figure.figure(), v1::SHUTTLING_FIGURE_UNNECESSARY_CONTACTS);
    if (figure.figure() == v1::SHUTTLING_FIGURE_CONTACTS) {
      EXPECT_EQ(figure.sum(), 1);
    }
  }
}

TEST_F(MassCli, GoesOnAfterTheServerWasGone) {
  Flood(4);
  const std::vector<std::string> east = {"mass",
                                         "--incident=FLOOD",
                                         "--action=route",
                                         "--to=WELFARE/EAST",
                                         "--reason=Flooded.",
                                         "--campaign=east",
                                         "--apply"};
  std::vector<std::string> some = east;
  some.push_back("--limit=1");
  EXPECT_THAT(Out("supervisor", some), HasSubstr(R"("done":1,)"));
  Stop();
  EXPECT_EQ(Run("supervisor", east).code, kExitNotReached);
  ASSERT_THAT(Open(), IsOk());
  port_ = server().port();
  EXPECT_THAT(Out("supervisor", east), HasSubstr(R"("fitting":3,)"));
  ExpectEach("CASE_ROUTED", 2);
  EXPECT_THAT(Out("supervisor", east), HasSubstr(R"("fitting":0,)"));
  ExpectEach("CASE_ROUTED", 2);
}

TEST_F(MassCli, AcceptsAndClosesForTheUnitThatHasThem) {
  Flood(3);
  const auto run = [&](const std::string& action) {
    return Out("west", {"mass", "--incident=FLOOD", "--action=" + action, "--outcome=GRANTED",
                        "--campaign=flood", "--apply"});
  };
  EXPECT_THAT(run("accept"), HasSubstr(R"("done":3,)"));
  EXPECT_THAT(run("close"), HasSubstr(R"("done":3,)"));
  for (const std::string& name : names_) {
    EXPECT_EQ(Get("clerk", name).state(), v1::STATE_CLOSED) << name;
  }
}

TEST_F(MassCli, TakesCasesByAFilterToo) {
  Flood(2);
  Register("clerk", Matter("trade"));
  EXPECT_THAT(Out("supervisor", {"mass", "--task=aid", "--action=notify", "--channel=LETTER"}),
              HasSubstr(R"("found":2,)"));
  EXPECT_THAT(Out("west", {"mass", "--task=aid", "--action=accept"}), HasSubstr(R"("fitting":2,)"));
}

// What a list cannot be asked for is held against what it gave: a filter is never passed over.
TEST_F(MassCli, DoesNothingToACaseThatAFilterLeavesOut) {
  Flood(2);
  Pass(absl::Hours(1));
  const std::string since =
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", clock().Now(), absl::UTCTimeZone());
  Flood(1);
  const auto accept = [](std::vector<std::string> filter) {
    filter.insert(filter.begin(), {"mass", "--action=accept"});
    return filter;
  };
  for (const std::string none :
       {"--office=branch", "--agency=POLICE", "--received-before=2020-01-01"}) {
    EXPECT_THAT(Out("west", accept({none})), HasSubstr(R"("found":0,)")) << none;
    EXPECT_THAT(Out("west", accept({none, "--incident=FLOOD"})), HasSubstr(R"("found":0,)"))
        << none;
  }
  const std::vector<std::string> some = {"--incident=FLOOD", "--received-after=" + since};
  EXPECT_THAT(Out("west", accept(some)), HasSubstr(R"("fitting":1,)"));
  std::vector<std::string> apply = accept(some);
  apply.insert(apply.end(), {"--campaign=late", "--apply"});
  EXPECT_THAT(Out("west", apply), HasSubstr(R"("done":1,)"));
  EXPECT_EQ(EventsOf(names_[0], "CASE_ACCEPTED"), 0);
  EXPECT_EQ(EventsOf(names_[2], "CASE_ACCEPTED"), 1);
}

TEST_F(MassCli, WantsToKnowWhatAndWhichAndByWhatName) {
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"mass", "--incident=FLOOD", "--action=burn"},
           {"mass", "--action=notify", "--channel=LETTER"},
           {"mass", "--incident=FLOOD", "--action=notify", "--channel=LETTER", "--task="},
           {"mass", "--incident=FLOOD", "--action=notify", "--channel=LETTER", "--apply"},
           {"mass", "--incident=FLOOD", "--action=route", "--reason=R"},
           {"mass", "--incident=FLOOD", "--action=close"}}) {
    EXPECT_EQ(Run("supervisor", wrong).code, kExitWrongUse) << wrong.back();
  }
}

// An office that pushes to WELFARE, where nobody listens.
class RedeliverCli : public MassCli {
 protected:
  RedeliverCli() : MassCli(PushingTown("127.0.0.1:1")) {}

  // As if WELFARE had acknowledged the hand-over of a new case; gives the message's id.
  std::string Deliver() {
    const std::string name = Register("clerk", Matter("aid")).name();
    const MessageKey key{
        .number = *ParseCaseName(name, "name"), .agency = "WELFARE", .sequence = 1};
    std::promise<absl::Status> done;
    Command command;
    command.system = true;
    command.reads.cases.push_back(key.number);
    command.judge = [key](const View& view, const Caller& caller, absl::Time now) {
      return JudgeMessageAcknowledged(view, caller, key, now);
    };
    command.done = [&done](Answer answer) { done.set_value(answer.status); };
    server().engine().Submit(std::move(command));
    EXPECT_THAT(done.get_future().get(), IsOk());
    return FormatMessageId(key);
  }
};

// An auditor may list what was delivered, and have nothing sent.
TEST_F(RedeliverCli, GoesOnAfterARefusalAndSaysWhatFailed) {
  const std::vector<std::string> redeliver = {"redeliver", "--agency=WELFARE",
                                              "--since=2024-01-01T00:00:00Z"};
  const std::string first = Deliver();
  const std::string second = Deliver();
  const Ended refused = Run("auditor", redeliver);
  EXPECT_EQ(refused.code, kExitRefused);
  EXPECT_THAT(refused.err, HasSubstr(first));
  EXPECT_THAT(refused.err, HasSubstr(second));
  EXPECT_THAT(refused.err, HasSubstr("2 of 2 messages are not sent again"));
  EXPECT_THAT(refused.out, ::testing::Not(HasSubstr(first)));
  const std::string out = Out("operator", redeliver);
  EXPECT_THAT(out, HasSubstr(first));
  EXPECT_THAT(out, HasSubstr(second));
}

TEST_F(MassCli, ReconcilesAFileAndListsGaps) {
  const v1::Case trade = Accept("passport", Register("clerk", Matter("trade")));
  Pass(absl::Seconds(2));
  dir().Write("held.csv", absl::StrCat("case,state\n", trade.name(), ",DECIDED\n"));
  const std::string made =
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", clock().Now(), absl::UTCTimeZone());
  EXPECT_THAT(Out("POLICE", {"reconcile", "--file=" + dir().Path("held.csv"), "--made=" + made}),
              HasSubstr("DIFFERENCE_KIND_STATE"));
  EXPECT_EQ(Run("POLICE", {"reconcile", "--file=" + dir().Path("held.csv")}).code, kExitWrongUse);
  EXPECT_THAT(Out("supervisor", {"reconcile", "list"}), HasSubstr(trade.name()));
  EXPECT_THAT(Out("operator", {"outage", "announce", "--agency=POLICE", "--reason=New machines."}),
              HasSubstr("New machines."));
  EXPECT_THAT(Out("clerk", {"outage", "list"}), HasSubstr("POLICE"));
  Out("operator", {"outage", "end", "--agency=POLICE"});
  Out("clerk", {"tag-incident", trade.name(), "--incident=FLOOD"});
  EXPECT_THAT(Out("clerk", {"incident", "cases", "--incident=FLOOD"}), HasSubstr(trade.name()));
  // A day later nobody has accepted this one; the next sweep finds it.
  const v1::Case aid = Register("clerk", Matter("aid"));
  Pass(absl::Hours(25));
  ASSERT_TRUE(
      Eventually([&] { return absl::StrContains(Out("supervisor", {"gaps"}), aid.name()); }));
  EXPECT_THAT(Out("supervisor", {"gaps", "--kind=NEVER_ACCEPTED"}),
              AllOf(HasSubstr(R"("kind":"GAP_KIND_NEVER_ACCEPTED")"), HasSubstr(aid.name()),
                    HasSubstr("WELFARE/WEST")));
}

}  // namespace
}  // namespace skranke
