// RegisterCases: many registrations on one stream, each as if it came alone.
#include <map>
#include <string>
#include <utility>

#include "libs/base/limits.h"
#include "libs/base/mutex.h"
#include "libs/rpc/client/bulk_caller.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

constexpr char kRegisterCases[] = "/skranke.v1.FrontDeskService/RegisterCases";

class BulkTest : public OfficeFixture {
 protected:
  using Replies = std::map<std::string, absl::StatusOr<CallReply>>;

  static v1::RegisterCaseRequest Numbered(int i) {
    v1::RegisterCaseRequest request = Matter(i % 2 == 0 ? "copy" : "trade", SyntheticNumber(i));
    request.set_request_id(absl::StrCat("bulk-", i));
    return request;
  }

  // Sends them all on one stream and waits for the answers.
  Replies SendAll(const std::vector<v1::RegisterCaseRequest>& requests) {
    Mutex mutex;
    Replies replies;
    {
      BulkCaller caller(channel(), kRegisterCases, {.caller = "clerk"});
      for (const auto& request : requests) {
        caller.Start(request.request_id(), request.SerializeAsString(),
                     [&, id = request.request_id()](absl::StatusOr<CallReply> reply) {
                       MutexLock lock(&mutex);
                       replies.emplace(id, std::move(reply));
                     });
      }
    }
    return replies;
  }

  int64_t Cases() {
    const auto statistics =
        Call<v1::GetStatisticsResponse>("supervisor", v1::GetStatisticsRequest());
    EXPECT_THAT(statistics, IsOk());
    return statistics.ok() ? statistics->case_count() : -1;
  }
};

TEST_F(BulkTest, RegistersEachOnceAndAnswersEach) {
  constexpr int kCases = 600;  // More than are taken at a time.
  std::vector<v1::RegisterCaseRequest> requests;
  for (int i = 0; i < kCases; ++i) requests.push_back(Numbered(i));
  const Replies first = SendAll(requests);
  ASSERT_EQ(first.size(), static_cast<size_t>(kCases));
  for (const auto& [id, reply] : first) SKRANKE_EXPECT_OK(reply) << id;
  EXPECT_EQ(Cases(), kCases);

  const Replies again = SendAll(requests);
  for (const auto& [id, reply] : again) {
    SKRANKE_ASSERT_OK(reply);
    EXPECT_EQ(reply->bytes, first.at(id)->bytes) << id;
    EXPECT_THAT(reply->trailing, ::testing::Contains(::testing::Pair("skranke-replayed", "1")));
  }
  EXPECT_EQ(Cases(), kCases);
}

TEST_F(BulkTest, KnowsARequestIdInEitherWay) {
  const v1::RegisterCaseRequest request = Numbered(1);
  const Replies replies = SendAll({request});
  SKRANKE_ASSERT_OK_AND_ASSIGN(const CallReply unary, CallRaw("clerk", request));
  EXPECT_EQ(unary.bytes, replies.at("bulk-1")->bytes);
  EXPECT_THAT(unary.trailing, ::testing::Contains(::testing::Pair("skranke-replayed", "1")));
}

TEST_F(BulkTest, RefusesOneAndStoresTheOthers) {
  v1::RegisterCaseRequest too_long = Numbered(1);
  too_long.set_note(std::string(kNoteBytesMax + 1, 'x'));
  v1::RegisterCaseRequest nobody = Numbered(2);
  nobody.clear_parties();
  v1::RegisterCaseRequest too_large = Numbered(4);
  too_large.set_note(std::string(kMessageBytesMax, 'x'));
  const Replies replies = SendAll({Numbered(0), too_long, nobody, too_large, Numbered(3)});
  SKRANKE_EXPECT_OK(replies.at("bulk-0"));
  EXPECT_FALSE(replies.at("bulk-1").ok());
  EXPECT_EQ(FieldOf(replies.at("bulk-2").status()), "parties");
  EXPECT_THAT(replies.at("bulk-4"), HasReason("MESSAGE_TOO_LARGE"));
  SKRANKE_EXPECT_OK(replies.at("bulk-3"));
  EXPECT_EQ(Cases(), 2);
}

}  // namespace
}  // namespace skranke
