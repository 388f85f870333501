// What a rulebook request must say before it is queued. Each names the first field at fault:
// INVALID_ARGUMENT (INVALID_FIELD). Lengths and enums are checked before, for every request alike
// (libs/rpc/parse_request.h). Pure; any thread.
#ifndef SKRANKE_SERVICES_RULEBOOK_VALIDATE_H_
#define SKRANKE_SERVICES_RULEBOOK_VALIDATE_H_

#include "absl/status/status.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

absl::Status ValidateSaveDraft(const v1::SaveDraftRequest& request);
absl::Status ValidateGetDraft(const v1::GetDraftRequest& request);
absl::Status ValidateCheckDraft(const v1::CheckDraftRequest& request);
absl::Status ValidateOpenHearing(const v1::OpenHearingRequest& request);
absl::Status ValidateRecordPosition(const v1::RecordPositionRequest& request);
absl::Status ValidateAdoptDraft(const v1::AdoptDraftRequest& request);
absl::Status ValidateAdoptEmergency(const v1::AdoptEmergencyRequest& request);
absl::Status ValidateRatifyEmergency(const v1::RatifyEmergencyRequest& request);
absl::Status ValidateWithdrawDraft(const v1::WithdrawDraftRequest& request);
absl::Status ValidateExportRulebook(const v1::ExportRulebookRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_VALIDATE_H_
