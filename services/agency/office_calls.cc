#include "services/agency/office_calls.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

// An office answers within milliseconds; one that has not by then is away.
constexpr absl::Duration kOfficeTimeout = absl::Seconds(10);

std::string Method(absl::string_view verb) {
  return absl::StrCat("/skranke.v1.AgencyDeskService/", verb);
}

}  // namespace

OfficeCalls::OfficeCalls(const std::string& address, std::string agency)
    : channel_(MakeChannel(address)),
      options_{.caller = std::move(agency), .timeout = kOfficeTimeout} {}

absl::StatusOr<v1::AcceptCaseResponse> OfficeCalls::Accept(
    const v1::AcceptCaseRequest& request) const {
  return Call<v1::AcceptCaseResponse>(*channel_, Method("AcceptCase"), request, options_);
}

absl::StatusOr<v1::StartCaseResponse> OfficeCalls::Start(
    const v1::StartCaseRequest& request) const {
  return Call<v1::StartCaseResponse>(*channel_, Method("StartCase"), request, options_);
}

absl::StatusOr<v1::ReturnCaseResponse> OfficeCalls::Return(
    const v1::ReturnCaseRequest& request) const {
  return Call<v1::ReturnCaseResponse>(*channel_, Method("ReturnCase"), request, options_);
}

absl::StatusOr<v1::GetWorkItemResponse> OfficeCalls::Get(
    const v1::GetWorkItemRequest& request) const {
  return Call<v1::GetWorkItemResponse>(*channel_, Method("GetWorkItem"), request, options_);
}

}  // namespace skranke
