#include "services/agency/desk.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr size_t kPage = 64;
constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(60);
// Doubling the first pause as often is longer than the longest.
constexpr int kDoublingsMax = 10;
// A case goes from handed over to begun in two steps, with a second look before each.
constexpr int kStepsMax = 4;

// The same message, verb and etag give the same id after every restart.
std::string RequestId(absl::string_view verb, const ToDo& to_do, absl::string_view etag) {
  const std::string digest = ToHex(Sha256(
      absl::StrCat(to_do.message.installation(), "\n", to_do.message.message_id(), "\n", etag)));
  return absl::StrCat(verb, "-", digest.substr(0, 32));
}

bool IsAway(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status);
}

// Somebody changed the case since the agency was told of it.
bool IsStale(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return reason == "ETAG_MISMATCH" || reason == "LEASE_STALE" || reason == "WRONG_STATE";
}

bool IsUnaccepted(v1::State state) {
  return state == v1::STATE_ROUTED || state == v1::STATE_DELIVERED;
}

// What every mutation of the case has.
template <typename Request>
Request About(absl::string_view verb, const ToDo& to_do, const v1::WorkItem& item) {
  Request request;
  request.set_request_id(RequestId(verb, to_do, item.citizen_case().etag()));
  request.set_name(to_do.message.citizen_case());
  request.set_etag(item.citizen_case().etag());
  return request;
}

}  // namespace

absl::Time Desk::Step(absl::Time now) {
  if (office_pause_.until > now) return office_pause_.until;
  absl::Time next = absl::InfiniteFuture();
  uint64_t after = 0;
  while (!stopping_) {
    const auto to_dos = inbox_->ToDos(after, kPage);
    if (!to_dos.ok()) {
      Log(LogLevel::kError, "inbox not readable", {{"cause", to_dos.status().message()}});
      return now + kLongestPause;
    }
    for (const ToDo& to_do : *to_dos) {
      if (stopping_) return next;
      Pause& pause = pauses_[to_do.position];
      if (pause.until > now) {
        next = std::min(next, pause.until);
        continue;
      }
      absl::Status done = Work(to_do);
      if (done.ok()) done = inbox_->Finish(to_do);
      if (done.ok()) {
        pauses_.erase(to_do.position);
        office_pause_ = {};
        continue;
      }
      Log(LogLevel::kWarning, "to be tried again",
          {{"message", to_do.message.message_id()}, {"reason", ReasonOf(done)}});
      if (IsAway(done)) {
        Postpone(now, office_pause_);
        return office_pause_.until;
      }
      Postpone(now, pause);
      next = std::min(next, pause.until);
    }
    if (to_dos->size() < kPage) return next;
    after = to_dos->back().position;
  }
  return next;
}

void Desk::Postpone(absl::Time now, Pause& pause) {
  const absl::Duration wait = kFirstPause * (1 << std::min(pause.tries++, kDoublingsMax));
  pause.until = now + std::min(wait, kLongestPause);
}

// OK when nothing is left to do: begun, returned, or no longer the agency's.
absl::Status Desk::Work(const ToDo& to_do) {
  for (int step = 0; step < kStepsMax; ++step) {
    SKRANKE_ASSIGN_OR_RETURN(const auto stored, inbox_->FindCase(to_do.message.installation(),
                                                                 to_do.message.citizen_case()));
    const bool here =
        stored.has_value() && stored->item.handover_id() == HandoverBrought(to_do.message);
    if (!here) return absl::OkStatus();
    const v1::State state = stored->item.citizen_case().state();
    if (!IsUnaccepted(state) && state != v1::STATE_ACCEPTED) return absl::OkStatus();
    absl::Status status = Advance(to_do, *stored);
    if (IsStale(status)) status = LookAgain(to_do, *stored, status);
    if (absl::IsNotFound(status)) status = inbox_->LetGo(to_do);
    SKRANKE_RETURN_IF_ERROR(status);
  }
  return absl::AbortedError("the case changes faster than it can be worked on");
}

absl::Status Desk::Advance(const ToDo& to_do, const AgencyCase& agency_case) {
  const v1::WorkItem& item = agency_case.item;
  if (!IsUnaccepted(item.citizen_case().state())) return Start(to_do, item);
  return behaviour_.kind == Behaviour::Kind::kReturn ? Return(to_do, item) : Accept(to_do, item);
}

// Fetched for every hand-over, also where the bytes are here already: the office is to know who of
// its receivers has them.
absl::Status Desk::Fetch(const v1::Case& citizen_case) {
  if (!shelf_->is_there()) return absl::OkStatus();
  for (const v1::Document& document : citizen_case.documents()) {
    if (document.sha256().empty()) continue;
    const auto bytes = office_->Fetch(citizen_case.name(), document.sha256());
    const std::string reason = ReasonOf(bytes.status());
    // The office has its hash alone.
    if (reason == "DOCUMENT_ELSEWHERE" || reason == "DOCUMENT_NOT_FOUND") continue;
    SKRANKE_RETURN_IF_ERROR(bytes.status());
    SKRANKE_RETURN_IF_ERROR(shelf_->Put(*bytes));
  }
  return absl::OkStatus();
}

absl::Status Desk::Accept(const ToDo& to_do, const v1::WorkItem& item) {
  SKRANKE_RETURN_IF_ERROR(Fetch(item.citizen_case()));
  auto request = About<v1::AcceptCaseRequest>("accept", to_do, item);
  request.set_token(item.lease().token());
  request.set_agency_case_number(item.citizen_case().agency_case_number());
  SKRANKE_ASSIGN_OR_RETURN(const auto response, office_->Accept(request));
  return inbox_->KeepReply(to_do, response.citizen_case());
}

absl::Status Desk::Start(const ToDo& to_do, const v1::WorkItem& item) {
  const auto request = About<v1::StartCaseRequest>("start", to_do, item);
  SKRANKE_ASSIGN_OR_RETURN(const auto response, office_->Start(request));
  return inbox_->KeepReply(to_do, response.citizen_case());
}

absl::Status Desk::Return(const ToDo& to_do, const v1::WorkItem& item) {
  auto request = About<v1::ReturnCaseRequest>("return", to_do, item);
  request.set_token(item.lease().token());
  request.set_code(behaviour_.code);
  request.set_sentence(ReturnSentence(behaviour_.code));
  SKRANKE_RETURN_IF_ERROR(office_->Return(request).status());
  return inbox_->LetGo(to_do);
}

// The refusal again if the case is as the agency knew it: then looking did not help.
absl::Status Desk::LookAgain(const ToDo& to_do, const AgencyCase& agency_case,
                             const absl::Status& refused) {
  v1::GetWorkItemRequest request;
  request.set_name(to_do.message.citizen_case());
  SKRANKE_ASSIGN_OR_RETURN(const auto response, office_->Get(request));
  const v1::WorkItem& shown = response.work_item();
  // By another hand-over meanwhile: that one's own message follows.
  if (shown.handover_id() != agency_case.item.handover_id()) return inbox_->LetGo(to_do);
  const v1::Case& known = agency_case.item.citizen_case();
  const bool unchanged =
      shown.citizen_case().etag() == known.etag() && shown.citizen_case().state() == known.state();
  if (unchanged) return refused;
  return inbox_->KeepReply(to_do, shown.citizen_case());
}

}  // namespace skranke
