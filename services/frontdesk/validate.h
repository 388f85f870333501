// What a counter's request must say before it is queued. Each names the first field at fault:
// INVALID_ARGUMENT (INVALID_FIELD). Lengths, enums and times are checked before, for every request
// alike (libs/rpc/parse_request.h). Pure; any thread.
#ifndef SKRANKE_SERVICES_FRONTDESK_VALIDATE_H_
#define SKRANKE_SERVICES_FRONTDESK_VALIDATE_H_

#include "absl/status/status.h"
#include "google/protobuf/repeated_field.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {

using Facts = google::protobuf::RepeatedPtrField<v1::Fact>;
using AttachedDocuments = google::protobuf::RepeatedPtrField<v1::Document>;
using Attestations = google::protobuf::RepeatedPtrField<v1::Attestation>;
using Parties = google::protobuf::RepeatedPtrField<v1::Party>;

// What a registration states and hands in, and by whom.
absl::Status CheckContent(const Facts& facts, const AttachedDocuments& documents,
                          const Attestations& attestations);
absl::Status CheckParties(const Parties& parties);

absl::Status ValidateClassifyCase(const v1::ClassifyCaseRequest& request);
absl::Status ValidateRegisterCase(const v1::RegisterCaseRequest& request);
absl::Status ValidateSupplementCase(const v1::SupplementCaseRequest& request);
absl::Status ValidateFinishCase(const v1::FinishCaseRequest& request);
absl::Status ValidateRouteCase(const v1::RouteCaseRequest& request);
absl::Status ValidateGetCase(const v1::GetCaseRequest& request);
absl::Status ValidateListCases(const v1::ListCasesRequest& request);
absl::Status ValidateFindOpenCases(const v1::FindOpenCasesRequest& request);
absl::Status ValidateRecordContact(const v1::RecordContactRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_VALIDATE_H_
