// What comes on a bulk stream is looked at as strictly as what comes by itself: each hostile text
// gets the same answer in both ways, and is stored once or not at all.
#include "absl/strings/match.h"
#include "libs/rpc/client/bulk_caller.h"
#include "tests/hostile/hostile_fixture.h"
#include "tests/hostile/texts.h"

namespace skranke {
namespace {

class HostileBulk : public HostileFixture {
 protected:
  static const Seed& Registration() {
    for (const Seed& seed : Seeds()) {
      if (absl::EndsWith(seed.method, "/RegisterCase")) return seed;
    }
    ADD_FAILURE() << "RegisterCase has no seed";
    return Seeds().front();
  }

  // The answer on a stream of its own.
  absl::StatusOr<CallReply> SendInBulk(const std::string& request_id, const std::string& bytes) {
    absl::StatusOr<CallReply> answer;
    {
      BulkCaller caller(channel(), "/skranke.v1.FrontDeskService/RegisterCases",
                        {.caller = Registration().caller});
      caller.Start(request_id, bytes,
                   [&](absl::StatusOr<CallReply> reply) { answer = std::move(reply); });
    }
    return answer;
  }

  void ExpectTheSameInBothWays(const FieldPath& path, const HostileText& text) {
    const Seed& seed = Registration();
    const Request request = WithText(seed, path, text.text);
    const std::string id = static_cast<const v1::RegisterCaseRequest&>(*request).request_id();
    const std::string bytes = request->SerializeAsString();
    const auto bulk = SendInBulk(id, bytes);
    const Outcome alone = Send(seed, bytes);
    const std::string what = absl::StrCat(path.value(), " ", text.kind);
    EXPECT_EQ(FaultOf(seed, alone, Secret(path, text.text)), "") << what;
    EXPECT_EQ(bulk.status().code(), alone.status.code()) << what << " " << bulk.status();
    EXPECT_EQ(ReasonOf(bulk.status()), ReasonOf(alone.status)) << what;
    EXPECT_EQ(FieldOf(bulk.status()), FieldOf(alone.status)) << what;
    if (!bulk.ok()) return;
    EXPECT_EQ(bulk->bytes, alone.reply) << what;
  }
};

TEST_F(HostileBulk, AnswersAsTheMethodByItselfDoes) {
  for (const FieldPath& path : FieldsOf(Registration().request(), &IsText)) {
    if (path.value() == "request_id") continue;  // Without it nobody can be answered.
    for (const HostileText& text : NaughtyTexts()) ExpectTheSameInBothWays(path, text);
    for (const HostileText& text : BrokenTexts()) ExpectTheSameInBothWays(path, text);
  }
}

}  // namespace
}  // namespace skranke
