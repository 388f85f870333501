// A batch that is judged while the one before it is on its way to the disk.
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/mutex.h"
#include "libs/engine/engine_fixture.h"

namespace skranke {
namespace {

// Answers as they come, from another thread.
class Answers {
 public:
  size_t Expect() {
    MutexLock lock(&mutex_);
    answers_.emplace_back();
    return answers_.size() - 1;
  }
  void Set(size_t index, Answer answer) {
    MutexLock lock(&mutex_);
    answers_[index] = std::move(answer);
    ++come_;
  }
  size_t come() const {
    MutexLock lock(&mutex_);
    return come_;
  }
  Answer operator[](size_t index) const {
    MutexLock lock(&mutex_);
    return answers_[index];
  }

 private:
  mutable Mutex mutex_;
  std::vector<Answer> answers_ ABSL_GUARDED_BY(mutex_);
  size_t come_ ABSL_GUARDED_BY(mutex_) = 0;
};

class OverlapTest : public EngineFixture {
 protected:
  OverlapTest() {
    Close();
    options_.overlap_from = 0;  // Always.
    EXPECT_THAT(Open(), IsOk());
    engine().Start();
  }
  ~OverlapTest() override { engine().Stop(); }

  template <class Request>
  size_t Submit(absl::string_view caller, const Request& request) {
    const size_t index = answers_->Expect();
    Command command = CommandOf(caller, request);
    command.done = [index, answers = answers_](Answer answer) {
      answers->Set(index, std::move(answer));
    };
    engine().Submit(std::move(command));
    return index;
  }

  static v1::RegisterCaseRequest Referenced(absl::string_view id) {
    v1::RegisterCaseRequest request = Matter("trade");
    request.mutable_external_reference()->set_system("portal");
    request.mutable_external_reference()->set_id(std::string(id));
    return request;
  }

  const Answers& answers() const { return *answers_; }

 private:
  const std::shared_ptr<Answers> answers_ = std::make_shared<Answers>();
};

TEST_F(OverlapTest, SeesWhatIsNotStoredYetAndAnswersOnlyWhenItIs) {
  v1::RegisterCaseRequest request = Referenced("1");
  request.set_request_id("once");
  store().Hold();
  const size_t first = Submit("clerk", request);
  store().AwaitHeldCommit();
  const size_t again = Submit("clerk", request);
  const size_t taken = Submit("clerk", Referenced("1"));
  const size_t work = Submit("passport", v1::TakeNextRequest());
  while (engine().health().queued > 0) absl::SleepFor(absl::Milliseconds(1));
  EXPECT_EQ(answers().come(), 0u);
  store().Release();
  engine().Stop();

  SKRANKE_EXPECT_OK(answers()[first].status);
  EXPECT_TRUE(answers()[again].replayed);
  EXPECT_EQ(answers()[again].reply, answers()[first].reply);
  EXPECT_THAT(answers()[taken].status, HasReason("EXTERNAL_REFERENCE_TAKEN"));
  v1::TakeNextResponse response;
  ASSERT_TRUE(response.ParseFromString(answers()[work].reply));
  EXPECT_TRUE(response.has_work_item());
  SKRANKE_EXPECT_OK(VerifyViewsNow());
}

TEST_F(OverlapTest, SaysNothingThatRestsOnABatchThatWasLost) {
  v1::RegisterCaseRequest request = Referenced("1");
  request.set_request_id("once");
  store().Hold();
  const size_t first = Submit("clerk", request);
  store().AwaitHeldCommit();
  const size_t again = Submit("clerk", request);
  const size_t taken = Submit("clerk", Referenced("1"));
  store().Break();
  store().Release();
  engine().Stop();
  for (const size_t index : {first, again, taken}) {
    EXPECT_THAT(answers()[index].status, HasReason("WRITER_STOPPED"));
  }
}

TEST_F(OverlapTest, KeepsViewsAndEventsTheSameUnderLoad) {
  constexpr int kCases = 600;
  for (int i = 0; i < kCases; ++i) {
    // Few people and few requests, so that batches meet each other's cases, ids and counters.
    v1::RegisterCaseRequest request = Matter(i % 3 == 0 ? "copy" : "trade", SyntheticNumber(i % 7));
    if (i % 5 == 0) request.set_request_id(absl::StrCat("five-", i % 50));
    Submit("clerk", request);
    if (i % 4 == 0) Submit("passport", v1::TakeNextRequest());
  }
  engine().Stop();
  int registered = 0;
  for (size_t i = 0; i < answers().come(); ++i) {
    const bool clash = ReasonOf(answers()[i].status) == "REQUEST_ID_REUSED";
    EXPECT_TRUE(answers()[i].status.ok() || clash) << answers()[i].status;
    registered += answers()[i].status.ok() ? 1 : 0;
  }
  EXPECT_GT(registered, kCases / 2);
  SKRANKE_EXPECT_OK(VerifyViewsNow());
  Close();
  SKRANKE_EXPECT_OK(Open());
}

}  // namespace
}  // namespace skranke
