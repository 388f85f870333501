#include "services/agency/reconciler.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr absl::Duration kTryAgain = absl::Minutes(5);

google::protobuf::Timestamp Stamp(absl::Time time) {
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(absl::ToUnixSeconds(time));
  return stamp;
}

v1::Holding HoldingOf(const v1::WorkItem& item) {
  v1::Holding holding;
  holding.set_name(item.citizen_case().name());
  holding.set_handover_id(item.handover_id());
  holding.set_agency_case_number(item.citizen_case().agency_case_number());
  holding.set_state(item.citizen_case().state());
  return holding;
}

}  // namespace

absl::Time Reconciler::Step(absl::Time now) {
  if (every_ <= absl::ZeroDuration()) return absl::InfiniteFuture();
  const auto told = inbox_->ReconcileTime();
  absl::Status status = told.status();
  if (status.ok()) {
    const absl::Time due = std::max(*told + every_, not_before_);
    if (now < due) return due;
    status = SendList(now);
  }
  if (status.ok()) return now + every_;
  Log(LogLevel::kWarning, "the office was not told what is held",
      {{"agency", agency_}, {"reason", ReasonOf(status)}});
  not_before_ = now + kTryAgain;
  return not_before_;
}

// The list's time is a whole second and not after the look at the store: what changes between the
// two, the office does not compare.
absl::Status Reconciler::SendList(absl::Time now) {
  v1::ReconcileHoldingsRequest request;
  request.set_list_id(absl::StrCat(agency_, "-", absl::ToUnixSeconds(now)));
  *request.mutable_list_time() = Stamp(now);
  v1::ReconcileHoldingsResponse response;
  std::string after;
  int64_t total = 0;
  do {
    SKRANKE_ASSIGN_OR_RETURN(const auto held, inbox_->Held(after, kPageSizeMax));
    request.clear_holdings();
    for (const v1::WorkItem& item : held.items) *request.add_holdings() = HoldingOf(item);
    total += request.holdings_size();
    request.set_last(held.last.empty());
    if (request.last()) request.set_total_count(total);
    after = held.last;
    SKRANKE_ASSIGN_OR_RETURN(response, office_->Reconcile(request));
  } while (!request.last());
  Log(response.difference_count() == 0 ? LogLevel::kInfo : LogLevel::kWarning,
      "told the office what is held",
      {{"held", response.holding_count()}, {"differ", response.difference_count()}});
  return inbox_->KeepReconcileTime(now);
}

}  // namespace skranke
