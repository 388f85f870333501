#include "libs/engine/engine.h"

#include <algorithm>

#include "libs/casework/case_name.h"
#include "libs/engine/engine_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;

class EngineTest : public EngineFixture {
 protected:
  uint64_t Position() { return engine().snapshot()->position(); }

  // Queues the command; its answer's status comes into the returned place when it is answered.
  std::shared_ptr<Answer> Queue(Command command) {
    auto place = std::make_shared<Answer>(Answer{.status = absl::UnknownError("not answered")});
    command.done = [place](Answer answer) { *place = std::move(answer); };
    engine().Submit(std::move(command));
    return place;
  }

  static v1::FinishCaseRequest Finishing(const v1::Case& c) {
    v1::FinishCaseRequest finish;
    finish.set_name(c.name());
    finish.set_etag(c.etag());
    finish.mutable_finish()->set_outcome("ISSUED");
    return finish;
  }
};

TEST_F(EngineTest, PutsAtMostEightRowsForARegistrationOfOnePerson) {
  struct Row {
    const char* name;
    v1::RegisterCaseRequest request;
    int want;
  };
  v1::RegisterCaseRequest with_guardian = Matter("trade");
  *with_guardian.add_parties() = Matter("trade", SyntheticNumber(1)).parties(0);
  with_guardian.mutable_parties(1)->set_role(v1::PARTY_ROLE_OTHER_GUARDIAN);
  v1::RegisterCaseRequest referenced = Matter("trade");
  referenced.mutable_external_reference()->set_system("portal");
  referenced.mutable_external_reference()->set_id("1");
  const Row rows[] = {
      {"complete", Matter("copy"), 8},
      {"routed, pulled", Matter("trade"), 8},
      {"routed, pushed", Matter("aid"), 8},
      {"triage", Matter("orphan"), 8},
      {"incomplete: a timer", Matter("form"), 9},
      {"a second party", with_guardian, 9},
      {"an external reference", referenced, 9},
  };
  for (const Row& row : rows) {
    Register(row.request);
    const auto& puts = store().latest_puts();
    // Counters and the head are put once a batch, however many commands it has.
    const auto own = std::count_if(puts.begin(), puts.end(), [](Table table) {
      return table != Table::kCounter && table != Table::kMeta;
    });
    EXPECT_LE(own, row.want) << row.name;
    EXPECT_EQ(std::count(puts.begin(), puts.end(), Table::kMeta), 1) << row.name;
    EXPECT_EQ(std::count(puts.begin(), puts.end(), Table::kEvent), 1) << row.name;
  }
}

TEST_F(EngineTest, CommitsAWholeBatchAtOnceWithOnePutACounter) {
  for (int i = 0; i < 10; ++i) Queue(CommandOf("clerk", Matter("copy", SyntheticNumber(i))));
  const uint64_t batches = engine().counts().batches;
  EXPECT_TRUE(engine().Step());
  EXPECT_FALSE(engine().Step());
  EXPECT_EQ(engine().counts().batches, batches + 1);
  const auto& puts = store().latest_puts();
  // s/, k/, c/ and d/ of ten equal cases.
  EXPECT_EQ(std::count(puts.begin(), puts.end(), Table::kCounter), 4);
  EXPECT_EQ(std::count(puts.begin(), puts.end(), Table::kEvent), 10);
}

TEST_F(EngineTest, JudgesEachCommandOverWhatTheBatchHasDoneSoFar) {
  v1::RegisterCaseRequest request = Matter("trade");
  request.mutable_external_reference()->set_system("portal");
  request.mutable_external_reference()->set_id("1");
  const auto first = Queue(CommandOf("clerk", request));
  const auto second = Queue(CommandOf("clerk", request));
  const auto taken = Queue(CommandOf("passport", v1::TakeNextRequest()));
  engine().Step();
  SKRANKE_EXPECT_OK(first->status);
  EXPECT_THAT(second->status, HasReason("EXTERNAL_REFERENCE_TAKEN"));
  v1::TakeNextResponse work;
  ASSERT_TRUE(work.ParseFromString(taken->reply));
  EXPECT_TRUE(work.has_work_item());
  SKRANKE_EXPECT_OK(VerifyViewsNow());
}

