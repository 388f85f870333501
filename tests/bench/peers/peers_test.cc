#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/bench/peers/peer_front.h"
#include "tests/bench/peers/peer_tables.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

constexpr char kOffice[] = "deploy/offices/nordvik";

struct Design {
  const char* name;
  absl::StatusOr<std::unique_ptr<PeerFront>> (*start)(const PeerJudge*, const PgCluster&);
};

class PeersTest : public testing::TestWithParam<Design> {
 protected:
  static void SetUpTestSuite() {
    if (!HasPostgres()) return;
    dir_ = new TempDir();
    std::filesystem::permissions(dir_->path(), std::filesystem::perms::others_exec,
                                 std::filesystem::perm_options::add);
    auto judge = PeerJudge::Open(kOffice, dir_->path());
    ASSERT_THAT(judge.status(), IsOk());
    judge_ = judge->release();
    auto cluster = PgCluster::Start(dir_->Path("postgres"));
    ASSERT_THAT(cluster.status(), IsOk());
    cluster_ = cluster->release();
  }
  static void TearDownTestSuite() {
    delete cluster_;
    delete judge_;
    delete dir_;
  }

  void SetUp() override {
    if (!HasPostgres()) GTEST_SKIP() << "PostgreSQL 15 is not installed";
    SKRANKE_ASSERT_OK_AND_ASSIGN(db_, cluster_->Connect());
    ASSERT_THAT(MakeEmptyTables(*db_), IsOk());
    SKRANKE_ASSERT_OK_AND_ASSIGN(front_, GetParam().start(judge_, *cluster_));
    channel_ = MakeChannel(absl::StrCat("127.0.0.1:", front_->port()), {});
  }

  absl::StatusOr<std::string> Register(const std::string& request) {
    auto reply = CallBytes(*channel_, kRegisterMethod, request, {.caller = kBenchCaller});
    if (!reply.ok()) return reply.status();
    return reply->bytes;
  }

  inline static TempDir* dir_ = nullptr;
  inline static PeerJudge* judge_ = nullptr;
  inline static PgCluster* cluster_ = nullptr;
  std::unique_ptr<PgConnection> db_;
  std::unique_ptr<PeerFront> front_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_P(PeersTest, StoresAllRowsOfWhatItAnswers) {
  for (uint64_t i = 0; i < 20; ++i) ASSERT_THAT(Register(RegisterRequest(i)).status(), IsOk());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const StoredRows rows, CountRows(*db_));
  EXPECT_EQ(rows.cases, 20);
  EXPECT_EQ(rows.events, 20);
  EXPECT_EQ(rows.requests, 20);
  EXPECT_EQ(rows.parties, 20);
  EXPECT_EQ(rows.counted, 20);
}

TEST_P(PeersTest, GivesARetryTheSameBytesAndStoresNothing) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string first, Register(RegisterRequest(7)));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string second, Register(RegisterRequest(7)));
  EXPECT_EQ(first, second);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const StoredRows rows, CountRows(*db_));
  EXPECT_EQ(rows.cases, 1);
  EXPECT_EQ(rows.counted, 1);
}

TEST_P(PeersTest, RefusesAnotherRequestWithAUsedId) {
  ASSERT_THAT(Register(RegisterRequest(7)).status(), IsOk());
  v1::RegisterCaseRequest other;
  ASSERT_TRUE(other.ParseFromString(RegisterRequest(7)));
  other.set_note("another");
  EXPECT_EQ(Register(other.SerializeAsString()).status().code(),
            absl::StatusCode::kInvalidArgument);
}

// What the benchmark's look at the rows must see: a design that answers and forgets.
TEST_P(PeersTest, IsSeenToHaveLostARow) {
  ASSERT_THAT(Register(RegisterRequest(7)).status(), IsOk());
  ASSERT_THAT(db_->Run("DELETE FROM parties").status(), IsOk());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const StoredRows rows, CountRows(*db_));
  EXPECT_NE(rows.parties, rows.cases);
}

INSTANTIATE_TEST_SUITE_P(Designs, PeersTest,
                         testing::Values(Design{"plain", StartPlainFront},
                                         Design{"careful", StartCarefulFront},
                                         Design{"group", StartGroupFront}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace skranke
