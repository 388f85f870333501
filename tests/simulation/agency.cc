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
// Messages of a thousand that it says to have taken, under a name that is not theirs, and has not.
constexpr int kLies = 10;
// And those of a hand-over or its end that it says to have taken, under their own name.
constexpr int kBareLies = 10;
// Acceptances and returns of a thousand that it sends from two desks, and with the token of before.
constexpr int kAnsweredTwice = 40;
constexpr int kOldToken = 20;
// Messages of a thousand that it stores though it hangs.
constexpr int kStoredSilently = 500;
// How long it takes to get a backup back.
constexpr absl::Duration kDay = absl::Hours(24);
constexpr absl::Duration kDayAtLatest = absl::Hours(30);
// A case that changes more often than that is left alone.
constexpr int kStepsMax = 30;

std::string Receipt(const std::string& message_id) {
  v1::ReceiveResponse response;
  response.set_message_id(message_id);
  return response.SerializeAsString();
}

// Whether the agency has the case or not is in it: somebody finds out where it is lost.
bool SaysWhoHasIt(const v1::ReceiveRequest& message) {
  return message.has_handover() || message.has_reopening() || message.has_recall() ||
         message.has_withdrawal();
}

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

absl::optional<absl::StatusOr<std::string>> SimulatedAgency::Receive(const std::string& bytes) {
  v1::ReceiveRequest message;
  if (!message.ParseFromString(bytes)) return absl::InvalidArgumentError("no message");
  if (agenda_->now() < refuses_until_) return absl::InternalError("in trouble");
  if (agenda_->now() >= hangs_until_) return Answer(message);
  if (chance_.Happens(kStoredSilently)) (void)Answer(message);
  return absl::nullopt;
}

absl::StatusOr<std::string> SimulatedAgency::Answer(const v1::ReceiveRequest& message) {
  if (!behaves_ && chance_.Happens(kLies)) {
    ++deeds_.lies;
    return Receipt(absl::StrCat(message.message_id(), "0"));
  }
  const bool known = disk_.message_ids.count(message.message_id()) > 0;
  if (known && bite_ != Bite::kMessageTwice) return Receipt(message.message_id());
  const uint64_t latest = disk_.cases[message.citizen_case()].sequence;
  const bool in_order = latest >= message.previous_sequence() && latest < message.sequence();
  if (!in_order && !known) return absl::FailedPreconditionError("OUT_OF_ORDER");
  if (!behaves_ && !known && SaysWhoHasIt(message) && chance_.Happens(kBareLies)) {
    Lie(message);
  } else {
    Store(message);
  }
  return Receipt(message.message_id());
}

void SimulatedAgency::Lie(const v1::ReceiveRequest& message) {
  ++deeds_.lies;
  history_->Take({.fortune = Fortune::kLiedAbout,
                  .agency = code_,
                  .message_id = message.message_id(),
                  .citizen_case = message.citizen_case(),
                  .when = agenda_->now()});
}

void SimulatedAgency::Store(const v1::ReceiveRequest& message) {
  history_->Take({.agency = code_,
                  .message_id = message.message_id(),
                  .citizen_case = message.citizen_case(),
                  .sequence = message.sequence(),
                  .previous_sequence = message.previous_sequence(),
                  .when = agenda_->now()});
  disk_.message_ids.insert(message.message_id());
  AgencyCase& held = disk_.cases[message.citizen_case()];
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
  held.old_token = held.token;
  held.handover_id = handover_id;
  held.token = token;
  held.etag = citizen_case.etag();
  held.state = citizen_case.state();
}

void SimulatedAgency::Crash() {
  if (!up_) return;
  ++deeds_.crashes;
  history_->Note(agenda_->now(), absl::StrCat(code_, " crashes"));
  GoDown(chance_.Between(kShortestAway, kLongestAway), [] {});
}

void SimulatedAgency::GoDown(absl::Duration away, std::function<void()> back) {
  ++life_;
  up_ = false;
  agenda_->In(away, [this, back = std::move(back)] {
    up_ = true;
    back();
    for (const auto& [name, held] : disk_.cases) {
      if (!held.handover_id.empty()) WorkLater(name);
    }
  });
}

void SimulatedAgency::RefuseUntil(absl::Time until) {
  ++deeds_.troubles;
  refuses_until_ = until;
}

void SimulatedAgency::HangUntil(absl::Time until) {
  ++deeds_.hangs;
  hangs_until_ = until;
}

void SimulatedAgency::Behave() {
  behaves_ = true;
  refuses_until_ = absl::InfinitePast();
  hangs_until_ = absl::InfinitePast();
}

