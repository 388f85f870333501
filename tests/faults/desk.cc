#include "tests/faults/desk.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/call_status.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(20);
// What is kept of what was checked before: a sample, for the harness runs for hours.
constexpr size_t kOlderMax = 2'000;
// How many of those are asked for at each check.
constexpr int kOlderChecked = 4;

// Before the next attempt, where the disk is full.
constexpr absl::Duration kPause = absl::Milliseconds(20);

absl::Status Finding(const char* reason, const Attempt& attempt, absl::string_view what) {
  return ReasonError(
      absl::StatusCode::kDataLoss, reason,
      absl::StrCat(attempt.method, " ", attempt.request_id, " of ", attempt.caller, " ", what));
}

std::string Told(const absl::Status& status) {
  return absl::StrCat("was refused: ", ReasonOf(status), ": ", status.message());
}

}  // namespace

// The server died. A living one that says UNAVAILABLE has another reason, and is a finding, but
// for one whose disk has failed and which is about to end.
bool Desk::IsGone(const absl::Status& status) const {
  const std::string reason = ReasonOf(status);
  if (disk_may_fill_ && reason == "WRITER_STOPPED") return true;
  return reason == kNotReachedReason || reason == kCallCutReason;
}

bool Desk::IsRefusedForNow(const absl::Status& status) const {
  return disk_may_fill_ && ReasonOf(status) == "DISK_LOW";
}

absl::Status Desk::Keep(const CallReply& reply) {
  // The replies of all verbs of a journey have the case as their field 1.
  SKRANKE_ASSIGN_OR_RETURN(auto response, ParseReply<v1::RegisterCaseResponse>(reply.bytes));
  if (pending_->registers) registered_.push_back(response.citizen_case().name());
  journey_.Reached(std::move(*response.mutable_citizen_case()));
  recent_.push_back({*std::move(pending_), Sha256(reply.bytes)});
  pending_.reset();
  ++acknowledged_;
  return absl::OkStatus();
}

absl::StatusOr<Desk::Answered> Desk::SendPending(grpc::Channel& channel, absl::Duration timeout) {
  const auto reply = CallBytes(channel, pending_->method, pending_->request,
                               {.caller = pending_->caller, .timeout = timeout});
  if (reply.ok()) {
    SKRANKE_RETURN_IF_ERROR(Keep(*reply));
    return Answered::kYes;
  }
  if (IsRefusedForNow(reply.status())) return Answered::kRefusedForNow;
  const bool is_gone = IsGone(reply.status());
  if (!is_gone && !absl::IsDeadlineExceeded(reply.status())) {
    return Finding(kRefusedWrongly, *pending_, Told(reply.status()));
  }
  ++retried_;
  return is_gone ? Answered::kServerGone : Answered::kNotYet;
}

absl::Status Desk::Work(grpc::Channel& channel, absl::Time until) {
  while (absl::Now() < until) {
    if (!pending_) pending_ = journey_.Next();
    // Some clients lose patience at once and ask again, with the effect there or on its way.
    const bool hurried = chance_.Next() % 16 == 0;
    const absl::Duration timeout =
        hurried ? absl::Microseconds(500 + chance_.Next() % 3'000) : kPatience;
    SKRANKE_ASSIGN_OR_RETURN(const Answered answered, SendPending(channel, timeout));
    if (answered == Answered::kServerGone) return absl::OkStatus();
    if (answered == Answered::kRefusedForNow) absl::SleepFor(kPause);
    if (answered == Answered::kNotYet && !hurried) {
      return Finding(kServerFailed, *pending_, "got no answer from a living server");
    }
    if (answered == Answered::kYes && chance_.Next() % 32 == 0) {
      const absl::Status same = CheckReplay(channel, recent_.back());
      if (IsGone(same)) return absl::OkStatus();
      if (IsRefusedForNow(same)) continue;
      SKRANKE_RETURN_IF_ERROR(same);
    }
  }
  return absl::OkStatus();
}

absl::Status Desk::CheckReplay(grpc::Channel& channel, const Acknowledged& kept) {
  const Attempt& attempt = kept.attempt;
  const auto reply = CallBytes(channel, attempt.method, attempt.request,
                               {.caller = attempt.caller, .timeout = kPatience});
  if (IsGone(reply.status()) || IsRefusedForNow(reply.status())) return reply.status();
  if (!reply.ok()) return Finding(kLost, attempt, Told(reply.status()));
  if (!IsReplayed(*reply)) return Finding(kLost, attempt, "was acknowledged and is done anew");
  if (Sha256(reply->bytes) != kept.reply_hash) {
    return Finding(kLost, attempt, "was acknowledged with other bytes");
  }
  return absl::OkStatus();
}

absl::Status Desk::CheckReplays(grpc::Channel& channel) {
  for (const Acknowledged& kept : recent_) {
    SKRANKE_RETURN_IF_ERROR(CheckReplay(channel, kept));
  }
  for (int i = 0; i < kOlderChecked && !older_.empty(); ++i) {
    SKRANKE_RETURN_IF_ERROR(CheckReplay(channel, older_[chance_.Next() % older_.size()]));
  }
  Retire();
  return absl::OkStatus();
}

void Desk::Retire() {
  for (Acknowledged& kept : recent_) {
    if (older_.size() < kOlderMax) {
      older_.push_back(std::move(kept));
    } else {
      older_[chance_.Next() % kOlderMax] = std::move(kept);
    }
  }
  recent_.clear();
}

absl::Status Desk::Settle(grpc::Channel& channel) {
  if (!pending_) return absl::OkStatus();
  const Attempt attempt = *pending_;
  SKRANKE_ASSIGN_OR_RETURN(const Answered answered, SendPending(channel, kPatience));
  if (answered != Answered::kYes) return Finding(kServerFailed, attempt, "got no answer again");
  return attempt.has_reference ? CheckReferenceTaken(channel, attempt) : absl::OkStatus();
}

absl::Status Desk::CheckReferenceTaken(grpc::Channel& channel, const Attempt& attempt) {
  v1::RegisterCaseRequest request;
  request.ParseFromString(attempt.request);
  request.set_request_id(absl::StrCat(attempt.request_id, "-again"));
  const auto reply = CallBytes(channel, attempt.method, request.SerializeAsString(),
                               {.caller = attempt.caller, .timeout = kPatience});
  if (reply.ok()) return Finding(kDoubled, attempt, "was registered under two request ids");
  if (ReasonOf(reply.status()) == "EXTERNAL_REFERENCE_TAKEN") return absl::OkStatus();
  return Finding(kRefusedWrongly, attempt, Told(reply.status()));
}

std::vector<std::string> Desk::TakeRegistered() { return std::exchange(registered_, {}); }

}  // namespace skranke
