#include "tests/faults/overload_pool.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/call_status.h"
#include "tests/bench/requests.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(20);

absl::StatusOr<CallReply> Ask(grpc::Channel& channel, const std::string& request) {
  return CallBytes(channel, kRegisterMethod, request,
                   {.caller = kBenchCaller, .timeout = kPatience});
}

}  // namespace

Attempted AttemptedOf(const absl::Status& status) {
  if (status.ok()) return Attempted::kAcknowledged;
  const std::string reason = ReasonOf(status);
  if (reason == "QUEUE_FULL") return Attempted::kRefused;
  const bool unknown = absl::IsDeadlineExceeded(status) || reason == kCallCutReason;
  return unknown ? Attempted::kUnknown : Attempted::kWrong;
}

RequestPool::RequestPool(uint64_t first, size_t size) {
  requests_.reserve(size);
  for (size_t i = 0; i < size; ++i) {
    requests_.push_back({.bytes = RegisterRequest(first + i), .reply_hash = ""});
    waiting_.push_back(i);
  }
}

std::optional<size_t> RequestPool::Take() {
  MutexLock lock(&mutex_);
  if (waiting_.empty()) return std::nullopt;
  const size_t i = waiting_.front();
  waiting_.pop_front();
  return i;
}

void RequestPool::Answered(size_t i, Attempted attempted, absl::string_view reply) {
  // A request is with one caller at a time: only the queue is shared.
  Request& request = requests_[i];
  if (attempted == Attempted::kAcknowledged) {
    request.reply_hash = Sha256(reply);
    request.fate = Fate::kAcknowledged;
    MutexLock lock(&mutex_);
    ++acknowledged_;
    return;
  }
  if (attempted == Attempted::kUnknown) request.fate = Fate::kUnknown;
  MutexLock lock(&mutex_);
  waiting_.push_back(i);
}

size_t RequestPool::acknowledged() const {
  MutexLock lock(&mutex_);
  return acknowledged_;
}

absl::Status RequestPool::Settle(grpc::Channel& channel) {
  for (size_t i = 0; i < requests_.size(); ++i) {
    if (requests_[i].fate != Fate::kUnknown) continue;
    SKRANKE_ASSIGN_OR_RETURN(const CallReply reply, Ask(channel, requests_[i].bytes));
    Answered(i, Attempted::kAcknowledged, reply.bytes);
  }
  return absl::OkStatus();
}

absl::Status RequestPool::CheckReplays(grpc::Channel& channel, size_t step) const {
  size_t seen = 0;
  for (const Request& request : requests_) {
    if (request.fate != Fate::kAcknowledged || seen++ % step != 0) continue;
    const auto reply = Ask(channel, request.bytes);
    if (reply.ok() && Sha256(reply->bytes) == request.reply_hash) continue;
    return ReasonError(
        absl::StatusCode::kDataLoss, kLost,
        absl::StrCat("a registration was acknowledged and is now ",
                     reply.ok() ? std::string("another one") : reply.status().ToString()));
  }
  return absl::OkStatus();
}

}  // namespace skranke
