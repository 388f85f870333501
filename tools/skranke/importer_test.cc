// The importer against a real gRPC server in the process, whose answers the test decides.
#include "tools/skranke/importer.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"
#include "libs/base/reason.h"
#include "libs/rpc/server.h"
#include "libs/rpc/wire_status.h"
#include "libs/testing/matchers.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/retry_pause.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

constexpr char kRegister[] = "/skranke.v1.FrontDeskService/RegisterCases";
constexpr char kFinish[] = "/skranke.v1.FrontDeskService/FinishCase";
constexpr int kRows = 50;

// Registers every id once and replays it afterwards; every `fails_every`-th call first fails.
class Counter : public CallHandler {
 public:
  explicit Counter(int fails_every) : fails_every_(fails_every) {}

  void Unary(IncomingCall call, AnswerCall answer) override { answer(Finish(call)); }
  void Bulk(IncomingCall call, AnswerBulk answer) override {
    v1::RegisterCasesRequest request;
    request.ParseFromString(call.bytes);
    answer(Register(request.registration()).SerializeAsString());
  }
  void OpenStream(IncomingCall, std::shared_ptr<StreamWriter> writer) override {
    writer->Finish(absl::UnimplementedError("no streams here"));
  }

  size_t registered() const { return registered_.size(); }
  const std::string& caller() const { return caller_; }

 private:
  // One polling thread: no lock.
  v1::RegisterCasesResponse Register(const v1::RegisterCaseRequest& request) {
    v1::RegisterCasesResponse answer;
    answer.set_request_id(request.request_id());
    if (fails_every_ > 0 && ++calls_ % fails_every_ == 0) {
      *answer.mutable_error() =
          ErrorDetails(ReasonError(absl::StatusCode::kResourceExhausted, "QUEUE_FULL", "full"));
      return answer;
    }
    answer.set_replayed(!registered_.insert(request.request_id()).second);
    v1::Case& registered = *answer.mutable_registered()->mutable_citizen_case();
    registered.set_name(absl::StrCat("cases/", request.request_id()));
    registered.set_etag("e");
    return answer;
  }

  UnaryAnswer Finish(const IncomingCall& call) {
    caller_ = call.caller;
    v1::FinishCaseRequest request;
    request.ParseFromString(call.bytes);
    if (request.finish().outcome() != "BAD") return {};
    return {.status = ReasonError(absl::StatusCode::kInvalidArgument, "OUTCOME_NOT_LISTED", "no")};
  }

  const int fails_every_;
  int calls_ = 0;
  std::set<std::string> registered_;
  std::string caller_;
};

ImportMap Map() {
  return *ParseImportMap("test.map",
                         "system = test\nzone = UTC\ncolumns = id outcome\nid = id\n"
                         "[step register]\ncall = RegisterCase\ntask = \"t\"\n"
                         "[step finish]\ncall = FinishCase\nfinish.outcome = outcome\n",
                         [](const std::string&) { return UsageError("there are no files"); });
}

std::vector<CsvRow> Rows() {
  std::vector<CsvRow> rows;
  for (int i = 0; i < kRows; ++i) {
    rows.push_back({.line = static_cast<size_t>(i) + 2,
                    .cells = {absl::StrCat(i), i % 10 == 3 ? "BAD" : "DONE"}});
  }
  return rows;
}

class ImporterTest : public testing::Test {
 protected:
  void Serve(Counter* counter) {
    server_ = *RpcServer::Start({.listen = "127.0.0.1:0"},
                                {{kRegister, RpcKind::kBulk}, {kFinish, RpcKind::kUnary}}, counter);
  }

  ImportReport Import(int in_flight) {
    const ImportMap map = Map();
    const std::vector<CsvRow> rows = Rows();
    std::ostringstream log;
    ImportProgress progress(log, false, rows.size());
    Importer importer(map, rows,
                      {.server = absl::StrCat("127.0.0.1:", server_->port()),
                       .caller = "importer",
                       .in_flight = in_flight},
                      clock_);
    return importer.Run(progress);
  }

  const SystemClock clock_;
  std::unique_ptr<RpcServer> server_;
};

std::vector<size_t> LinesOf(const ImportReport& report) {
  std::vector<size_t> lines;
  for (const RejectedRow& row : report.rejected) lines.push_back(row.line);
  return lines;
}

TEST_F(ImporterTest, RegistersEachRowOnceAndRejectsByLine) {
  Counter counter(/*fails_every=*/0);
  Serve(&counter);
  for (const int in_flight : {1, 7, 200}) {
    const ImportReport report = Import(in_flight);
    EXPECT_EQ(report.read, kRows);
    EXPECT_EQ(report.registered, in_flight == 1 ? kRows : 0);
    EXPECT_EQ(report.duplicates, in_flight == 1 ? 0 : kRows);
    EXPECT_THAT(LinesOf(report), testing::ElementsAre(5, 15, 25, 35, 45));
    EXPECT_EQ(report.rejected[0].reason, "finish: OUTCOME_NOT_LISTED: no");
    SKRANKE_EXPECT_OK(report.stopped);
  }
  EXPECT_EQ(counter.registered(), static_cast<size_t>(kRows));
  EXPECT_EQ(counter.caller(), "importer");
}

TEST_F(ImporterTest, TriesAgainWhatTheServerCouldNotTake) {
  Counter counter(/*fails_every=*/3);
  Serve(&counter);
  const ImportReport report = Import(16);
  EXPECT_EQ(report.registered, kRows);
  EXPECT_EQ(LinesOf(report).size(), 5u);
}

TEST(RetryPause, DoublesUpToItsLongest) {
  EXPECT_EQ(RetryPause(1, 0), kFirstPause);
  EXPECT_EQ(RetryPause(2, 0), 2 * kFirstPause);
  EXPECT_EQ(RetryPause(5, 0), kLongestPause);
  EXPECT_EQ(RetryPause(1000, 0), kLongestPause);
  EXPECT_EQ(RetryPause(1, 1), 1.5 * kFirstPause);
}

TEST(HelpsToTryAgain, IsTrueForServersThatAreBusyOrAway) {
  EXPECT_TRUE(HelpsToTryAgain(absl::UnavailableError("")));
  EXPECT_TRUE(HelpsToTryAgain(absl::ResourceExhaustedError("")));
  EXPECT_TRUE(HelpsToTryAgain(absl::DeadlineExceededError("")));
  EXPECT_FALSE(HelpsToTryAgain(absl::OkStatus()));
  EXPECT_FALSE(HelpsToTryAgain(absl::AbortedError("")));
  EXPECT_FALSE(HelpsToTryAgain(absl::InvalidArgumentError("")));
}

}  // namespace
}  // namespace skranke
