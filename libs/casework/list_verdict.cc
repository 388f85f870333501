#include "libs/casework/list_verdict.h"

#include <utility>

#include "libs/casework/deadlines.h"
#include "libs/casework/sealed.h"
#include "libs/casework/states.h"

namespace skranke {
namespace {

using storage::v1::CaseClassified;
using storage::v1::CaseState;

storage::v1::VerdictRecord RecordOf(const Assessment& assessment, const std::string& person) {
  storage::v1::VerdictRecord verdict;
  verdict.set_case_class(static_cast<int32_t>(assessment.verdict.case_class));
  verdict.set_row(assessment.verdict.row);
  verdict.set_reason(assessment.verdict.reason);
  *verdict.mutable_inputs() = Seal(person, ToInputs(assessment.verdict.inputs));
  if (assessment.list != nullptr) {
    verdict.set_list_version(assessment.list->version());
    verdict.set_list_hash(assessment.list->hash());
  }
  return verdict;
}

// What the counter tells is always what anybody else with the same facts would get.
CounterTold ToldOf(const RouteFound& open, const Assessment& assessment, const CaseDraft& draft) {
  const bool triage = !open.route.found || assessment.verdict.case_class == CaseClass::kTriage;
  const Directory& directory = *draft.view().installation().directory;
  const auto* office = directory.FindOffice(draft.state().office());
  const bool sorted = triage && office != nullptr;
  return {.authority = sorted ? office->sorting_agency() : open.route.agency,
          .reason = open.route.reason,
          .triage = triage};
}

void SetTold(const CounterTold& told, CaseClassified& classified) {
  classified.set_counter_authority(told.authority);
  classified.set_counter_reason(told.reason);
  classified.set_counter_triage(told.triage);
}

void SetLimits(const Matter& matter, const Assessment& assessment, const CaseDraft& draft,
               CaseClassified& classified) {
  *classified.mutable_deadlines() =
      DeadlinesOf(draft.state(), matter.received, assessment,
                  *draft.view().installation().directory, draft.happened());
  // The promise is the list's own limit, which stands first, however far stops have moved it.
  if (assessment.promise != absl::InfiniteFuture()) {
    classified.set_promise_us(classified.deadlines(0).due_us());
  }
}

// What holds for the task, whoever comes with it.
void CopyTask(const storage::v1::TaskRow& row, CaseClassified& classified) {
  if (row.acute()) classified.set_urgency(v1::URGENCY_ACUTE);
  classified.set_principal(row.principal());
  classified.set_on_behalf_of(row.on_behalf_of());
  classified.set_agreement(row.agreement());
  *classified.mutable_programme_tags() = row.programme_tags();
  classified.set_cost_minutes(row.cost_minutes());
  classified.set_accept_hours(row.accept_hours());
  classified.set_accept_minutes(row.accept_minutes());
  classified.set_four_eyes(row.four_eyes());
}

// Without `told` the counter tells what the verdict says.
RouteFound AddVerdict(const Matter& matter, const Assessment& assessment, const CounterTold* told,
                      CaseDraft& draft) {
  const Installation& installation = draft.view().installation();
  const absl::CivilDay day = installation.directory->zone().DayOf(draft.happened());
  RouteFound open = FindReceiver(OpenQuestion(matter, day), assessment.list, installation);
  storage::v1::Event event = draft.NewEvent();
  CaseClassified& classified = *event.mutable_case_classified();
  *classified.mutable_verdict() = RecordOf(assessment, PersonConcerned(draft.state()));
  SetTold(told == nullptr ? ToldOf(open, assessment, draft) : *told, classified);
  classified.set_hidden_route(matter.is_protected || matter.is_own_staff);
  classified.set_own_staff(matter.is_own_staff);
  classified.set_urgency(v1::URGENCY_NORMAL);
  SetLimits(matter, assessment, draft, classified);
  if (assessment.row != nullptr) CopyTask(*assessment.row, classified);
  draft.Add(std::move(event));
  return open;
}

}  // namespace

Matter MatterOf(const CaseState& citizen_case, const Installation& installation) {
  return MatterOf(citizen_case, Unseal<storage::v1::Content>(citizen_case.content()), installation);
}

Matter MatterOf(const CaseState& citizen_case, storage::v1::Content content,
                const Installation& installation) {
  Matter matter;
  matter.task = citizen_case.task();
  matter.office = citizen_case.office();
  matter.action = citizen_case.action();
  matter.place = citizen_case.place();
  matter.service_line = citizen_case.service_line();
  matter.content = std::move(content);
  matter.received = absl::FromUnixMicros(citizen_case.receive_us());
  const PersonMarks marks = MarksOf(citizen_case, installation);
  matter.is_protected = IsProtected(citizen_case) || marks.is_protected;
  matter.is_own_staff = !matter.is_protected && (citizen_case.own_staff() || marks.is_own_staff);
  return matter;
}

PersonMarks MarksOf(const CaseState& citizen_case, const Installation& installation) {
  const absl::CivilDay day =
      installation.directory->zone().DayOf(absl::FromUnixMicros(citizen_case.receive_us()));
  PersonMarks marks;
  for (const auto& party : citizen_case.parties()) {
    if (party.kind() != storage::v1::PARTY_KIND_PERSON) continue;
    const auto details = Unseal<storage::v1::PartyDetails>(party.details());
    const PersonMarks found = installation.test_persons->Find(details.number(), day);
    marks.is_protected |= found.is_protected;
    marks.is_own_staff |= found.is_own_staff;
  }
  return marks;
}

const TaskList* ListOf(const CaseState& citizen_case, const Installation& installation) {
  return installation.lists->FindByHash(citizen_case.verdict().list_hash());
}

storage::v1::Inputs ToInputs(const std::vector<Input>& inputs) {
  storage::v1::Inputs message;
  for (const Input& input : inputs) {
    auto* record = message.add_inputs();
    record->set_name(input.name);
    record->set_value(input.value);
  }
  return message;
}

RouteFound AddClassified(const Matter& matter, const Assessment& assessment, CaseDraft& draft) {
  return AddVerdict(matter, assessment, nullptr, draft);
}

RouteFound AddReclassified(const Matter& matter, const Assessment& assessment,
                           const CounterTold& told, CaseDraft& draft) {
  return AddVerdict(matter, assessment, &told, draft);
}

}  // namespace skranke
