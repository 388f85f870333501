#include "tools/skranke/conformance/test_office.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"

namespace skranke {
namespace {

constexpr absl::Duration kLookEvery = absl::Milliseconds(100);

bool IsAccepted(v1::State state) {
  return state == v1::STATE_ACCEPTED || state == v1::STATE_IN_PROGRESS ||
         state == v1::STATE_AWAITING_INFO || state == v1::STATE_DECIDED ||
         state == v1::STATE_CLOSED;
}

}  // namespace

TestOffice::TestOffice(TestOfficeOptions options)
    : options_(std::move(options)), channel_(MakeChannel(options_.server)) {}

absl::StatusOr<v1::Case> TestOffice::Register() {
  v1::RegisterCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_task(options_.task);
  request.set_channel(v1::CHANNEL_COUNTER);
  request.set_accept_incomplete(true);
  v1::Party& party = *request.add_parties();
  party.set_role(v1::PARTY_ROLE_APPLICANT);
  if (options_.person.empty()) {
    party.mutable_unknown()->set_description("Nobody: a conformance test");
  } else {
    party.set_identity_proof(v1::IDENTITY_PROOF_TRAVEL_DOCUMENT);
    party.mutable_person()->set_number(options_.person);
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto response, Call<v1::RegisterCaseResponse>(
                                                    "FrontDeskService/RegisterCase", request));
  return response.citizen_case();
}

absl::StatusOr<v1::Case> TestOffice::Get(const std::string& name) {
  v1::GetCaseRequest request;
  request.set_name(name);
  SKRANKE_ASSIGN_OR_RETURN(const auto response,
                           Call<v1::GetCaseResponse>("FrontDeskService/GetCase", request));
  return response.citizen_case();
}

absl::Status TestOffice::Withdraw(const v1::Case& citizen_case) {
  v1::WithdrawCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(citizen_case.name());
  request.set_etag(citizen_case.etag());
  request.set_reason("A conformance test.");
  return Call<v1::WithdrawCaseResponse>("FrontDeskService/WithdrawCase", request).status();
}

absl::StatusOr<v1::Case> TestOffice::WaitForAcceptance(const std::string& name) {
  for (const absl::Time end = absl::Now() + options_.wait;;) {
    SKRANKE_ASSIGN_OR_RETURN(v1::Case citizen_case, Get(name));
    if (IsAccepted(citizen_case.state())) return citizen_case;
    if (absl::Now() >= end) {
      return Instead(absl::StrCat("after ", absl::FormatDuration(options_.wait), " the case is ",
                                  ShortName(citizen_case.state()), ", not accepted"));
    }
    absl::SleepFor(kLookEvery);
  }
}

absl::StatusOr<v1::RenderPacketResponse> TestOffice::RenderPacket(const std::string& name) {
  v1::RenderPacketRequest request;
  request.set_name(name);
  return Call<v1::RenderPacketResponse>("ReceiverService/RenderPacket", request);
}

absl::StatusOr<v1::Case> TestOffice::RegisterAcceptance(const std::string& packet_code) {
  v1::RegisterPacketReceiptRequest request;
  request.set_request_id(NewRequestId());
  request.set_packet_code(packet_code);
  request.set_receipt(v1::PACKET_RECEIPT_ACCEPTED);
  SKRANKE_ASSIGN_OR_RETURN(
      const auto response,
      Call<v1::RegisterPacketReceiptResponse>("ReceiverService/RegisterPacketReceipt", request));
  return response.citizen_case();
}

}  // namespace skranke
