// The office as the agency sees it: the calls that the reference agency makes, as the caller that
// it is. Threads may share it; every call waits for its answer.
#ifndef SKRANKE_SERVICES_AGENCY_OFFICE_CALLS_H_
#define SKRANKE_SERVICES_AGENCY_OFFICE_CALLS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/gap.pb.h"

namespace skranke {

class OfficeCalls {
 public:
  // `address` is the office's HOST:PORT, `agency` the agency's code.
  OfficeCalls(const std::string& address, std::string agency);

  // The errors of all are those of AgencyDeskService, or UNAVAILABLE (NOT_REACHED).
  absl::StatusOr<v1::TakeNextResponse> Take(const v1::TakeNextRequest& request) const;
  absl::StatusOr<v1::AcceptCaseResponse> Accept(const v1::AcceptCaseRequest& request) const;
  absl::StatusOr<v1::StartCaseResponse> Start(const v1::StartCaseRequest& request) const;
  absl::StatusOr<v1::ReturnCaseResponse> Return(const v1::ReturnCaseRequest& request) const;
  absl::StatusOr<v1::GetWorkItemResponse> Get(const v1::GetWorkItemRequest& request) const;

  // The bytes of a case's document, checked against their hash. Errors of
  // DocumentService.DownloadDocument; DATA_LOSS (HASH_MISMATCH).
  absl::StatusOr<std::string> Fetch(const std::string& name, const std::string& sha256) const;

  // Errors of GapService.ReconcileHoldings.
  absl::StatusOr<v1::ReconcileHoldingsResponse> Reconcile(
      const v1::ReconcileHoldingsRequest& request) const;

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const CallOptions options_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_OFFICE_CALLS_H_
