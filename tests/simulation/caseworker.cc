#include "tests/simulation/caseworker.h"

#include <utility>

#include "skranke/v1/agency_desk.pb.h"
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
    return choice < 75 ? Accept(known) : Return(known);
  }
  if (state == v1::STATE_DECIDED || choice < 8) return Close(known);
  if (choice < 18) return Return(known);
  if (choice < 28) {
    auto status = About<v1::SetLocalStatusRequest>(known);
    status.set_local_status(NewText());
    return Ask(std::move(status));
  }
  if (begun && choice < 50) {
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

void Caseworker::Close(const KnownCase& known) {
  auto request = About<v1::CloseCaseRequest>(known);
  if (chance().Happens(500)) request.set_outcome("RESOLVED");
  Ask(std::move(request));
}

}  // namespace skranke
