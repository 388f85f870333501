// Retries, etags and external references: nothing happens twice.
#include <set>
#include <thread>
#include <vector>

#include "libs/base/mutex.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

class Retry : public OfficeFixture {
 protected:
  static v1::RegisterCaseRequest Identified(absl::string_view id) {
    v1::RegisterCaseRequest request = Matter("aid");
    request.set_request_id(std::string(id));
    return request;
  }

  int Cases() {
    const auto listed = Call<v1::ListCasesResponse>("inspector", v1::ListCasesRequest());
    EXPECT_THAT(listed, IsOk());
    return listed.ok() ? listed->cases_size() : -1;
  }

  void ExpectReplayed(const absl::StatusOr<CallReply>& first,
                      const absl::StatusOr<CallReply>& again) {
    SKRANKE_ASSERT_OK(first);
    SKRANKE_ASSERT_OK(again);
    EXPECT_EQ(first->bytes, again->bytes);
    EXPECT_THAT(first->trailing, Not(Contains(Pair("skranke-replayed", "1"))));
    EXPECT_THAT(again->trailing, Contains(Pair("skranke-replayed", "1")));
  }
};

TEST_F(Retry, GetsTheByteIdenticalReply) {
  const auto first = CallRaw("clerk", Identified("a"));
  // What has changed since does not matter.
  v1::RegisterCaseResponse response;
  ASSERT_TRUE(response.ParseFromString(first->bytes));
  Accept("west", response.citizen_case());
  ExpectReplayed(first, CallRaw("clerk", Identified("a")));
  EXPECT_EQ(Cases(), 1);
}

TEST_F(Retry, IsKnownAfterARestart) {
  const auto first = CallRaw("clerk", Identified("a"));
  Restart();
  ExpectReplayed(first, CallRaw("clerk", Identified("a")));
}

TEST_F(Retry, MayNotAskForSomethingElse) {
  SKRANKE_ASSERT_OK(CallRaw("clerk", Identified("a")));
  v1::RegisterCaseRequest other = Identified("a");
  other.set_note("another");
  EXPECT_THAT(CallRaw("clerk", other), HasReason("REQUEST_ID_REUSED"));
  v1::RecordContactRequest contact;
  contact.set_request_id("a");
  contact.set_channel(v1::CHANNEL_PHONE);
  contact.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
  EXPECT_THAT(CallRaw("clerk", contact), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Cases(), 1);
}

TEST_F(Retry, IsTheCallersOwn) {
  SKRANKE_ASSERT_OK(CallRaw("clerk", Identified("a")));
  SKRANKE_ASSERT_OK(CallRaw("supervisor", Identified("a")));
  EXPECT_EQ(Cases(), 2);
}

TEST_F(Retry, HasOneEffectWhenAllComeAtOnce) {
  constexpr int kThreads = 16;
  Mutex mutex;
  std::set<std::string> replies;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      const auto reply = CallRaw("clerk", Identified("a"));
      MutexLock lock(&mutex);
      replies.insert(reply.ok() ? reply->bytes : reply.status().ToString());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(replies, SizeIs(1));
  EXPECT_EQ(Cases(), 1);
}

TEST_F(Retry, OfARefusedCallIsJudgedAgain) {
  v1::RegisterCaseRequest request = Identified("a");
  request.set_service_point("quay");
  ASSERT_THAT(CallRaw("clerk", request), HasReason("OTHER_OFFICE"));
  SKRANKE_EXPECT_OK(CallRaw("clerk", Identified("a")));
}

TEST_F(Retry, IsForgottenAfterThirtyDays) {
  const auto first = CallRaw("clerk", Identified("a"));
  Pass(absl::Hours(30 * 24));
  ExpectReplayed(first, CallRaw("clerk", Identified("a")));
  Pass(absl::Seconds(1));
  Pass(absl::ZeroDuration());
  const auto fresh = CallRaw("clerk", Identified("a"));
  SKRANKE_ASSERT_OK(fresh);
  EXPECT_NE(fresh->bytes, first->bytes);
  EXPECT_EQ(Cases(), 2);
}

TEST_F(Retry, NeedsAnIdOfOneToSixtyFourPrintableCharacters) {
  struct Row {
    const char* name;
    std::string id;
    bool good;
  };
  for (const Row& row : {Row{"one", "x", true}, Row{"sixty-four", std::string(64, 'x'), true},
                         Row{"sixty-five", std::string(65, 'x'), false},
                         Row{"control", "a\nb", false}, Row{"not ASCII", "bl\xc3\xa5", false}}) {
    const auto reply = CallRaw("clerk", Identified(row.id));
    EXPECT_EQ(FieldOf(reply.status()), row.good ? "" : "request_id") << row.name;
  }
  EXPECT_THAT(CallBytes(*channel(), "/skranke.v1.FrontDeskService/RegisterCase",
                        Matter("aid").SerializeAsString(), {.caller = "clerk"}),
              HasField("request_id"));
}

TEST_F(Retry, ExternalReferenceIsUniqueForEver) {
  v1::RegisterCaseRequest request = Matter("aid");
  request.mutable_external_reference()->set_system("portal");
  request.mutable_external_reference()->set_id("17");
  const v1::Case first = Register("clerk", request);
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("clerk", request),
              HasReason("EXTERNAL_REFERENCE_TAKEN"));
  auto withdraw = About<v1::WithdrawCaseRequest>(first);
  withdraw.set_reason("Changed her mind.");
  SKRANKE_ASSERT_OK(Call<v1::WithdrawCaseResponse>("clerk", withdraw));
  Restart();
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("branch_clerk", request),
              HasReason("EXTERNAL_REFERENCE_TAKEN"));
  request.mutable_external_reference()->set_system("archive");
  SKRANKE_EXPECT_OK(Call<v1::RegisterCaseResponse>("clerk", request));

  v1::ListCasesRequest find;
  find.mutable_external_reference()->set_system("portal");
  find.mutable_external_reference()->set_id("17");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto found, Call<v1::ListCasesResponse>("clerk", find));
  ASSERT_THAT(found.cases(), SizeIs(1));
  EXPECT_EQ(found.cases(0).name(), first.name());
}

TEST_F(Retry, EtagOfAnEarlierReadIsRefused) {
  const v1::Case routed = Register("clerk", Matter("aid"));
  const v1::Case accepted = Accept("west", routed);
  EXPECT_NE(routed.etag(), accepted.etag());
  const absl::Status stale =
      Call<v1::StartCaseResponse>("west", About<v1::StartCaseRequest>(routed)).status();
  EXPECT_THAT(stale, HasReason("ETAG_MISMATCH"));
  EXPECT_TRUE(absl::IsAborted(stale));
  v1::StartCaseRequest without;
  without.set_name(routed.name());
  EXPECT_THAT(Call<v1::StartCaseResponse>("west", without), HasField("etag"));
}

}  // namespace
}  // namespace skranke
