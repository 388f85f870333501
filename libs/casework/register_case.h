// The steps of registering a case that other commands take as well. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_REGISTER_CASE_H_
#define SKRANKE_LIBS_CASEWORK_REGISTER_CASE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/access/caller.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/assessment.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/party.pb.h"

namespace skranke {

// When a matter reached the office.
struct Receipt {
  absl::Time received;
  // Over seven calendar days before it is recorded.
  bool backdated = false;
};

// The receipt that a request's receive_time says; not given means now. INVALID_ARGUMENT
// (INVALID_FIELD receive_time) for one that has not come; PERMISSION_DENIED
// (BACKDATING_NEEDS_SUPERVISOR).
absl::StatusOr<Receipt> CheckReceipt(bool given, const google::protobuf::Timestamp& receive_time,
                                     const Caller& caller, const OfficeZone& zone, absl::Time now);

using PartyRecords = google::protobuf::RepeatedPtrField<storage::v1::PartyRecord>;

// The parties of a request, their identities checked. Errors as of CheckIdentity, for parties[i];
// INVALID_ARGUMENT (INVALID_FIELD parties) without an applicant.
absl::StatusOr<PartyRecords> CheckParties(
    const google::protobuf::RepeatedPtrField<v1::Party>& parties, const View& view, absl::Time now);

// A number that no case has.
uint64_t FreeCaseNumber(const View& view);

// The day of receipt as a case keeps it.
int32_t ReceiveDay(absl::Time received, const OfficeZone& zone);

// Where, how and when a matter was brought.
struct Arrival {
  std::string office;
  std::string point;
  std::string place;
  int32_t channel = 0;
  Receipt receipt;
};

// A case of which nothing is known but that, and who registers it; without a number.
storage::v1::CaseState NewCase(const Arrival& arrival, const Caller& caller, const OfficeZone& zone,
                               absl::Time now);

struct RegisteredCase {
  CaseDraft draft;
  // What the list in force at receipt says.
  Assessment assessment;
};

// Registers what `stated` says, with its number, parties and receipt: classified by the list at
// receipt and placed where that says. `occur`: when it happened, if not now; the infinite past:
// now.
RegisteredCase RegisterStated(const View& view, const Caller& caller, storage::v1::CaseState stated,
                              storage::v1::Content content, bool accept_incomplete,
                              absl::Time occur, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_REGISTER_CASE_H_
