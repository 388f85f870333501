// A batch that is judged while the one before it is on its way to the disk.
#include <future>
#include <map>
#include <memory>
#include <string>
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
    if (++come_ == answers_.size()) all_came_.SignalAll();
  }
  size_t come() const {
    MutexLock lock(&mutex_);
    return come_;
  }
  void AwaitAll() const {
    MutexLock lock(&mutex_);
    while (come_ < answers_.size()) all_came_.Wait(&mutex_);
  }
  Answer operator[](size_t index) const {
    MutexLock lock(&mutex_);
    return answers_[index];
  }

 private:
  mutable Mutex mutex_;
  mutable CondVar all_came_;
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

  // Waits until everything submitted so far is judged.
  void AwaitJudged() {
    const auto judged = std::make_shared<std::promise<void>>();
    std::future<void> done = judged->get_future();
    Command marker;
    marker.system = true;
    marker.judge = [judged](const View&, const Caller&, absl::Time) -> absl::StatusOr<Judgement> {
      judged->set_value();
      return Judgement();
    };
    marker.done = [](const Answer&) {};
    engine().Submit(std::move(marker));
    done.wait();
  }

  // Registered, and its commit waits; the same again, and another with its reference, are judged.
  struct Held {
    size_t first;
    size_t again;
    size_t taken;
  };
  Held HoldOne() {
    v1::RegisterCaseRequest request = Referenced("1");
    request.set_request_id("once");
    store().Hold();
    Held held{.first = Submit("clerk", request)};
    store().AwaitHeldCommit();
    held.again = Submit("clerk", request);
    held.taken = Submit("clerk", Referenced("1"));
    return held;
  }

  // Few people and few requests, so that batches meet each other's cases, ids and counters.
  void SubmitSome(int round) {
    for (int i = 0; i < 12; ++i) {
      v1::RegisterCaseRequest request =
          Matter(i % 3 == 0 ? "copy" : "trade", SyntheticNumber(i % 7));
      request.set_request_id(absl::StrCat("id-of-", round, "-", i));
      by_id_[request.request_id()].push_back(Submit("clerk", request));
      if (i % 4 == 0) Submit("passport", v1::TakeNextRequest());
    }
  }

  const std::map<std::string, std::vector<size_t>>& by_id() const { return by_id_; }

  static v1::RegisterCaseRequest Referenced(absl::string_view id) {
    v1::RegisterCaseRequest request = Matter("trade");
    request.mutable_external_reference()->set_system("portal");
    request.mutable_external_reference()->set_id(std::string(id));
    return request;
  }

  const Answers& answers() const { return *answers_; }

 private:
  const std::shared_ptr<Answers> answers_ = std::make_shared<Answers>();
  std::map<std::string, std::vector<size_t>> by_id_;
};

TEST_F(OverlapTest, SeesWhatIsNotStoredYetAndAnswersOnlyWhenItIs) {
  const Held held = HoldOne();
  const size_t work = Submit("passport", v1::TakeNextRequest());
  AwaitJudged();
  EXPECT_EQ(answers().come(), 0u);
  store().Release();
  engine().Stop();

  SKRANKE_EXPECT_OK(answers()[held.first].status);
  EXPECT_TRUE(answers()[held.again].replayed);
  EXPECT_EQ(answers()[held.again].reply, answers()[held.first].reply);
  EXPECT_THAT(answers()[held.taken].status, HasReason("EXTERNAL_REFERENCE_TAKEN"));
  v1::TakeNextResponse response;
  ASSERT_TRUE(response.ParseFromString(answers()[work].reply));
  EXPECT_TRUE(response.has_work_item());
  SKRANKE_EXPECT_OK(VerifyViewsNow());
}

TEST_F(OverlapTest, SaysNothingThatRestsOnABatchThatWasLost) {
  const Held held = HoldOne();
  AwaitJudged();
  store().Break();
  store().Release();
  engine().Stop();
  for (const size_t index : {held.first, held.again, held.taken}) {
    EXPECT_THAT(answers()[index].status, HasReason("WRITER_STOPPED"));
  }
}

TEST_F(OverlapTest, RegistersEachRequestOnceAndKeepsViewsAndEventsTheSame) {
  for (int round = 0; round < 20; ++round) {
    store().Hold();
    SubmitSome(round);
    store().AwaitHeldCommit();
    SubmitSome(round);
    AwaitJudged();
    store().Release();
    answers().AwaitAll();
  }
  engine().Stop();
  for (const auto& [id, indexes] : by_id()) {
    size_t registered = 0;
    for (const size_t index : indexes) {
      const Answer answer = answers()[index];
      registered += answer.status.ok() && !answer.replayed ? 1 : 0;
      SKRANKE_EXPECT_OK(answer.status) << id;
    }
    EXPECT_EQ(registered, 1u) << id;
  }
  SKRANKE_EXPECT_OK(VerifyViewsNow());
  Close();
  SKRANKE_EXPECT_OK(Open());
}

}  // namespace
}  // namespace skranke
