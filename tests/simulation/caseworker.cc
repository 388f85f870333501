#include "tests/simulation/caseworker.h"

#include <utility>

#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/clock.pb.h"
#include "tests/simulation/receivers.h"

namespace skranke {
namespace {

// Steps of a thousand that do not fit the state.
constexpr int kAnyStep = 80;

}  // namespace

void Caseworker::Act() {
  const size_t choice = chance().Below(100);
  if (choice < 30) return Ask(v1::TakeNextRequest());
  if (choice < 42 || notebook().empty()) return Ask(v1::ListWorkItemsRequest());
  const KnownCase& known = notebook().Pick(chance());
  if (choice < 50) {
    v1::GetWorkItemRequest request;
    request.set_name(known.name);
    return Ask(std::move(request));
  }
  Work(known);
}

void Caseworker::Work(const KnownCase& known) {
  constexpr v1::State kWorked[] = {v1::STATE_DELIVERED, v1::STATE_ACCEPTED, v1::STATE_IN_PROGRESS,
                                   v1::STATE_AWAITING_INFO, v1::STATE_DECIDED};
  const v1::State state = chance().Happens(kAnyStep) ? chance().Pick(kWorked) : known.state;
  const size_t choice = chance().Below(100);
  const bool begun = state == v1::STATE_IN_PROGRESS;
  if (state == v1::STATE_ROUTED || state == v1::STATE_DELIVERED) {
    if (choice < 75) return Accept(known);
    return choice < 92 ? Return(known) : Forward(known);
  }
  if (state == v1::STATE_DECIDED || choice < 8) return Close(known);
  if (choice < 18) return choice < 13 ? Return(known) : Forward(known);
  if (choice < 28) {
    auto status = About<v1::SetLocalStatusRequest>(known);
    status.set_local_status(NewText());
    return Ask(std::move(status));
  }
  if (choice < 38) return MindClock(known);
  if (begun && choice < 55) {
    auto question = About<v1::RequestInformationRequest>(known);
    question.set_question("Hva mangler?");
    return Ask(std::move(question));
  }
  if (begun) {
    auto decision = About<v1::DecideCaseRequest>(known);
    decision.set_outcome("GRANTED");
    return Ask(std::move(decision));
  }
  Ask(About<v1::StartCaseRequest>(known));
}

std::string Caseworker::TokenFor(const KnownCase& known) {
  if (chance().Happens(kStalePermille)) return known.old_token;
  return chance().Happens(kStalePermille) ? "" : known.token;
}

void Caseworker::Accept(const KnownCase& known) {
  auto request = About<v1::AcceptCaseRequest>(known);
  request.set_token(TokenFor(known));
  Ask(std::move(request));
}

void Caseworker::Return(const KnownCase& known) {
  auto request = About<v1::ReturnCaseRequest>(known);
  request.set_token(TokenFor(known));
  request.set_code(v1::RETURN_CODE_NOT_OURS);
  request.set_sentence("Hører ikke hjemme her.");
  if (chance().Happens(500)) {
    const auto& receiver = chance().Pick(kReceivers);
    request.mutable_proposed_owner()->set_agency(receiver[0]);
    request.mutable_proposed_owner()->set_unit(receiver[1]);
  }
  Ask(std::move(request));
}

void Caseworker::Forward(const KnownCase& known) {
  auto request = About<v1::ForwardCaseRequest>(known);
  request.set_token(TokenFor(known));
  const auto& receiver = chance().Pick(kReceivers);
  request.mutable_receiver()->set_agency(receiver[0]);
  request.mutable_receiver()->set_unit(receiver[1]);
  request.set_reason("Hører hjemme der.");
  Ask(std::move(request));
}

void Caseworker::MindClock(const KnownCase& known) {
  const size_t choice = chance().Below(10);
  if (choice < 4) {
    auto stop = About<v1::StopClockRequest>(known);
    stop.set_reason(v1::STOP_REASON_OTHER_BODY);
    stop.set_note("Venter på en annen.");
    return Ask(std::move(stop));
  }
  if (choice < 8) return Ask(About<v1::ResumeClockRequest>(known));
  Ask(About<v1::RecordProvisionalAnswerRequest>(known));
}

void Caseworker::Close(const KnownCase& known) {
  auto request = About<v1::CloseCaseRequest>(known);
  if (chance().Happens(500)) request.set_outcome("RESOLVED");
  Ask(std::move(request));
}

}  // namespace skranke
