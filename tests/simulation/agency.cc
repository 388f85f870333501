#include "tests/simulation/agency.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "tests/office/matters.h"

namespace skranke {
namespace {

constexpr absl::Duration kSoon = absl::Milliseconds(10);
constexpr absl::Duration kSoonAtLatest = absl::Seconds(20);
constexpr absl::Duration kLater = absl::Hours(60);
constexpr absl::Duration kShortestAway = absl::Seconds(1);
constexpr absl::Duration kLongestAway = absl::Minutes(20);
// Of a thousand steps.
constexpr int kDaysLater = 40;
constexpr int kNever = 30;
constexpr int kReturned = 250;
// A case that changes more often than that is left alone.
constexpr int kStepsMax = 30;

bool IsUnaccepted(v1::State state) {
  return state == v1::STATE_ROUTED || state == v1::STATE_DELIVERED;
}

}  // namespace

SimulatedAgency::SimulatedAgency(std::string code, Bite bite, Agenda* agenda, Errands* errands,
                                 History* history, uint64_t seed)
    : code_(std::move(code)),
      bite_(bite),
      agenda_(agenda),
      errands_(errands),
      history_(history),
      chance_(seed) {}

absl::StatusOr<std::string> SimulatedAgency::Receive(const std::string& bytes) {
  v1::ReceiveRequest message;
  if (!message.ParseFromString(bytes)) return absl::InvalidArgumentError("no message");
  if (agenda_->now() < refuses_until_) return absl::InternalError("in trouble");
  const bool known = message_ids_.count(message.message_id()) > 0;
  if (!known || bite_ == Bite::kMessageTwice) {
    const uint64_t latest = cases_[message.citizen_case()].sequence;
    const bool in_order = latest >= message.previous_sequence() && latest < message.sequence();
    if (!in_order && !known) return absl::FailedPreconditionError("OUT_OF_ORDER");
    Store(message);
  }
  v1::ReceiveResponse response;
  response.set_message_id(message.message_id());
  return response.SerializeAsString();
}

void SimulatedAgency::Store(const v1::ReceiveRequest& message) {
  history_->Take({.agency = code_,
                  .message_id = message.message_id(),
                  .citizen_case = message.citizen_case(),
                  .sequence = message.sequence(),
                  .previous_sequence = message.previous_sequence(),
                  .when = agenda_->now()});
  message_ids_.insert(message.message_id());
  AgencyCase& held = cases_[message.citizen_case()];
  held.sequence = message.sequence();
  if (message.has_handover()) {
    const auto& handover = message.handover();
    Arrive(handover.citizen_case(), handover.handover_id(), handover.handover_token(), held);
  } else if (message.has_reopening()) {
    const auto& reopening = message.reopening();
    Arrive(reopening.citizen_case(), reopening.handover_id(), reopening.handover_token(), held);
  } else if (message.has_recall() || message.has_withdrawal()) {
    const std::string& ended =
        message.has_recall() ? message.recall().handover_id() : message.withdrawal().handover_id();
    if (held.handover_id == ended) held.handover_id.clear();
  }
  if (!held.handover_id.empty()) WorkLater(message.citizen_case());
}

void SimulatedAgency::Arrive(const v1::Case& citizen_case, const std::string& handover_id,
                             const std::string& token, AgencyCase& held) {
  held.handover_id = handover_id;
  held.token = token;
  held.etag = citizen_case.etag();
  held.state = citizen_case.state();
}

void SimulatedAgency::Crash() {
  history_->Note(agenda_->now(), absl::StrCat(code_, " crashes"));
  ++life_;
  up_ = false;
  agenda_->In(chance_.Between(kShortestAway, kLongestAway), [this] {
    up_ = true;
    for (const auto& [name, held] : cases_) {
      if (!held.handover_id.empty()) WorkLater(name);
    }
  });
}

void SimulatedAgency::WorkLater(const std::string& name) {
  if (chance_.Happens(kNever)) return;
  const absl::Duration delay = chance_.Happens(kDaysLater) ? chance_.Between(kSoonAtLatest, kLater)
                                                           : chance_.Between(kSoon, kSoonAtLatest);
  agenda_->In(delay, [this, life = life_, name] {
    if (life == life_ && up_ && ++steps_[name] <= kStepsMax) Work(name);
  });
}

void SimulatedAgency::Work(const std::string& name) {
  const AgencyCase& held = cases_[name];
  if (held.handover_id.empty()) return;
  const bool returned = chance_.Happens(kReturned);
  const bool other = chance_.Happens(kReturned);
  if (IsUnaccepted(held.state)) return returned ? Return(name) : Accept(name);
  switch (held.state) {
    case v1::STATE_ACCEPTED:
      return Do(name, About<v1::StartCaseRequest>(name));
    case v1::STATE_IN_PROGRESS:
      return other ? Ask(name) : returned ? Return(name) : Decide(name);
    case v1::STATE_AWAITING_INFO:
      return Do(name, About<v1::StartCaseRequest>(name));
    case v1::STATE_DECIDED:
      return Close(name);
    default:
      return;
  }
}

// The same step at the same etag has the same id, also after a crash of the agency.
template <class Request>
Request SimulatedAgency::About(const std::string& name) const {
  const AgencyCase& held = cases_.at(name);
  Request request;
  request.set_request_id(absl::StrCat(code_, "-", Request::descriptor()->name().substr(0, 9), "-",
                                      held.handover_id, "-", held.etag));
  request.set_name(name);
  request.set_etag(held.etag);
  return request;
}

void SimulatedAgency::Accept(const std::string& name) {
  auto request = About<v1::AcceptCaseRequest>(name);
  request.set_token(cases_[name].token);
  request.set_agency_case_number(absl::StrCat(code_, "/", name.substr(name.find('/') + 1)));
  Do(name, std::move(request));
}

void SimulatedAgency::Return(const std::string& name) {
  auto request = About<v1::ReturnCaseRequest>(name);
  request.set_token(cases_[name].token);
  request.set_code(v1::RETURN_CODE_NOT_OURS);
  request.set_sentence("Hører ikke hjemme her.");
  Do(name, std::move(request));
}

void SimulatedAgency::Ask(const std::string& name) {
  auto request = About<v1::RequestInformationRequest>(name);
  request.set_question("Hva mangler?");
  Do(name, std::move(request));
}

void SimulatedAgency::Decide(const std::string& name) {
  auto request = About<v1::DecideCaseRequest>(name);
  request.set_outcome("GRANTED");
  Do(name, std::move(request));
}

void SimulatedAgency::Close(const std::string& name) {
  Do(name, About<v1::CloseCaseRequest>(name));
}

template <class Request>
void SimulatedAgency::Do(const std::string& name, Request request) {
  Asked asked{.caller = code_,
              .method = MethodTaking(*Request::descriptor()),
              .bytes = request.SerializeAsString(),
              .request_id = request.request_id()};
  errands_->Run(code_, std::move(asked),
                [this, life = life_, name, handover = cases_[name].handover_id](const Told& told) {
                  if (life == life_ && up_) OnAnswer(name, handover, told);
                });
}

void SimulatedAgency::OnAnswer(const std::string& name, const std::string& handover_id,
                               const Told& told) {
  AgencyCase& held = cases_[name];
  if (held.handover_id != handover_id) return;
  if (absl::IsNotFound(told.status)) return held.handover_id.clear();
  if (absl::IsUnavailable(told.status)) return WorkLater(name);
  if (!told.status.ok()) return LookAgain(name);
  // Every reply but that to a return begins with the case, in the same place.
  v1::AcceptCaseResponse response;
  const bool shows_case = response.ParseFromString(told.reply) && response.has_citizen_case() &&
                          response.citizen_case().name() == name;
  if (!shows_case) return held.handover_id.clear();
  held.etag = response.citizen_case().etag();
  held.state = response.citizen_case().state();
  WorkLater(name);
}

void SimulatedAgency::LookAgain(const std::string& name) {
  v1::GetWorkItemRequest request;
  request.set_name(name);
  Asked asked{.caller = code_,
              .method = MethodTaking(*v1::GetWorkItemRequest::descriptor()),
              .bytes = request.SerializeAsString()};
  errands_->Run(code_, std::move(asked), [this, life = life_, name](const Told& told) {
    AgencyCase& held = cases_[name];
    if (life != life_ || !up_ || held.handover_id.empty()) return;
    v1::GetWorkItemResponse response;
    const bool shown = told.status.ok() && response.ParseFromString(told.reply) &&
                       response.work_item().handover_id() == held.handover_id;
    if (absl::IsUnavailable(told.status)) return WorkLater(name);
    // By another hand-over meanwhile: that one's own message follows.
    if (!shown) return held.handover_id.clear();
    held.etag = response.work_item().citizen_case().etag();
    held.state = response.work_item().citizen_case().state();
    WorkLater(name);
  });
}

}  // namespace skranke
