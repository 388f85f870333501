#include "services/supervision/history.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "libs/base/status_macros.h"
#include "libs/casework/rederive.h"
#include "libs/casework/render.h"
#include "libs/casework/replay.h"
#include "libs/casework/withheld.h"
#include "services/supervision/sentence.h"
#include "services/supervision/shown_route.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;
using storage::v1::Record;

bool IsPlacing(const Event& event) { return event.has_case_routed() || event.has_case_triaged(); }

}  // namespace

bool ShowsEvent(const Event& event, Sight sight) {
  switch (event.kind_case()) {
    case Event::kWorkTaken:
    case Event::kMessageAcknowledged:
    case Event::kMessageFailed:
    case Event::kMessageRetried:
    case Event::kMessageDiscarded:
    case Event::kMessageRedelivered:
    case Event::kDocumentFetched:
      return ShowsUnits(sight);
    case Event::kHandoverRecalled:
      return ShowsUnits(sight) || !event.handover_recalled().untold();
    default:
      return event.kind_case() != Event::KIND_NOT_SET;
  }
}

std::string EventName(const Event& event, const CaseState& after, Sight sight) {
  if (IsPlacing(event) && !ShowsUnits(sight)) {
    return RenderState(after, sight) == v1::STATE_TRIAGE ? "CASE_TRIAGED" : "CASE_ROUTED";
  }
  const auto* field = Event::descriptor()->FindFieldByNumber(event.kind_case());
  return absl::AsciiStrToUpper(field->name());
}

namespace {

std::string ActorOf(const Record& record, const CaseState& after, Sight sight) {
  const bool of_agency =
      (RoleNamed(record.role()) & (kCaseworker | kUnitHead | kAgencySystem)) != 0;
  return of_agency && !ShowsUnits(sight) ? ShownAgency(after, sight) : record.caller();
}

v1::HistoryEntry ToEntry(const Record& record, const Event& event, const CaseState& after,
                         Sight sight) {
  v1::HistoryEntry entry;
  entry.set_position(record.position());
  *entry.mutable_record_time() = ToTimestamp(record.record_us());
  if (event.occur_us() != 0) *entry.mutable_occur_time() = ToTimestamp(event.occur_us());
  entry.set_event(EventName(event, after, sight));
  entry.set_actor(ActorOf(record, after, sight));
  if (ShowsUnits(sight)) entry.set_acting_for(record.acting_for());
  entry.set_sentence(SentenceOf(event, after, sight));
  entry.set_state(RenderState(after, sight));
  if (event.has_case_classified()) {
    *entry.mutable_classification() = RenderVerdict(event.case_classified().verdict(), true);
  }
  if (IsPlacing(event) && entry.event() == "CASE_ROUTED") {
    if (auto decision = ShownDecision(after, sight)) {
      *entry.mutable_decision() = *std::move(decision);
    }
  }
  return entry;
}

// The entry, without what is withheld of the case as it is now.
v1::HistoryEntry Shown(const CaseState& now, const Record& record, const Event& event,
                       const CaseState& after, Sight sight) {
  if (!IsWithheld(now)) return ToEntry(record, event, after, sight);
  Event shown_event = event;
  CaseState shown_after = after;
  Withhold(now, shown_event);
  Withhold(now, shown_after);
  return ToEntry(record, shown_event, shown_after, sight);
}

absl::StatusOr<std::vector<Record>> RecordsOf(const Snapshot& snapshot, const CaseState& c) {
  return snapshot.FindRecords({c.positions().begin(), c.positions().end()});
}

}  // namespace

absl::StatusOr<v1::GetCaseHistoryResponse> AnswerGetCaseHistory(
    const Snapshot& snapshot, const Caller& caller, const v1::GetCaseHistoryRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const SeenCase seen, FindSeen(snapshot, caller, request.name()));
  SKRANKE_ASSIGN_OR_RETURN(const auto records, RecordsOf(snapshot, *seen.citizen_case));
  v1::GetCaseHistoryResponse response;
  Replay(seen.citizen_case->number(), records,
         [&](const Record& record, const Event& event, const CaseState& after) {
           if (!ShowsEvent(event, seen.sight)) return;
           const int before = response.entries_size() - 1;
           *response.add_entries() = Shown(*seen.citizen_case, record, event, after, seen.sight);
           // Classifying moves nothing; what the counter is told of a hidden case changes with it.
           if (event.has_case_classified() && before >= 0) {
             response.mutable_entries(before + 1)->set_state(response.entries(before).state());
           }
         });
  return response;
}

absl::StatusOr<v1::ExplainCaseResponse> AnswerExplainCase(const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::ExplainCaseRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const SeenCase seen, FindSeen(snapshot, caller, request.name()));
  const CaseState& stored = *seen.citizen_case;
  SKRANKE_ASSIGN_OR_RETURN(const auto records, RecordsOf(snapshot, stored));
  SKRANKE_ASSIGN_OR_RETURN(
      const Rederived rederived,
      Rederive(stored, records, snapshot.installation(),
               [&](uint64_t version) { return snapshot.FindDirectory(version); }));
  CaseState c = stored;
  Withhold(stored, c);
  v1::ExplainCaseResponse response;
  *response.mutable_classification() = RenderVerdict(c.verdict(), true);
  if (auto decision = ShownDecision(c, seen.sight)) {
    *response.mutable_decision() = *std::move(decision);
    for (auto& alternative : ShownAlternatives(c, seen.sight, snapshot.installation())) {
      *response.add_alternatives() = std::move(alternative);
    }
  }
  const TaskList* const list = snapshot.installation().lists->FindByHash(c.verdict().list_hash());
  response.set_emergency_list(list != nullptr && list->content().emergency());
  response.set_re_derived_same(rederived.same);
  for (const std::string& difference : rederived.differences) {
    response.add_differences(difference);
  }
  return response;
}

}  // namespace skranke