TEST_F(EngineTest, KnowsARequestIdWithinItsBatch) {
  v1::RegisterCaseRequest request = Matter("trade");
  request.set_request_id("twice");
  const auto first = Queue(CommandOf("clerk", request));
  const auto second = Queue(CommandOf("clerk", request));
  request.set_note("other");
  const auto third = Queue(CommandOf("clerk", request));
  const uint64_t before = Position();
  engine().Step();
  EXPECT_EQ(Position(), before + 1);
  EXPECT_FALSE(first->replayed);
  EXPECT_TRUE(second->replayed);
  EXPECT_EQ(first->reply, second->reply);
  EXPECT_THAT(third->status, HasReason("REQUEST_ID_REUSED"));
}

TEST_F(EngineTest, RefusesNewCasesFirstWhenTheQueueIsFull) {
  const v1::Case copies[] = {Register(Matter("copy")), Register(Matter("copy")),
                             Register(Matter("copy"))};
  Close();
  options_.queue.most = 4;
  options_.queue.most_growing = 2;
  SKRANKE_ASSERT_OK(Open());
  std::vector<std::shared_ptr<Answer>> answers;
  for (int i = 0; i < 3; ++i) answers.push_back(Queue(CommandOf("clerk", Matter("aid"))));
  for (const v1::Case& copy : copies) {
    answers.push_back(Queue(CommandOf("clerk", Finishing(copy))));
  }
  engine().Step();
  std::vector<std::string> reasons;
  for (const auto& answer : answers) reasons.push_back(ReasonOf(answer->status));
  EXPECT_THAT(reasons, ElementsAre("", "", "QUEUE_FULL", "", "", "QUEUE_FULL"));
  EXPECT_TRUE(absl::IsResourceExhausted(answers[2]->status));
  SKRANKE_EXPECT_OK(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")));
}

TEST_F(EngineTest, RefusesToGrowWhileManyHaveWaitedLong) {
  Close();
  options_.queue.batch.commands = 1;
  SKRANKE_ASSERT_OK(Open());
  for (int i = 0; i < 2; ++i) Queue(CommandOf("clerk", Matter("aid")));
  SKRANKE_EXPECT_OK(engine().RefusalToGrow());
  clock().Advance(options_.queue.patience + absl::Milliseconds(1));
  EXPECT_THAT(engine().RefusalToGrow(), HasReason("QUEUE_FULL"));
  engine().Step();
  SKRANKE_EXPECT_OK(engine().RefusalToGrow());
}

TEST_F(EngineTest, RefusesNewCasesAndThenEverythingAsTheDiskFills) {
  struct Row {
    uint64_t free_bytes;
    const char* registering;
    const char* finishing;
  };
  const Row rows[] = {
      {options_.low_space_bytes, "", ""},
      {options_.low_space_bytes - 1, "DISK_LOW", ""},
      {options_.last_space_bytes, "DISK_LOW", ""},
      {options_.last_space_bytes - 1, "DISK_LOW", "DISK_LOW"},
      {options_.low_space_bytes, "", ""},
  };
  std::vector<v1::Case> copies;
  for (size_t i = 0; i < std::size(rows); ++i) copies.push_back(Register(Matter("copy")));
  for (const Row& row : rows) {
    store().set_free_bytes(row.free_bytes);
    clock().Advance(absl::Seconds(1));
    engine().Step();
    EXPECT_EQ(ReasonOf(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")).status()),
              row.registering)
        << row.free_bytes;
    EXPECT_EQ(ReasonOf(Do<v1::FinishCaseResponse>("clerk", Finishing(copies.back())).status()),
              row.finishing)
        << row.free_bytes;
    const auto number = *ParseCaseName(copies.back().name(), "name");
    EXPECT_NE(*engine().snapshot()->FindCase(number), nullptr) << row.free_bytes;
    copies.pop_back();
  }
}

TEST_F(EngineTest, AnswersWhatOnlyAsksOnAFullDiskAndLetsItChangeNothing) {
  store().set_free_bytes(0);
  clock().Advance(absl::Seconds(1));
  engine().Step();
  Command question;
  question.system = true;
  question.only_asks = true;
  question.judge = [](const View&, const Caller&, absl::Time) -> absl::StatusOr<Judgement> {
    return Judgement{.reply = "yes"};
  };
  EXPECT_EQ(Run(question).reply, "yes");
  question.only_asks = false;
  EXPECT_THAT(Run(question).status, HasReason("DISK_LOW"));

  store().set_free_bytes(options_.low_space_bytes);
  clock().Advance(absl::Seconds(1));
  engine().Step();
  const uint64_t before = Position();
  Command change = CommandOf("clerk", Matter("aid"));
  change.only_asks = true;
  EXPECT_TRUE(absl::IsInternal(Run(std::move(change)).status));
  EXPECT_EQ(Position(), before);
}

TEST_F(EngineTest, ForgetsAClockThatWasWrongForAMoment) {
  const absl::Time before = clock().Now();
  v1::RegisterCaseRequest request = Matter("aid");
  request.set_request_id("kept");
  SKRANKE_ASSERT_OK(Do<v1::RegisterCaseResponse>("clerk", request));
  clock().SetNow(before + absl::Hours(24 * 3652));
  engine().Step();
  EXPECT_THAT(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")), HasReason("CLOCK_JUMPED"));
  clock().SetNow(before);
  v1::ConfirmClockRequest confirm;
  confirm.mutable_confirmed_time()->set_seconds(absl::ToUnixSeconds(before));
  SKRANKE_ASSERT_OK(Do<v1::ConfirmClockResponse>("operator", confirm));
  SKRANKE_ASSERT_OK(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")));
  EXPECT_TRUE(Run(CommandOf("clerk", request)).replayed) << "a request id expired early";
  EXPECT_EQ(engine().snapshot()->now(), before);
}

TEST_F(EngineTest, GoesOnAfterAClockThatWasSetBackIsConfirmed) {
  SKRANKE_EXPECT_OK(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")));
  clock().SetNow(clock().Now() - absl::Hours(1));
  engine().Step();
  EXPECT_THAT(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")), HasReason("CLOCK_JUMPED"));
  v1::ConfirmClockRequest confirm;
  confirm.mutable_confirmed_time()->set_seconds(absl::ToUnixSeconds(clock().Now()));
  SKRANKE_ASSERT_OK(Do<v1::ConfirmClockResponse>("operator", confirm));
  // A call's time runs on as it did.
  Command command = CommandOf("clerk", Matter("aid"));
  command.deadline = clock().Monotonic() + absl::Seconds(10);
  SKRANKE_EXPECT_OK(Run(std::move(command)).status);
}

TEST_F(EngineTest, StopsWritingWhenTheClockJumpsUntilAnOperatorConfirms) {
  clock().SetNow(clock().Now() + absl::Seconds(60));
  engine().Step();
  SKRANKE_EXPECT_OK(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")));
  clock().SetNow(clock().Now() + absl::Seconds(61));
  engine().Step();
  EXPECT_THAT(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")), HasReason("CLOCK_JUMPED"));
  EXPECT_FALSE(engine().health().clock_trusted);

  v1::ConfirmClockRequest confirm;
  confirm.mutable_confirmed_time()->set_seconds(absl::ToUnixSeconds(clock().Now()));
  SKRANKE_ASSERT_OK(Do<v1::ConfirmClockResponse>("operator", confirm));
  SKRANKE_EXPECT_OK(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")));
}

TEST_F(EngineTest, NoticesAClockThatStandsStillOrRunsAwayLittleByLittle) {
  for (const absl::Duration step : {absl::ZeroDuration(), absl::Seconds(20)}) {
    for (int i = 0; i < 6; ++i) {
      SKRANKE_EXPECT_OK(Do<v1::RegisterCaseResponse>("clerk", Matter("aid"))) << i;
      const absl::Time before = clock().Now();
      clock().Advance(absl::Seconds(10));
      clock().SetNow(before + step);
      engine().Step();
    }
    clock().SetNow(clock().Now() + (step - absl::Seconds(10)));
    engine().Step();
    EXPECT_THAT(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")), HasReason("CLOCK_JUMPED"));
    v1::ConfirmClockRequest confirm;
    confirm.mutable_confirmed_time()->set_seconds(absl::ToUnixSeconds(clock().Now()));
    SKRANKE_ASSERT_OK(Do<v1::ConfirmClockResponse>("operator", confirm));
  }
}

TEST_F(EngineTest, TrustsAClockThatIsBentAsNtpBendsIt) {
  for (int day = 0; day < 30; ++day) {
    clock().Advance(absl::Hours(24));
    clock().SetNow(clock().Now() + absl::Seconds(43));  // 500 parts in a million.
    engine().Step();
    SKRANKE_EXPECT_OK(Do<v1::RegisterCaseResponse>("clerk", Matter("aid"))) << day;
  }
}

TEST_F(EngineTest, DoesNotTrustAClockThatIsBehindTheLatestRecord) {
  Register(Matter("aid"));
  Close();
  clock().SetNow(clock().Now() - absl::Seconds(61));
  SKRANKE_ASSERT_OK(Open());
  EXPECT_THAT(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")), HasReason("CLOCK_JUMPED"));
}

TEST_F(EngineTest, NeverDatesARecordBeforeAnEarlierOne) {
  Register(Matter("aid"));
  clock().SetNow(clock().Now() - absl::Seconds(30));
  Register(Matter("aid"));
  const auto records = *engine().snapshot()->RecordsAfter(0, 10);
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[1].record_us(), records[2].record_us());
}

TEST_F(EngineTest, HasNoEffectOnceTheDeadlineHasPassedInTheQueue) {
  const uint64_t before = Position();
  Command late = CommandOf("clerk", Matter("aid"));
  late.deadline = clock().Monotonic() - absl::Microseconds(1);
  EXPECT_THAT(Run(std::move(late)).status, HasReason("DEADLINE_IN_QUEUE"));
  EXPECT_EQ(Position(), before);
  Command just = CommandOf("clerk", Matter("aid"));
  just.deadline = clock().Monotonic();
  SKRANKE_EXPECT_OK(Run(std::move(just)).status);
}

TEST_F(EngineTest, StopsWritingForGoodWhenACommitFailsAndGoesOnReading) {
  const v1::Case copy = Register(Matter("copy"));
  const uint64_t before = Position();
  store().Break();
  EXPECT_THAT(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")), HasReason("WRITER_STOPPED"));
  EXPECT_THAT(Do<v1::FinishCaseResponse>("clerk", Finishing(copy)), HasReason("WRITER_STOPPED"));
  EXPECT_EQ(ReasonOf(engine().health().writer), "WRITER_STOPPED");
  EXPECT_EQ(Position(), before);
  EXPECT_NE(*engine().snapshot()->FindCase(*ParseCaseName(copy.name(), "name")), nullptr);
  Close();
  SKRANKE_ASSERT_OK(Open());
  SKRANKE_EXPECT_OK(Do<v1::FinishCaseResponse>("clerk", Finishing(copy)));
}

TEST_F(EngineTest, StopsWhenAnotherWriterHasTakenOver) {
  SKRANKE_ASSERT_OK(store().TakeOver());
  EXPECT_THAT(Do<v1::RegisterCaseResponse>("clerk", Matter("aid")), HasReason("WRITER_STOPPED"));
}

TEST_F(EngineTest, AnswersWhatIsQueuedWhenItStopsAndNothingLater) {
  const auto queued = Queue(CommandOf("clerk", Matter("aid")));
  engine().Stop();
  SKRANKE_EXPECT_OK(queued->status);
  EXPECT_THAT(Queue(CommandOf("clerk", Matter("aid")))->status, HasReason("STOPPING"));
}

}  // namespace
}  // namespace skranke
