// Bulk streams through a real server, to a real client.
#include "libs/rpc/bulk_call.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/rpc/bulk_message.h"
#include "libs/rpc/client/bulk_caller.h"
#include "libs/rpc/test_desk.h"

namespace skranke {
namespace {

using Outcome = absl::StatusOr<CallReply>;

// The requests are their own ids here.
class BulkCallTest : public ::testing::Test {
 protected:
  void Start(const std::string& id) {
    caller_->Start(id, id, [this, id](Outcome outcome) { done_.Put({id, std::move(outcome)}); });
  }
  TestHandler::HeldBulk Take() { return desk_.handler().bulk.Take(); }
  static std::string IdOf(const TestHandler::HeldBulk& held) {
    return held.call.bytes.substr(2);  // After the tag and the length of field 1.
  }
  static void Answer(const TestHandler::HeldBulk& held, absl::Status status = absl::OkStatus()) {
    held.answer(WrapBulkAnswer(IdOf(held), {.status = std::move(status),
                                            .reply = absl::StrCat("reply to ", IdOf(held)),
                                            .position = 7,
                                            .replayed = true}));
  }

  TestDesk desk_;
  Handover<std::pair<std::string, Outcome>> done_;
  std::unique_ptr<BulkCaller> caller_ = std::make_unique<BulkCaller>(
      desk_.shared_channel(), kBulk, CallOptions{.caller = "importer"});
};

TEST_F(BulkCallTest, AnswersEachMessageInWhateverOrder) {
  for (const char* id : {"a", "b", "c"}) Start(id);
  const auto a = Take(), b = Take(), c = Take();
  EXPECT_EQ(a.call.caller, "importer");
  EXPECT_EQ(IdOf(a) + IdOf(b) + IdOf(c), "abc");
  for (const auto* held : {&c, &a, &b}) {
    Answer(*held);
    const auto [id, outcome] = done_.Take();
    EXPECT_EQ(id, IdOf(*held));
    SKRANKE_ASSERT_OK(outcome);
    EXPECT_EQ(outcome->bytes, absl::StrCat("reply to ", id));
    EXPECT_THAT(outcome->trailing, ::testing::Contains(::testing::Pair("skranke-replayed", "1")));
    EXPECT_THAT(outcome->trailing, ::testing::Contains(::testing::Pair("skranke-position", "7")));
  }
}

TEST_F(BulkCallTest, GivesOneMessagesErrorToThatMessageAlone) {
  Start("a");
  Start("b");
  Answer(Take(), FieldError("note", "note is too long"));
  Answer(Take());
  const auto first = done_.Take();
  EXPECT_THAT(first.second, HasReason("INVALID_FIELD"));
  EXPECT_EQ(FieldOf(first.second.status()), "note");
  SKRANKE_EXPECT_OK(done_.Take().second);
}

TEST_F(BulkCallTest, HoldsBackWhatIsTooMuch) {
  for (size_t i = 0; i <= kBulkTakenMax; ++i) Start(absl::StrCat(i));
  std::vector<TestHandler::HeldBulk> held;
  for (size_t i = 0; i < kBulkTakenMax; ++i) held.push_back(Take());
  absl::SleepFor(absl::Milliseconds(50));
  EXPECT_EQ(desk_.handler().bulk.size(), 0u);
  Answer(held[0]);
  held.push_back(Take());
  for (size_t i = 1; i < held.size(); ++i) Answer(held[i]);
}

TEST_F(BulkCallTest, EndsInOrderWhenTheLastIsAnswered) {
  Start("a");
  const auto held = Take();
  std::thread later([&] { Answer(held); });
  caller_.reset();
  later.join();
  SKRANKE_EXPECT_OK(done_.Take().second);
  EXPECT_EQ(desk_.observer().ended.Take().code, absl::StatusCode::kOk);
}

TEST_F(BulkCallTest, AnswersWhatWasTakenBeforeADrain) {
  Start("a");
  const auto held = Take();
  std::thread drain([this] { desk_.server().Drain(kPatience); });
  absl::SleepFor(absl::Milliseconds(50));
  Answer(held);
  SKRANKE_EXPECT_OK(done_.Take().second);
  drain.join();
  Start("b");
  EXPECT_EQ(done_.Take().second.status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(BulkCallTest, GoesOnWithoutACallerWhoHasLeft) {
  AnswerBulk answer;
  {
    BulkCaller leaving(desk_.shared_channel(), kBulk, {.timeout = absl::Milliseconds(200)});
    leaving.Start("a", "a", [](const Outcome&) {});
    answer = Take().answer;
  }
  EXPECT_EQ(desk_.observer().ended.Take().code, absl::StatusCode::kCancelled);
  answer("too late");
  Start("b");
  Answer(Take());
  SKRANKE_EXPECT_OK(done_.Take().second);
}

}  // namespace
}  // namespace skranke
