#include "services/directorydesk/queries.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/render.h"
#include "services/directorydesk/list_queries.h"

namespace skranke {
namespace {

void Describe(const TaskList& list, v1::TaskList* out) {
  out->set_version(list.version());
  out->set_valid_from(FormatDay(list.valid_from()));
  out->set_resolution(list.content().resolution());
  out->set_hash(absl::BytesToHexString(list.hash()));
}

void AddTitle(absl::string_view language, const std::string& title, v1::TaskEntry& entry) {
  if (title.empty()) return;
  v1::LocalTitle* local = entry.add_titles();
  local->set_language(language.data(), language.size());
  local->set_title(title);
}

// The language of title_local: the installation's own.
absl::string_view LocalLanguage(absl::string_view country) {
  if (country == "DK") return "da";
  if (country == "SE") return "sv";
  if (country == "FI") return "fi";
  return "nb";
}

void AddTitles(const storage::v1::TaskRow& row, absl::string_view country, v1::TaskEntry& entry) {
  const absl::string_view own = LocalLanguage(country);
  AddTitle(own, row.title_local(), entry);
  const std::pair<absl::string_view, const std::string*> others[] = {
      {"nb", &row.title_nb()}, {"nn", &row.title_nn()}, {"da", &row.title_da()},
      {"sv", &row.title_sv()}, {"fi", &row.title_fi()}, {"en", &row.title_en()}};
  for (const auto& [language, title] : others) {
    if (language != own) AddTitle(language, *title, entry);
  }
}

void AddRequirements(const TaskList& list, v1::TaskEntry& entry) {
  for (const auto* row : list.requirements(entry.code())) {
    if (!row->required()) continue;
    v1::Requirement* requirement = entry.add_requirements();
    requirement->set_kind(static_cast<v1::RequirementKind>(row->kind()));
    requirement->set_code(row->code());
    requirement->set_type(row->type());
    requirement->set_of_role(static_cast<v1::PartyRole>(row->of_role()));
  }
}

void AddConditions(const TaskList& list, v1::TaskEntry& entry) {
  for (const auto* row : list.conditions(entry.code())) {
    v1::Condition* condition = entry.add_conditions();
    condition->set_fact(row->fact());
    condition->set_test(row->test());
    condition->set_legal_basis(row->legal_basis());
  }
}

template <typename Labels, typename Titles>
void AddLabels(const Labels& labels, Titles* out) {
  for (const auto& label : labels) {
    v1::LocalTitle* const title = out->Add();
    title->set_language(label.language());
    title->set_title(label.text());
  }
}

void AddFactSchema(const TaskList& list, v1::TaskEntry& entry) {
  for (const auto* row : list.fact_schema(entry.code())) {
    v1::FactSchema* const fact = entry.add_fact_schema();
    fact->set_fact(row->fact());
    fact->set_type(row->type());
    fact->set_unit(row->unit());
    for (const auto& allowed : row->allowed()) {
      v1::FactValue* const value = fact->add_allowed();
      value->set_code(allowed.code());
      AddLabels(allowed.labels(), value->mutable_labels());
    }
    AddLabels(row->labels(), fact->mutable_labels());
    fact->set_required_when_fact(row->required_when_fact());
    fact->set_required_when_test(row->required_when_test());
  }
}

v1::TaskEntry ToEntry(const TaskList& list, const storage::v1::TaskRow& row,
                      absl::string_view country) {
  v1::TaskEntry entry;
  entry.set_code(row.task());
  AddTitles(row, country, entry);
  entry.set_owner_agency(row.owner_agency());
  entry.set_structured(row.structured());
  entry.set_quick_minutes(row.quick_minutes());
  entry.set_discretion(row.discretion());
  entry.set_personal_attendance(row.personal_attendance());
  entry.set_legal_basis(row.legal_basis());
  entry.set_required_documents(row.required_documents());
  entry.set_answer_days(row.answer_days());
  entry.set_incomplete_days(row.incomplete_days());
  entry.set_accept_hours(row.accept_hours());
  entry.set_urgency(row.acute() ? v1::URGENCY_ACUTE : v1::URGENCY_NORMAL);
  *entry.mutable_outcomes() = row.outcomes();
  entry.set_principal(row.principal());
  entry.set_on_behalf_of(row.on_behalf_of());
  AddConditions(list, entry);
  AddRequirements(list, entry);
  AddFactSchema(list, entry);
  entry.set_public_authority(row.public_authority());
  return entry;
}

}  // namespace

absl::StatusOr<v1::GetDirectoryResponse> AnswerGetDirectory(const Snapshot& snapshot,
                                                            const Caller& /*caller*/,
                                                            const v1::GetDirectoryRequest&) {
  const Installation& installation = snapshot.installation();
  const Directory& directory = *installation.directory;
  v1::GetDirectoryResponse response;
  response.set_directory_version(directory.version());
  *response.mutable_install_time() = ToTimestamp(absl::ToUnixMicros(directory.install_time()));
  response.set_installation(std::string(directory.installation()));
  response.set_zone(directory.zone().name());
  response.set_country(std::string(directory.country()));
  for (const auto& row : directory.content().offices()) {
    v1::Office* office = response.add_offices();
    office->set_code(row.office());
    office->set_title(row.title());
    office->set_sorting_agency(row.sorting_agency());
    office->set_sorting_unit(row.sorting_unit());
  }
  for (const auto& row : directory.content().points()) {
    v1::ServicePoint* point = response.add_service_points();
    point->set_code(row.point());
    point->set_office(row.office());
    point->set_title(row.title());
    point->set_place(row.place());
  }
  for (const auto& row : directory.content().agencies()) {
    v1::Agency* agency = response.add_agencies();
    agency->set_code(row.agency());
    agency->set_title(row.title());
    agency->set_principal(row.principal());
    agency->set_push(!installation.EndpointOf(row.agency()).empty());
  }
  for (const auto& row : directory.content().units()) {
    if (row.protected_unit()) continue;
    v1::Unit* unit = response.add_units();
    unit->set_agency(row.agency());
    unit->set_code(row.unit());
    unit->set_title(row.title());
    unit->set_valid_from(row.valid_from());
    unit->set_valid_to(row.valid_to());
    if (!row.successor_unit().empty()) {
      unit->set_successor(absl::StrCat(row.successor_agency(), "/", row.successor_unit()));
    }
  }
  return response;
}

absl::StatusOr<v1::ListTaskListsResponse> AnswerListTaskLists(const Snapshot& snapshot,
                                                              const Caller& /*caller*/,
                                                              const v1::ListTaskListsRequest&) {
  v1::ListTaskListsResponse response;
  for (const auto& list : snapshot.installation().lists->lists()) {
    Describe(*list, response.add_task_lists());
  }
  return response;
}

absl::StatusOr<v1::GetTaskListResponse> AnswerGetTaskList(const Snapshot& snapshot,
                                                          const Caller& /*caller*/,
                                                          const v1::GetTaskListRequest& request) {
  const Installation& installation = snapshot.installation();
  SKRANKE_ASSIGN_OR_RETURN(const TaskList* list, FindList(snapshot, request.version()));
  v1::GetTaskListResponse response;
  Describe(*list, response.mutable_task_list());
  for (const auto& row : list->content().tasks()) {
    *response.mutable_task_list()->add_entries() =
        ToEntry(*list, row, installation.directory->country());
  }
  return response;
}

}  // namespace skranke
