#include "tests/bench/closed_loop.h"

#include <utility>

#include "absl/time/clock.h"
#include "libs/rpc/client/async_caller.h"
#include "libs/rpc/client/channel.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

std::unique_ptr<AsyncCaller> MakeCaller(const std::string& address) {
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < kBenchChannels; ++i) {
    channels.push_back(MakeChannel(address, {.retry = false}));
  }
  return std::make_unique<AsyncCaller>(channels);
}

}  // namespace

ClosedLoop::ClosedLoop(const std::string& address, std::string method, RequestMaker make,
                       int in_flight)
    : method_(std::move(method)),
      make_(std::move(make)),
      open_(in_flight),
      caller_(MakeCaller(address)) {
  for (int i = 0; i < in_flight; ++i) StartNext();
}

ClosedLoop::~ClosedLoop() { Finish().IgnoreError(); }

void ClosedLoop::StartNext() {
  static const CallOptions* const options = new CallOptions{.caller = kBenchCaller};
  const std::string request = make_(next_++);
  const absl::Time start = absl::Now();
  caller_->Start(method_, request, *options, [this, start](absl::StatusOr<CallReply> reply) {
    if (reply.ok()) Count(start, reply->bytes.size());
    if (!reply.ok()) Fail(reply.status());
    if (stopping_) {
      --open_;
    } else {
      StartNext();
    }
  });
}

void ClosedLoop::Count(absl::Time start, size_t reply_bytes) {
  ++answered_;
  reply_bytes_ += reply_bytes;
  if (!measuring_) return;
  latencies_us_.push_back(absl::ToDoubleMicroseconds(absl::Now() - start));
  ++measured_;
}

void ClosedLoop::Fail(const absl::Status& status) {
  MutexLock lock(&mutex_);
  first_error_.Update(status);
  stopping_ = true;
}

void ClosedLoop::AwaitAnswers(uint64_t answers) {
  while (answered_ < answers && !stopping_) absl::SleepFor(absl::Milliseconds(1));
}

uint64_t ClosedLoop::EndMeasuring() {
  while (measured_ == 0 && !stopping_) absl::SleepFor(absl::Milliseconds(1));
  measuring_ = false;
  return measured_;
}

absl::Status ClosedLoop::Finish() {
  stopping_ = true;
  while (open_ > 0) absl::SleepFor(absl::Milliseconds(1));
  caller_.reset();
  MutexLock lock(&mutex_);
  return first_error_;
}

}  // namespace skranke
