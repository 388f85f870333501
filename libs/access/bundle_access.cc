#include "libs/access/bundle_access.h"

#include "libs/access/case_access.h"
#include "libs/base/reason.h"

namespace skranke {

BundleSight SightOf(const Caller& caller, const storage::v1::BundleRecord& bundle,
                    const storage::v1::CaseState* lead) {
  switch (caller.role) {
    case kSystem:
    case kAuditor:
    case kMediator:
    case kImporter:
      return BundleSight::kCounter;
    case kClerk:
    case kOfficeHead:
    case kSupervisor:
      return MayActAtOffice(caller, bundle.office()).ok() ? BundleSight::kCounter
                                                          : BundleSight::kNothing;
    case kCaseworker:
    case kUnitHead:
    case kAgencySystem:
      return lead != nullptr && ActsForOwner(caller, *lead) ? BundleSight::kLead
                                                            : BundleSight::kNothing;
    default:
      return BundleSight::kNothing;
  }
}

absl::Status BundleNotFound() {
  return ReasonError(absl::StatusCode::kNotFound, "BUNDLE_NOT_FOUND",
                     "there is no such life event");
}

}  // namespace skranke
