#include "tests/bench/closed_loop.h"

#include <utility>

#include "absl/time/clock.h"
#include "libs/rpc/client/async_caller.h"
#include "libs/rpc/client/bulk_caller.h"
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

std::unique_ptr<BulkCaller> MakeBulkCaller(const std::string& address) {
  return std::make_unique<BulkCaller>(MakeChannel(address, {.retry = false}), kBulkMethod,
                                      CallOptions{.caller = kBenchCaller});
}

}  // namespace

ClosedLoop::ClosedLoop(const std::string& address, std::string method, RequestMaker make,
                       int in_flight, uint64_t first, ReplyTaker take)
    : method_(std::move(method)),
      make_(std::move(make)),
      take_(std::move(take)),
      next_(first),
      open_(in_flight),
      caller_(method_ == kBulkMethod ? nullptr : MakeCaller(address)),
      bulk_(method_ == kBulkMethod ? MakeBulkCaller(address) : nullptr) {
  for (int i = 0; i < in_flight; ++i) StartNext();
}

ClosedLoop::~ClosedLoop() { Finish().IgnoreError(); }

void ClosedLoop::StartNext() {
  static const CallOptions* const options = new CallOptions{.caller = kBenchCaller};
  const uint64_t i = next_++;
  const std::string request = make_(i);
  auto done = [this, start = absl::Now()](absl::StatusOr<CallReply> reply) {
    if (reply.ok() && take_) take_(reply->bytes);
    if (reply.ok()) Count(start, reply->bytes.size());
    if (!reply.ok()) Fail(reply.status());
    if (stopping_) {
      --open_;
    } else {
      StartNext();
    }
  };
  if (bulk_ != nullptr) return bulk_->Start(RegisterRequestId(i), request, std::move(done));
  caller_->Start(method_, request, *options, std::move(done));
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
  bulk_.reset();
  MutexLock lock(&mutex_);
  return first_error_;
}

}  // namespace skranke
