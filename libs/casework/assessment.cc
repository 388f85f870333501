#include "libs/casework/assessment.h"

#include <algorithm>

#include "libs/casework/content.h"
#include "libs/tasklist/stated_fact.h"

namespace skranke {
namespace {

Classification NoListInForce() {
  Classification verdict;
  verdict.case_class = CaseClass::kTriage;
  verdict.reason = "No oppgaveliste was in force on the day of receipt.";
  return verdict;
}

std::vector<storage::v1::MissingRecord> Missing(const TaskList& list, absl::string_view task,
                                                const storage::v1::Content& content,
                                                absl::Span<const NamedValue> facts) {
  std::vector<storage::v1::MissingRecord> missing;
  const std::vector<Supplied> supplied = SuppliedBy(content);
  for (const storage::v1::RequirementRow* row : MissingRequirements(list, task, supplied, facts)) {
    storage::v1::MissingRecord& record = missing.emplace_back();
    record.set_kind(row->kind());
    record.set_code(row->code());
    record.set_type(row->type());
    record.set_of_role(row->of_role());
  }
  return missing;
}

bool IsDoneAt(absl::string_view office, const storage::v1::TaskRow& row) {
  const auto& offices = row.offices();
  return !row.optional() || std::find(offices.begin(), offices.end(), office) != offices.end();
}

}  // namespace

Classification ClassifyAt(absl::string_view office, const TaskList& list, absl::string_view task,
                          absl::Span<const NamedValue> facts, absl::Duration quick_max) {
  Classification verdict = list.Classify(task, facts, quick_max);
  const storage::v1::TaskRow* const row = list.Find(task);
  if (row == nullptr || !row->optional()) return verdict;
  verdict.inputs.push_back({"office", std::string(office)});
  if (IsDoneAt(office, *row)) return verdict;
  verdict.case_class = CaseClass::kDiscretionary;
  verdict.reason = "The task is optional, and this office does not do it.";
  return verdict;
}

const TaskList* ListAtReceipt(absl::Time received, const Installation& installation) {
  return installation.lists->InForce(installation.directory->zone().DayOf(received));
}

Assessment Assess(const Matter& matter, const TaskList* list, const Installation& installation) {
  const Directory& directory = *installation.directory;
  Assessment assessment;
  assessment.list = list;
  if (assessment.list == nullptr) {
    assessment.verdict = NoListInForce();
    return assessment;
  }
  std::vector<NamedValue> facts;
  for (const auto& fact : matter.content.facts()) facts.push_back(ToNamedValue(fact));
  assessment.row = assessment.list->Find(matter.task);
  assessment.verdict =
      ClassifyAt(matter.office, *assessment.list, matter.task, facts, directory.quick_max());
  if (assessment.row == nullptr) return assessment;
  assessment.missing = Missing(*assessment.list, matter.task, matter.content, facts);
  if (assessment.row->answer_days() > 0) {
    assessment.promise =
        directory.zone().Deadline(matter.received, static_cast<int>(assessment.row->answer_days()));
  }
  return assessment;
}

RouteFound FindReceiver(const RouteQuestion& question, const TaskList* list_at_receipt,
                        const Installation& installation) {
  RouteFound found;
  found.passed_over = question.passed_over;
  found.list = installation.lists->InForce(question.day);
  // A task that today's list no longer has is still owed an owner: the list at receipt names one.
  if (found.list == nullptr || found.list->Find(question.task) == nullptr) {
    found.list = list_at_receipt;
  }
  if (found.list == nullptr) {
    found.route.reason = "No oppgaveliste names a receiver.";
    return found;
  }
  found.route = FindRoute(*found.list, *installation.directory, question);
  return found;
}

RouteQuestion OpenQuestion(const Matter& matter, absl::CivilDay day) {
  return {.task = matter.task,
          .action = matter.action,
          .place = matter.place,
          .service_line = matter.service_line,
          .day = day};
}

bool IsProtected(const storage::v1::CaseState& citizen_case) {
  return citizen_case.hidden_route() && !citizen_case.own_staff();
}

RouteQuestion QuestionOf(const storage::v1::CaseState& citizen_case, absl::CivilDay day) {
  return {.task = citizen_case.task(),
          .action = citizen_case.action(),
          .place = citizen_case.place(),
          .service_line = citizen_case.service_line(),
          .is_protected = IsProtected(citizen_case),
          .is_own_staff = citizen_case.own_staff(),
          .day = day};
}

RouteQuestion OpenQuestion(const storage::v1::CaseState& citizen_case, absl::CivilDay day) {
  RouteQuestion question = QuestionOf(citizen_case, day);
  question.is_protected = false;
  question.is_own_staff = false;
  return question;
}

}  // namespace skranke