void SimulatedAgency::BackUp() {
  if (!up_) return;
  backup_ = Backup{.disk = disk_, .when = agenda_->now(), .known = history_->taken().size()};
}

void SimulatedAgency::LoseDisk(std::function<void(absl::Time)> back) {
  if (!up_ || !backup_.has_value()) return;
  ++deeds_.restores;
  history_->Note(agenda_->now(), absl::StrCat(code_, " loses its disk"));
  GoDown(chance_.Between(kDay, kDayAtLatest), [this, back = std::move(back)] {
    disk_ = backup_->disk;
    history_->Take({.fortune = Fortune::kAllAsBefore,
                    .agency = code_,
                    .when = agenda_->now(),
                    .known = backup_->known});
    back(backup_->when);
  });
}

std::vector<v1::Holding> SimulatedAgency::Holdings() const {
  std::vector<v1::Holding> holdings;
  for (const auto& [name, held] : disk_.cases) {
    if (HandoverOf(name).empty()) continue;
    v1::Holding& holding = holdings.emplace_back();
    holding.set_name(name);
    holding.set_handover_id(held.handover_id);
  }
  return holdings;
}

void SimulatedAgency::LetGo(const std::string& name) { disk_.cases[name].handover_id.clear(); }

std::string SimulatedAgency::HandoverOf(const std::string& name) const {
  const auto held = disk_.cases.find(name);
  const bool closed = held == disk_.cases.end() || held->second.state == v1::STATE_CLOSED;
  return closed ? "" : held->second.handover_id;
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
  const AgencyCase& held = disk_.cases[name];
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
    // All it was sent is the name, for somebody else had the case by then.
    case v1::STATE_UNSPECIFIED:
      return LookAgain(name);
    default:
      return;
  }
}

// The same step at the same etag has the same id, also after a crash of the agency.
template <class Request>
Request SimulatedAgency::About(const std::string& name) const {
  const AgencyCase& held = disk_.cases.at(name);
  Request request;
  request.set_request_id(absl::StrCat(code_, "-", Request::descriptor()->name().substr(0, 9), "-",
                                      held.handover_id, "-", held.etag));
  request.set_name(name);
  request.set_etag(held.etag);
  return request;
}

// With the token of the hand-over, or that of the hand-over before.
template <class Request>
Request SimulatedAgency::Claim(const std::string& name) {
  auto request = About<Request>(name);
  const AgencyCase& held = disk_.cases[name];
  const bool old = !behaves_ && !held.old_token.empty() && chance_.Happens(kOldToken);
  request.set_token(old ? held.old_token : held.token);
  if (!old) return request;
  ++deeds_.old_tokens;
  request.set_request_id(absl::StrCat(request.request_id(), "-old"));
  return request;
}

void SimulatedAgency::Accept(const std::string& name) {
  auto request = Claim<v1::AcceptCaseRequest>(name);
  request.set_agency_case_number(absl::StrCat(code_, "/", name.substr(name.find('/') + 1)));
  Do(name, std::move(request));
}

void SimulatedAgency::Return(const std::string& name) {
  auto request = Claim<v1::ReturnCaseRequest>(name);
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

// Now and then a second desk does the same, and knows nothing of the first.
template <class Request>
void SimulatedAgency::Do(const std::string& name, Request request) {
  DoOnce(name, request);
  const bool answers = IsUnaccepted(disk_.cases[name].state);
  if (!answers || behaves_ || !chance_.Happens(kAnsweredTwice)) return;
  ++deeds_.answers_twice;
  request.set_request_id(absl::StrCat(request.request_id(), "-2"));
  DoOnce(name, request);
}

template <class Request>
void SimulatedAgency::DoOnce(const std::string& name, const Request& request) {
  Asked asked{.caller = code_,
              .method = MethodTaking(*Request::descriptor()),
              .bytes = request.SerializeAsString(),
              .request_id = request.request_id()};
  errands_->Run(
      code_, std::move(asked),
      [this, life = life_, name, handover = disk_.cases[name].handover_id](const Told& told) {
        if (life == life_ && up_) OnAnswer(name, handover, told);
      });
}

void SimulatedAgency::OnAnswer(const std::string& name, const std::string& handover_id,
                               const Told& told) {
  AgencyCase& held = disk_.cases[name];
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
  const std::string asked_of = disk_.cases[name].handover_id;
  errands_->Run(code_, std::move(asked), [this, life = life_, name, asked_of](const Told& told) {
    AgencyCase& held = disk_.cases[name];
    if (life != life_ || !up_ || held.handover_id.empty()) return;
    // An answer that is late says nothing of a hand-over that has come since.
    if (held.handover_id != asked_of) return;
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
