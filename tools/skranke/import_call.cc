#include "tools/skranke/import_call.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

template <class Request, class Response>
ImportCall CallOf(absl::string_view service, absl::string_view name) {
  return {std::string(name), absl::StrCat("/skranke.v1.", service, "/", name),
          &Request::default_instance(), &Response::default_instance()};
}

const std::vector<ImportCall>& Calls() {
  constexpr char kFront[] = "FrontDeskService";
  constexpr char kAgency[] = "AgencyDeskService";
  static const auto* const calls = new std::vector<ImportCall>{
      CallOf<v1::RegisterCaseRequest, v1::RegisterCaseResponse>(kFront, "RegisterCase"),
      CallOf<v1::SupplementCaseRequest, v1::SupplementCaseResponse>(kFront, "SupplementCase"),
      CallOf<v1::FinishCaseRequest, v1::FinishCaseResponse>(kFront, "FinishCase"),
      CallOf<v1::SendToOwnerRequest, v1::SendToOwnerResponse>(kFront, "SendToOwner"),
      CallOf<v1::WithdrawCaseRequest, v1::WithdrawCaseResponse>(kFront, "WithdrawCase"),
      CallOf<v1::AcceptCaseRequest, v1::AcceptCaseResponse>(kAgency, "AcceptCase"),
      CallOf<v1::StartCaseRequest, v1::StartCaseResponse>(kAgency, "StartCase"),
      CallOf<v1::ReturnCaseRequest, v1::ReturnCaseResponse>(kAgency, "ReturnCase"),
      CallOf<v1::DecideCaseRequest, v1::DecideCaseResponse>(kAgency, "DecideCase"),
      CallOf<v1::CloseCaseRequest, v1::CloseCaseResponse>(kAgency, "CloseCase"),
  };
  return *calls;
}

}  // namespace

const ImportCall* FindImportCall(absl::string_view name) {
  for (const ImportCall& call : Calls()) {
    if (call.name == name) return &call;
  }
  return nullptr;
}

}  // namespace skranke
