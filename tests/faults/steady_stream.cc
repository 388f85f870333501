#include "tests/faults/steady_stream.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/bench/synthetic_person.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(20);
constexpr uint64_t kPersonsOfDesk = 100'000;
// Tasks of deploy/offices/nordvik: quick and complete at once; handed over at once.
constexpr char kCompleteTask[] = "id_minid_kodebrev";
constexpr char kHandedOverTask[] = "nav_alderspensjon";

template <typename Request>
Attempt Of(const char* method, const char* caller, const Request& request) {
  return {.method = absl::StrCat("/skranke.v1.", method),
          .caller = caller,
          .request = request.SerializeAsString(),
          .request_id = request.request_id()};
}

void AddLargeDocument(v1::RegisterCaseRequest& request) {
  v1::Document* document = request.add_documents();
  document->set_title(std::string(kNameBytesMax, 't'));
  document->set_public_title(std::string(kNameBytesMax, 'p'));
  document->set_correspondent(std::string(kNameBytesMax, 'c'));
  document->set_direction(v1::Document::DIRECTION_INCOMING);
}

// Refused before anything was done.
bool IsRefused(const absl::Status& status) { return absl::IsResourceExhausted(status); }

absl::StatusOr<CallReply> Ask(grpc::Channel& channel, const Attempt& attempt) {
  return CallBytes(channel, attempt.method, attempt.request,
                   {.caller = attempt.caller, .timeout = kPatience});
}

}  // namespace

std::string SteadyStream::NewRequestId() { return absl::StrCat("steady", desk_, "-", ++requests_); }

Attempt SteadyStream::Registration(bool complete, int documents) {
  v1::RegisterCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_task(complete ? kCompleteTask : kHandedOverTask);
  request.set_channel(v1::CHANNEL_COUNTER);
  request.set_service_point("radhuset");
  v1::Party* party = request.add_parties();
  party->set_role(v1::PARTY_ROLE_APPLICANT);
  party->mutable_person()->set_number(SyntheticNumber(desk_ * kPersonsOfDesk + requests_));
  party->set_identity_proof(v1::IDENTITY_PROOF_TRAVEL_DOCUMENT);
  for (int i = 0; i < documents; ++i) AddLargeDocument(request);
  Attempt attempt = Of("FrontDeskService/RegisterCase", "clerk", request);
  attempt.registers = true;
  return attempt;
}

Attempt SteadyStream::Finish(const v1::Case& waiting) {
  v1::FinishCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(waiting.name());
  request.set_etag(waiting.etag());
  request.mutable_finish()->set_outcome("ORDERED");
  return Of("FrontDeskService/FinishCase", "clerk", request);
}

Attempt SteadyStream::Accept(const v1::Case& waiting) {
  v1::AcceptCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(waiting.name());
  request.set_etag(waiting.etag());
  request.set_agency_case_number(absl::StrCat("A-", request.request_id()));
  return Of("AgencyDeskService/AcceptCase", "importer", request);
}

absl::StatusOr<v1::Case> SteadyStream::Send(grpc::Channel& channel, const Attempt& attempt) {
  pending_ = attempt;
  const auto asked = Ask(channel, attempt);
  if (asked.ok() || IsRefused(asked.status())) pending_.reset();
  SKRANKE_ASSIGN_OR_RETURN(const CallReply reply, asked);
  kept_.push_back({attempt, Sha256(reply.bytes)});
  // All replies asked for here have the case as their field 1.
  SKRANKE_ASSIGN_OR_RETURN(auto response, ParseReply<v1::RegisterCaseResponse>(reply.bytes));
  if (attempt.registers) registered_.push_back(response.citizen_case().name());
  return std::move(*response.mutable_citizen_case());
}

absl::Status SteadyStream::Prepare(grpc::Channel& channel, int count) {
  for (int i = 0; i < count; ++i) {
    SKRANKE_ASSIGN_OR_RETURN(v1::Case waiting, Send(channel, Registration(i % 2 == 0)));
    waiting_.push_back(std::move(waiting));
  }
  return absl::OkStatus();
}

absl::Status SteadyStream::Step(grpc::Channel& channel) {
  if (waiting_.empty()) return absl::FailedPreconditionError("no case is left to work on");
  const v1::Case& waiting = waiting_.back();
  const bool complete = waiting.state() == v1::STATE_COMPLETE;
  SKRANKE_RETURN_IF_ERROR(Send(channel, complete ? Finish(waiting) : Accept(waiting)).status());
  waiting_.pop_back();
  return Read(channel);
}

absl::Status SteadyStream::Register(grpc::Channel& channel) {
  return Send(channel, Registration(/*complete=*/true)).status();
}

absl::Status SteadyStream::RegisterLarge(grpc::Channel& channel) {
  return Send(channel, Registration(/*complete=*/true, kDocumentsPerRequestMax)).status();
}

absl::Status SteadyStream::Settle(grpc::Channel& channel) {
  if (!pending_) return absl::OkStatus();
  const Attempt attempt = *pending_;
  return Send(channel, attempt).status();
}

absl::Status SteadyStream::Read(grpc::Channel& channel) const {
  v1::GetCaseRequest request;
  request.set_name(registered_.back());
  return Ask(channel, {.method = "/skranke.v1.FrontDeskService/GetCase",
                       .caller = "clerk",
                       .request = request.SerializeAsString()})
      .status();
}

absl::Status SteadyStream::CheckReplays(grpc::Channel& channel) const {
  for (const Acknowledged& kept : kept_) {
    const auto reply = Ask(channel, kept.attempt);
    if (reply.ok() && Sha256(reply->bytes) == kept.reply_hash) continue;
    return ReasonError(absl::StatusCode::kDataLoss, kLost,
                       absl::StrCat(kept.attempt.request_id, " was acknowledged and is now ",
                                    reply.ok() ? "another one" : reply.status().message()));
  }
  return absl::OkStatus();
}

}  // namespace skranke
