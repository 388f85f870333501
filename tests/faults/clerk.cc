#include "tests/faults/clerk.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/call_status.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/office/matters.h"

namespace skranke {
namespace {

// Longer than anything takes; a call that dies with its server ends at once.
constexpr absl::Duration kTimeout = absl::Seconds(20);
// Answers asked for again after each restart: the last ones, which a crash is likeliest to lose,
// and some of all earlier ones.
constexpr size_t kLatestAnswers = 12;
constexpr size_t kEarlierAnswers = 4;

// What a dying server explains: the connection was refused or broke. What a living one refuses is
// a fault, also where it says UNAVAILABLE.
bool IsCut(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == kNotReachedReason || reason == kCallCutReason;
}

bool IsReplayed(const CallReply& reply) {
  return std::find(reply.trailing.begin(), reply.trailing.end(),
                   std::pair<std::string, std::string>("skranke-replayed", "1")) !=
         reply.trailing.end();
}

absl::Status Lost(const std::string& what) { return absl::DataLossError(what); }

}  // namespace

Clerk::Clerk(int number, uint64_t seed)
    : number_(number), random_(seed * 1000 + static_cast<uint64_t>(number)) {}

template <class Request>
Clerk::Sent Clerk::Make(Kind kind, std::string caller, Request request, size_t index) {
  request.set_request_id(absl::StrCat("clerk-", number_, "-", ++requests_));
  return {.kind = kind,
          .caller = std::move(caller),
          .method = MethodTaking(*Request::descriptor()),
          .bytes = request.SerializeAsString(),
          .index = index};
}

Clerk::Sent Clerk::Registration() {
  const char* tasks[] = {"copy", "trade", "aid", "form", "orphan"};
  const char* task = tasks[random_() % 5];
  v1::RegisterCaseRequest request =
      Matter(task, SyntheticNumber(static_cast<int>(random_() % 1000)));
  request.mutable_external_reference()->set_system(absl::StrCat("clerk-", number_));
  request.mutable_external_reference()->set_id(absl::StrCat(requests_));
  if (random_() % 4 == 0 && request.task() == "copy") {
    request.mutable_finish()->set_outcome("ISSUED");
  }
  return Make(Kind::kRegister, "clerk", std::move(request), 0);
}

Clerk::Sent Clerk::OnCase(size_t index) {
  const v1::Case& c = cases_[index];
  const auto about = [&](auto request) {
    request.set_name(c.name());
    request.set_etag(c.etag());
    return request;
  };
  // The importer acts for whichever unit has the case.
  if (c.state() == v1::STATE_COMPLETE) {
    auto finish = about(v1::FinishCaseRequest());
    finish.mutable_finish()->set_outcome("ISSUED");
    return Make(Kind::kFinish, "clerk", std::move(finish), index);
  }
  if (c.state() == v1::STATE_ROUTED) {
    return Make(Kind::kAccept, "importer", about(v1::AcceptCaseRequest()), index);
  }
  auto close = about(v1::CloseCaseRequest());
  close.set_outcome("GRANTED");
  return Make(Kind::kClose, "importer", std::move(close), index);
}

Clerk::Sent Clerk::Contact() {
  v1::RecordContactRequest request;
  request.set_channel(v1::CHANNEL_PHONE);
  request.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
  return Make(Kind::kContact, "clerk", std::move(request), 0);
}

Clerk::Sent Clerk::NextRequest() {
  const uint64_t dice = random_() % 10;
  if (dice == 0) return Contact();
  if (dice < 6 || open_.empty()) return Registration();
  return OnCase(open_[random_() % open_.size()]);
}

absl::StatusOr<CallReply> Clerk::Send(const Sent& sent, bool again) {
  auto reply =
      CallBytes(*channel_, sent.method, sent.bytes, {.caller = sent.caller, .timeout = kTimeout});
  if (reply.ok() || IsCut(reply.status())) return reply;
  return absl::InternalError(absl::StrCat(again ? "the retry of " : "", sent.method,
                                          " was refused: ", reply.status().ToString()));
}

absl::Status Clerk::Learn(size_t index, const v1::Case& citizen_case) {
  if (citizen_case.name().empty()) return Lost("an answer names no case");
  if (index < cases_.size()) --cases_by_state_[cases_[index].state()];
  if (index == cases_.size()) cases_.emplace_back();
  v1::Case& known = cases_[index];
  known.set_name(citizen_case.name());
  known.set_etag(citizen_case.etag());
  known.set_state(citizen_case.state());
  ++cases_by_state_[known.state()];
  const bool more_to_do = known.state() == v1::STATE_COMPLETE ||
                          known.state() == v1::STATE_ROUTED || known.state() == v1::STATE_ACCEPTED;
  open_.erase(std::remove(open_.begin(), open_.end(), index), open_.end());
  if (more_to_do) open_.push_back(index);
  return absl::OkStatus();
}

absl::Status Clerk::Remember(const Sent& sent, std::string reply) {
  ++counts_.answered;
  answered_.push_back({sent, reply});
  switch (sent.kind) {
    case Kind::kContact:
      ++contacts_;
      return absl::OkStatus();
    case Kind::kRegister:
      return Learn(cases_.size(), ParseReply<v1::RegisterCaseResponse>(reply)->citizen_case());
    case Kind::kFinish:
      return Learn(sent.index, ParseReply<v1::FinishCaseResponse>(reply)->citizen_case());
    case Kind::kAccept:
      return Learn(sent.index, ParseReply<v1::AcceptCaseResponse>(reply)->citizen_case());
    case Kind::kClose:
      return Learn(sent.index, ParseReply<v1::CloseCaseResponse>(reply)->citizen_case());
  }
  return absl::OkStatus();
}

absl::Status Clerk::WorkUntilCut(std::shared_ptr<grpc::Channel> channel) {
  channel_ = std::move(channel);
  while (true) {
    Sent sent = NextRequest();
    auto reply = Send(sent, false);
    if (!reply.ok() && IsCut(reply.status())) {
      unanswered_ = std::move(sent);
      return absl::OkStatus();
    }
    if (!reply.ok()) return reply.status();
    if (IsReplayed(*reply)) return Lost("a fresh request was answered as a retry");
    SKRANKE_RETURN_IF_ERROR(Remember(sent, std::move(reply->bytes)));
  }
}

absl::Status Clerk::CheckAnswer(const Answered& answered) {
  SKRANKE_ASSIGN_OR_RETURN(const CallReply again, Send(answered.sent, true));
  if (!IsReplayed(again)) {
    return Lost(absl::StrCat(answered.sent.method, " was answered, but had to be done again"));
  }
  if (again.bytes == answered.reply) return absl::OkStatus();
  return Lost(absl::StrCat(answered.sent.method, " is answered otherwise than before"));
}

absl::Status Clerk::CheckCase(size_t index) {
  v1::GetCaseRequest request;
  request.set_name(cases_[index].name());
  SKRANKE_ASSIGN_OR_RETURN(
      const auto found,
      Call<v1::GetCaseResponse>(*channel_, MethodTaking(*v1::GetCaseRequest::descriptor()), request,
                                {.caller = "clerk", .timeout = kTimeout}));
  const v1::Case& stored = found.citizen_case();
  if (stored.state() == cases_[index].state() && stored.etag() == cases_[index].etag()) {
    return absl::OkStatus();
  }
  return Lost(absl::StrCat(stored.name(), " is in ", v1::State_Name(stored.state()), " ",
                           stored.etag(), ", was answered as in ",
                           v1::State_Name(cases_[index].state()), " ", cases_[index].etag()));
}

absl::Status Clerk::CheckAnswers(std::shared_ptr<grpc::Channel> channel) {
  channel_ = std::move(channel);
  if (unanswered_) {
    SKRANKE_ASSIGN_OR_RETURN(CallReply reply, Send(*unanswered_, true));
    ++(IsReplayed(reply) ? counts_.retried_done : counts_.retried_new);
    SKRANKE_RETURN_IF_ERROR(Remember(*unanswered_, std::move(reply.bytes)));
    unanswered_.reset();
  }
  const size_t count = answered_.size();
  for (size_t i = count - std::min(count, kLatestAnswers); i < count; ++i) {
    SKRANKE_RETURN_IF_ERROR(CheckAnswer(answered_[i]));
  }
  for (size_t i = 0; i < kEarlierAnswers && count > 0; ++i) {
    SKRANKE_RETURN_IF_ERROR(CheckAnswer(answered_[random_() % count]));
    if (!cases_.empty()) SKRANKE_RETURN_IF_ERROR(CheckCase(random_() % cases_.size()));
  }
  return cases_.empty() ? absl::OkStatus() : CheckCase(cases_.size() - 1);
}

}  // namespace skranke
