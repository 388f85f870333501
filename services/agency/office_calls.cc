#include "services/agency/office_calls.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/stream_reader.h"
#include "skranke/v1/document.pb.h"

namespace skranke {
namespace {

// An office answers within milliseconds; one that has not by then is away.
constexpr absl::Duration kOfficeTimeout = absl::Seconds(10);

// A document of 50 MB over a slow line.
constexpr absl::Duration kDocumentTimeout = absl::Minutes(5);

std::string Method(absl::string_view verb) {
  return absl::StrCat("/skranke.v1.AgencyDeskService/", verb);
}

}  // namespace

OfficeCalls::OfficeCalls(const std::string& address, std::string agency)
    : channel_(MakeChannel(address)),
      options_{.caller = std::move(agency), .timeout = kOfficeTimeout} {}

absl::StatusOr<v1::TakeNextResponse> OfficeCalls::Take(const v1::TakeNextRequest& request) const {
  return Call<v1::TakeNextResponse>(*channel_, Method("TakeNext"), request, options_);
}

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

absl::StatusOr<std::string> OfficeCalls::Fetch(const std::string& name,
                                               const std::string& sha256) const {
  v1::DownloadDocumentRequest request;
  request.set_name(name);
  request.set_sha256(sha256);
  CallOptions options = options_;
  options.timeout = kDocumentTimeout;
  StreamReader<v1::DownloadDocumentResponse> reader(
      channel_, "/skranke.v1.DocumentService/DownloadDocument", request, options);
  std::string bytes;
  while (true) {
    SKRANKE_ASSIGN_OR_RETURN(const auto message, reader.Next());
    if (!message) break;
    bytes += message->chunk().data();
  }
  if (Sha256(bytes) == sha256) return bytes;
  return ReasonError(absl::StatusCode::kDataLoss, "HASH_MISMATCH",
                     "the document's bytes are not those that the case names");
}

absl::StatusOr<v1::ReconcileHoldingsResponse> OfficeCalls::Reconcile(
    const v1::ReconcileHoldingsRequest& request) const {
  return Call<v1::ReconcileHoldingsResponse>(*channel_, "/skranke.v1.GapService/ReconcileHoldings",
                                             request, options_);
}

}  // namespace skranke
