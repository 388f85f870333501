#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/hand_over.h"
#include "libs/casework/render.h"
#include "services/agencydesk/queries.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;
using storage::v1::Record;

// Records that one look reads; a subscriber that begins far back gets the log in such pieces.
constexpr size_t kRecordsALook = 256;

// "CASE_ROUTED", from the event's own field name.
std::string ChangeOf(const Event& event) {
  const auto* oneof = Event::descriptor()->FindOneofByName("kind");
  const auto* field = event.GetReflection()->GetOneofFieldDescriptor(event, oneof);
  return field == nullptr ? "" : absl::AsciiStrToUpper(field->name());
}

bool IsWantedUnit(const v1::SubscribeWorkRequest& request, absl::string_view unit) {
  return request.unit().empty() || request.unit() == unit;
}

// The caller's unit has the case now.
bool IsTheirs(const CaseState& c, const Caller& caller, const v1::SubscribeWorkRequest& request) {
  return ActsForOwner(caller, c) && IsWantedUnit(request, c.owner().unit());
}

// The caller's unit had it: it is told that the case went, and nothing else.
bool WasTheirs(const CaseState& c, const Caller& caller, const v1::SubscribeWorkRequest& request) {
  for (const auto& handover : c.handovers()) {
    const auto& receiver = handover.receiver();
    const bool own = receiver.agency() == caller.agency &&
                     (caller.role == kAgencySystem || receiver.unit() == caller.unit);
    if (own && IsWantedUnit(request, receiver.unit())) return true;
  }
  return false;
}

// A change by which a unit loses the case, or that whoever had it has to know of.
bool TakesAway(const Event& event) {
  return event.has_case_routed() || event.has_case_triaged() || event.has_case_returned() ||
         event.has_handover_recalled() || event.has_case_corrected();
}

v1::SubscribeWorkResponse Message(const Record& record, const Event& event, const CaseState* item,
                                  bool with_token) {
  v1::SubscribeWorkResponse response;
  response.set_change(ChangeOf(event));
  response.set_name(FormatCaseName(event.number()));
  *response.mutable_record_time() = ToTimestamp(record.record_us());
  if (item != nullptr) *response.mutable_work_item() = RenderWorkItem(*item, with_token);
  return response;
}

// What one record changed for the caller, in order.
absl::StatusOr<std::vector<v1::SubscribeWorkResponse>> Changes(
    const Snapshot& snapshot, const Caller& caller, const v1::SubscribeWorkRequest& request,
    const Record& record) {
  std::vector<v1::SubscribeWorkResponse> changes;
  for (const Event& event : record.events()) {
    if (event.number() == 0) continue;
    SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot.FindCase(event.number()));
    if (c == nullptr) continue;
    const bool theirs = IsTheirs(*c, caller, request);
    const bool lost = !theirs && TakesAway(event) && WasTheirs(*c, caller, request);
    if (!theirs && !lost) continue;
    const bool holds = c->has_lease() && c->lease().holder() == caller.name;
    changes.push_back(Message(record, event, theirs ? c.get() : nullptr, holds));
  }
  return changes;
}

// Only the last message of a record moves a resuming reader past it: who is cut off in between gets
// all of them again.
void SetPositions(uint64_t position, std::vector<v1::SubscribeWorkResponse>& changes) {
  for (v1::SubscribeWorkResponse& change : changes) change.set_position(position - 1);
  if (!changes.empty()) changes.back().set_position(position);
}

}  // namespace

uint64_t AfterPosition(const v1::SubscribeWorkRequest& request) { return request.after_position(); }

absl::StatusOr<StreamStep> NextWork(const Snapshot& snapshot, const Caller& caller,
                                    const v1::SubscribeWorkRequest& request, uint64_t position) {
  StreamStep step{.position = position};
  SKRANKE_ASSIGN_OR_RETURN(const auto records, snapshot.RecordsAfter(position, kRecordsALook));
  for (const Record& record : records) {
    if (record.position() > snapshot.position()) break;
    step.position = record.position();
    SKRANKE_ASSIGN_OR_RETURN(auto changes, Changes(snapshot, caller, request, record));
    SetPositions(record.position(), changes);
    for (const auto& change : changes) step.messages.push_back(change.SerializeAsString());
  }
  return step;
}

}  // namespace skranke
