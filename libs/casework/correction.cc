#include "libs/casework/correction.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/content.h"
#include "libs/casework/list_verdict.h"
#include "libs/casework/register_case.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "libs/casework/stated_facts.h"
#include "libs/casework/wrong_person.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Content;
using storage::v1::PartyRecord;

bool IsSame(const PartyRecords& a, const PartyRecords& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const PartyRecord& one, const PartyRecord& other) {
                      return one.SerializeAsString() == other.SerializeAsString();
                    });
}

absl::Status CorrectParties(const v1::CorrectCaseRequest& request, const View& view, absl::Time now,
                            Correction& correction) {
  if (request.parties().empty()) return absl::OkStatus();
  const PartyRecords before = correction.right.parties();
  SKRANKE_ASSIGN_OR_RETURN(const auto parties, CheckParties(request.parties(), view, now));
  *correction.right.mutable_parties() = parties;
  const PartyRecords& after = correction.right.parties();
  if (!IsSame(before, after)) correction.fields.push_back("parties");
  correction.leaving = WhoLeaves(before, after);
  correction.other_persons = !correction.leaving.empty() || !WhoLeaves(after, before).empty();
  if (SaysWhoLeft(request.reason(), before, after)) {
    return FieldError("reason", "must not say who was registered before");
  }
  return absl::OkStatus();
}

void CorrectTask(const v1::CorrectCaseRequest& request, Correction& correction) {
  if (request.task().empty() || request.task() == correction.right.task()) return;
  correction.right.set_task(request.task());
  correction.fields.push_back("task");
}

// The office must not give itself time that the citizen loses.
absl::Status CheckLater(absl::Time received, const CaseState& c, const Caller& caller) {
  if (received > absl::FromUnixMicros(c.create_us())) {
    return FieldError("receive_time", "is after the case was registered");
  }
  const bool later = received > absl::FromUnixMicros(c.receive_us());
  if (!later || caller.role == kSupervisor || caller.role == kImporter) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kPermissionDenied, "LATER_RECEIPT_NEEDS_SUPERVISOR",
                     "that it was received later needs a supervisor");
}

absl::Status CorrectReceipt(const v1::CorrectCaseRequest& request, const View& view,
                            const Caller& caller, Correction& correction) {
  if (!request.has_receive_time()) return absl::OkStatus();
  CaseState& right = correction.right;
  const absl::Time given = FromTimestamp(request.receive_time());
  if (given == absl::FromUnixMicros(right.receive_us())) return absl::OkStatus();
  SKRANKE_RETURN_IF_ERROR(CheckLater(given, right, caller));
  const OfficeZone& zone = view.installation().directory->zone();
  SKRANKE_ASSIGN_OR_RETURN(const Receipt receipt,
                           CheckReceipt(true, request.receive_time(), caller, zone,
                                        absl::FromUnixMicros(right.create_us())));
  right.set_receive_us(absl::ToUnixMicros(receipt.received));
  right.set_receive_day(ReceiveDay(receipt.received, zone));
  right.set_backdated(receipt.backdated);
  correction.fields.push_back("receive_time");
  correction.list = ListAtReceipt(receipt.received, view.installation());
  return absl::OkStatus();
}

absl::Status RemoveFacts(const v1::CorrectCaseRequest& request, Content& content) {
  auto& facts = *content.mutable_facts();
  for (int i = 0; i < request.remove_facts_size(); ++i) {
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const auto& fact) {
      return fact.name() == request.remove_facts(i);
    });
    if (found == facts.end()) {
      return FieldError(absl::StrCat("remove_facts[", i, "]"), "is no fact that was stated");
    }
    facts.erase(found);
  }
  return absl::OkStatus();
}

// What was written of who leaves must not go on to who has the right person's case; the event keeps
// what stood there.
void ForgetWords(const PartyRecords& before, const PartyRecords& after, Content& content) {
  if (SaysWhoLeft(content.note(), before, after)) content.clear_note();
  const auto says = [&](const auto& fact) { return SaysWhoLeft(fact.text(), before, after); };
  auto& facts = *content.mutable_facts();
  facts.erase(std::remove_if(facts.begin(), facts.end(), says), facts.end());
}

bool IsSameButNote(Content a, const Content& b) {
  a.set_note(b.note());
  return a.SerializeAsString() == b.SerializeAsString();
}

absl::Status CorrectFacts(const v1::CorrectCaseRequest& request, const PartyRecords& parties_before,
                          Correction& correction) {
  SKRANKE_RETURN_IF_ERROR(
      CheckStatedFacts(correction.list, correction.right.task(), request.facts()));
  const Content before = correction.content;
  SKRANKE_RETURN_IF_ERROR(RemoveFacts(request, correction.content));
  ForgetWords(parties_before, correction.right.parties(), correction.content);
  Content added;
  for (const auto& fact : request.facts()) *added.add_facts() = ToRecord(fact);
  Merge(added, correction.content);
  if (static_cast<size_t>(correction.content.facts_size()) > kFactsPerCaseMax) {
    return FieldError("facts", "are more than a case may have");
  }
  if (!IsSameButNote(before, correction.content)) correction.fields.push_back("facts");
  return absl::OkStatus();
}

}  // namespace

bool Correction::Changes(const std::string& field) const {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

absl::StatusOr<Correction> StateCorrection(const v1::CorrectCaseRequest& request,
                                           const CaseState& citizen_case, const View& view,
                                           const Caller& caller, absl::Time now) {
  Correction correction{.right = citizen_case,
                        .content = Unseal<Content>(citizen_case.content()),
                        .list = ListOf(citizen_case, view.installation())};
  SKRANKE_RETURN_IF_ERROR(CorrectParties(request, view, now, correction));
  CorrectTask(request, correction);
  SKRANKE_RETURN_IF_ERROR(CorrectReceipt(request, view, caller, correction));
  SKRANKE_RETURN_IF_ERROR(CorrectFacts(request, citizen_case.parties(), correction));
  if (correction.fields.empty()) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "NOTHING_CORRECTED",
                       "the case stands there as it is given");
  }
  // What was stated is the right person's from now on.
  *correction.right.mutable_content() = Seal(PersonConcerned(correction.right), correction.content);
  return correction;
}

void FillChanged(const CaseState& before, const Correction& correction,
                 storage::v1::CaseCorrected& corrected) {
  const CaseState& right = correction.right;
  CaseState& was = *corrected.mutable_before();
  CaseState& is = *corrected.mutable_after();
  for (const std::string& field : correction.fields) corrected.add_fields(field);
  if (correction.Changes("parties")) {
    *was.mutable_parties() = before.parties();
    *is.mutable_parties() = right.parties();
  }
  if (correction.Changes("task")) {
    was.set_task(before.task());
    is.set_task(right.task());
  }
  if (correction.Changes("receive_time")) {
    was.set_receive_us(before.receive_us());
    was.set_receive_day(before.receive_day());
    was.set_backdated(before.backdated());
    is.set_receive_us(right.receive_us());
    is.set_receive_day(right.receive_day());
    is.set_backdated(right.backdated());
  }
  if (before.content().SerializeAsString() != right.content().SerializeAsString()) {
    *was.mutable_content() = before.content();
    *is.mutable_content() = right.content();
  }
}

}  // namespace skranke
