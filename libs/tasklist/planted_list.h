// A generated list of about a thousand routing rows in which nothing is wrong, and the same with
// faults planted at known places; for tests alone. Threads may call these at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_PLANTED_LIST_H_
#define SKRANKE_LIBS_TASKLIST_PLANTED_LIST_H_

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/directory/directory.h"
#include "libs/tasklist/requirement_words.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// Code, table, row and column of a finding.
using Planted = std::tuple<std::string, std::string, uint32_t, std::string>;

inline storage::v1::DirectoryContent PlantedDirectory() {
  storage::v1::DirectoryContent content;
  const std::pair<const char*, const char*> settings[] = {{"installation", "planted"},
                                                          {"country", "NO"},
                                                          {"zone", "Europe/Oslo"},
                                                          {"quick_max_minutes", "20"},
                                                          {"public_authority_at_counter", "no"},
                                                          {"personal_visit_at_counter", "no"}};
  for (const auto& [key, value] : settings) {
    auto* const row = content.add_settings();
    row->set_key(key);
    row->set_value(value);
  }
  const auto add_unit = [&content](absl::string_view agency, absl::string_view unit) {
    auto* const row = content.add_units();
    row->set_agency(std::string(agency));
    row->set_unit(std::string(unit));
    return row;
  };
  for (int i = 0; i < 8; ++i) {
    const std::string agency = absl::StrCat("AGENCY_", i);
    content.add_agencies()->set_agency(agency);
    for (const char* const unit : {"NORTH", "SOUTH", "EAST"}) add_unit(agency, unit);
  }
  content.add_agencies()->set_agency("CITY");
  add_unit("CITY", "SORT");
  add_unit("CITY", "SHIELD")->set_protected_unit(true);
  add_unit("CITY", "CLOSED")->set_valid_to("2026-05-31");
  auto* const merged = add_unit("CITY", "MERGED");
  merged->set_valid_to("2026-05-31");
  merged->set_successor_agency("CITY");
  merged->set_successor_unit("SORT");
  auto* const office = content.add_offices();
  office->set_office("hall");
  office->set_sorting_agency("CITY");
  office->set_sorting_unit("SORT");
  auto* const point = content.add_points();
  point->set_point("counter");
  point->set_office("hall");
  point->set_place("sentrum");
  return content;
}

// Builds a list table by table; every row gets the next line of its table.
class PlantedList {
 public:
  explicit PlantedList(uint64_t seed) : random_(seed) {
    content_.set_version("1");
    content_.set_valid_from("2026-01-01");
    AddRoute("*", "*", "protected", "CITY", "SHIELD");
    for (int i = 0; i < kTasks; ++i) AddSoundTask(i);
  }

  const storage::v1::TaskListContent& content() const { return content_; }
  const std::vector<Planted>& planted() const { return planted_; }

  // One fault of each kind, each in a task of its own.
  void PlantAll() {
    PlantNames();
    PlantDates();
    PlantConditions();
    PlantFacts();
    PlantRouting();
    PlantCounter();
  }

  storage::v1::TaskRow* AddTask(const std::string& code) {
    auto* const task = content_.add_tasks();
    task->set_line(content_.tasks_size() + 1);
    task->set_task(code);
    task->set_owner_agency(absl::StrCat("AGENCY_", random_() % 8));
    task->set_structured(true);
    task->set_quick_minutes(10);
    return task;
  }

  storage::v1::RoutingRow* AddRoute(const std::string& task, const std::string& place,
                                    const std::string& protection, const std::string& agency,
                                    const std::string& unit) {
    auto* const row = content_.add_routing();
    row->set_line(content_.routing_size() + 1);
    row->set_task(task);
    row->set_place(place);
    row->set_protection(protection);
    row->set_agency(agency);
    row->set_unit(unit);
    return row;
  }

  storage::v1::ConditionRow* AddCondition(const std::string& task, const std::string& fact,
                                          const std::string& test) {
    auto* const row = content_.add_conditions();
    row->set_line(content_.conditions_size() + 1);
    row->set_task(task);
    row->set_fact(fact);
    row->set_test(test);
    return row;
  }

  storage::v1::RequirementRow* AddFactRequirement(const std::string& task, const std::string& fact,
                                                  const std::string& type) {
    auto* const row = content_.add_requirements();
    row->set_line(content_.requirements_size() + 1);
    row->set_task(task);
    row->set_kind(static_cast<int>(RequirementKind::kFact));
    row->set_code(fact);
    row->set_type(type);
    row->set_required(true);
    return row;
  }

  storage::v1::FactRow* AddFact(const std::string& task, const std::string& fact,
                                const std::string& type) {
    auto* const row = content_.add_facts();
    row->set_line(content_.facts_size() + 1);
    row->set_task(task);
    row->set_fact(fact);
    row->set_type(type);
    return row;
  }

 private:
  static constexpr int kTasks = 200;

  // Five rows: one for every place, four for places of its own.
  void AddSoundTask(int i) {
    const std::string code = absl::StrCat("task_", i);
    AddTask(code);
    for (int j = 0; j < 5; ++j) {
      const std::string place = j == 0 ? "*" : absl::StrCat("district ", random_() % 20, " of ", j);
      AddRoute(code, place, "none", absl::StrCat("AGENCY_", random_() % 8),
               random_() % 2 == 0 ? "NORTH" : "SOUTH");
    }
    if (i % 3 != 0) return;
    AddAge(code);
    AddCondition(code, "age", absl::StrCat(">= ", random_() % 18));
    AddCondition(code, "age", absl::StrCat("< ", 60 + random_() % 30));
    AddCondition(code, "purpose", "\"LOST\", \"STOLEN\"");
  }

  void AddAge(const std::string& code) {
    AddFactRequirement(code, "age", "number");
    AddFactRequirement(code, "purpose", "text");
    auto* const purpose = AddFact(code, "purpose", "text");
    for (const char* const value : {"LOST", "STOLEN", "RENEWAL"}) {
      purpose->add_allowed()->set_code(value);
    }
  }

  // A sound task of its own for a fault.
  std::string NewTask(absl::string_view name) {
    const std::string code = absl::StrCat("planted_", name);
    AddTask(code);
    AddRoute(code, "*", "none", "AGENCY_1", "NORTH");
    AddAge(code);
    return code;
  }

  // With a fact that is asked for where the purpose is STOLEN alone.
  std::string TaskWithReport(absl::string_view name) {
    const std::string code = NewTask(name);
    AddFactRequirement(code, "police_report", "flag");
    auto* const report = AddFact(code, "police_report", "flag");
    report->set_required_when_fact("purpose");
    report->set_required_when_test("\"STOLEN\"");
    return code;
  }

  template <typename Row>
  void Plant(const char* code, const char* table, const Row* row, const char* column) {
    planted_.emplace_back(code, absl::StrCat("lists/1/", table), row->line(), column);
  }

  void PlantNames() {
    Plant("TASK_UNKNOWN", "conditions.csv", AddCondition("task_3x", "age", ">= 1"), "task_code");
    auto* row = AddRoute(NewTask("agency"), "nord", "none", "AGENCI_1", "NORTH");
    Plant("AGENCY_UNKNOWN", "routing.csv", row, "agency");
    row = AddRoute(NewTask("unit"), "nord", "none", "AGENCY_1", "NOTRH");
    Plant("UNIT_UNKNOWN", "routing.csv", row, "unit");
    row = AddRoute(NewTask("place"), "sentrm", "none", "AGENCY_1", "NORTH");
    Plant("PLACE_MISSPELT", "routing.csv", row, "place");
    AddTask("planted_owner")->set_owner_agency("AGENCY1");
    AddRoute("planted_owner", "*", "none", "AGENCY_1", "NORTH");
    Plant("AGENCY_UNKNOWN", "tasks.csv", &content_.tasks(content_.tasks_size() - 1),
          "owner_agency");
    Plant("TASK_TWICE", "tasks.csv", AddTask("task_7"), "task_code");
  }

  void PlantDates() {
    auto* row = AddRoute(NewTask("reversed"), "nord", "none", "AGENCY_1", "NORTH");
    row->set_valid_from("2026-03-02");
    row->set_valid_to("2026-03-01");
    Plant("DAYS_REVERSED", "routing.csv", row, "valid_to");
    row = AddRoute(NewTask("before"), "nord", "none", "AGENCY_1", "NORTH");
    row->set_valid_to("2025-12-31");
    Plant("ROW_BEFORE_LIST", "routing.csv", row, "valid_to");
    const std::string tied = NewTask("tied");
    AddRoute(tied, "nord", "none", "AGENCY_1", "NORTH")->set_valid_to("2026-06-30");
    row = AddRoute(tied, "nord", "none", "AGENCY_1", "SOUTH");
    row->set_valid_from("2026-06-30");
    Plant("ROWS_TIE", "routing.csv", row, "task_code");
    for (int i = 0; i < 2; ++i) {
      auto* const owner = content_.add_owners();
      owner->set_line(content_.owners_size() + 1);
      owner->set_task("task_5");
      owner->set_agency("CITY");
      owner->set_unit("SORT");
      if (i == 1) Plant("ROWS_TIE", "owners.csv", owner, "task_code");
    }
  }

  void PlantConditions() {
    auto* row = AddCondition(NewTask("unreadable"), "purpose", "VIP");
    Plant("TEST_UNREADABLE", "conditions.csv", row, "test");
    row = AddCondition(NewTask("not_asked"), "agee", ">= 18");
    Plant("FACT_NOT_ASKED", "conditions.csv", row, "fact");
    const std::string optional = NewTask("optional");
    AddFactRequirement(optional, "height", "number")->set_required(false);
    row = AddCondition(optional, "height", ">= 150");
    Plant("FACT_NOT_REQUIRED", "conditions.csv", row, "fact");
    row = AddCondition(TaskWithReport("sometimes"), "police_report", "true");
    Plant("FACT_NOT_REQUIRED", "conditions.csv", row, "fact");
    AddCondition(TaskWithReport("sometimes_sound"), "police_report", "null, true");
    row = AddCondition(NewTask("type"), "age", "\"18\"");
    Plant("TEST_WRONG_TYPE", "conditions.csv", row, "test");
    row = AddCondition(NewTask("value"), "purpose", "not(\"LOSST\")");
    Plant("VALUE_NOT_ALLOWED", "conditions.csv", row, "test");
    const std::string never = NewTask("never");
    AddFactRequirement(never, "citizen", "flag");
    row = AddCondition(never, "citizen", "not(true, false)");
    Plant("CONDITION_NEVER_HOLDS", "conditions.csv", row, "test");
    row = AddCondition(NewTask("always"), "purpose", "\"LOST\", \"STOLEN\", \"RENEWAL\"");
    Plant("CONDITION_ALWAYS_HOLDS", "conditions.csv", row, "test");
    const std::string contradiction = NewTask("contradiction");
    AddCondition(contradiction, "age", ">= 18");
    row = AddCondition(contradiction, "age", "< 18");
    Plant("CONDITIONS_CONTRADICT", "conditions.csv", row, "test");
    const std::string masked = NewTask("masked");
    AddCondition(masked, "age", ">= 18");
    row = AddCondition(masked, "age", "> 15.5");
    Plant("CONDITION_MASKED", "conditions.csv", row, "test");
    const std::string unused = NewTask("unused");
    content_.mutable_tasks(content_.tasks_size() - 1)->set_discretion(true);
    Plant("CONDITION_UNUSED", "conditions.csv", AddCondition(unused, "age", ">= 18"), "task_code");
  }

  void PlantFacts() {
    const std::string differs = NewTask("differs");
    AddFact(differs, "income", "number");
    Plant("FACT_TYPE_DIFFERS", "requirements.csv", AddFactRequirement(differs, "income", "text"),
          "type");
    auto* row = AddFact(NewTask("when_never"), "police_report", "flag");
    row->set_required_when_fact("purpose");
    row->set_required_when_test("not(\"LOST\", \"STOLEN\", \"RENEWAL\")");
    Plant("REQUIRED_WHEN_NEVER", "facts.csv", row, "required_when_test");
    row = AddFact(NewTask("when_type"), "police_report", "flag");
    row->set_required_when_fact("purpose");
    row->set_required_when_test("true");
    Plant("REQUIRED_WHEN_WRONG_TYPE", "facts.csv", row, "required_when_test");
  }

  void PlantRouting() {
    const std::string masked = NewTask("row");
    auto* row = AddRoute(masked, "nord", "*", "AGENCY_1", "EAST");
    AddRoute(masked, "nord", "none", "AGENCY_1", "NORTH");
    AddRoute(masked, "nord", "protected", "CITY", "SHIELD");
    Plant("ROW_MASKED", "routing.csv", row, "task_code");
    row = AddRoute(NewTask("closed"), "nord", "none", "CITY", "CLOSED");
    Plant("UNIT_ENDED", "routing.csv", row, "unit");
    row = AddRoute(NewTask("merged"), "nord", "none", "CITY", "MERGED");
    Plant("UNIT_SUCCEEDED", "routing.csv", row, "unit");
    row = AddRoute(NewTask("overridden"), "nord", "protected", "AGENCY_1", "NORTH");
    Plant("PROTECTED_ROW_OVERRIDDEN", "routing.csv", row, "unit");
    auto* task = AddTask("planted_gap");
    AddRoute("planted_gap", "*", "none", "AGENCY_1", "NORTH")->set_valid_to("2026-12-31");
    Plant("CASE_UNANSWERED", "tasks.csv", task, "owner_agency");
    task = AddTask("planted_ownerless");
    task->clear_owner_agency();
    Plant("TASK_WITHOUT_OWNER", "tasks.csv", task, "owner_agency");
  }

  void PlantCounter() {
    AddCondition(NewTask("authority"), "age", ">= 18");
    auto* task = content_.mutable_tasks(content_.tasks_size() - 1);
    task->set_public_authority(true);
    Plant("PUBLIC_AUTHORITY_AT_COUNTER", "tasks.csv", task, "public_authority");
    NewTask("visit");
    task = content_.mutable_tasks(content_.tasks_size() - 1);
    task->set_personal_attendance(true);
    Plant("VISIT_AT_COUNTER", "tasks.csv", task, "personal_attendance_required");
    NewTask("agreed");
    task = content_.mutable_tasks(content_.tasks_size() - 1);
    task->set_personal_attendance(true);
    task->set_agreement("Agreement 7/25");
    auto* const example = content_.add_examples();
    example->set_line(content_.examples_size() + 1);
    example->set_name("an agreed one");
    example->set_task("planted_agreed");
    example->set_day("2026-02-01");
    example->set_expected_class(2);
    Plant("EXAMPLE_FAILS", "examples.csv", example, "expected_class");
  }

  std::mt19937_64 random_;
  storage::v1::TaskListContent content_;
  std::vector<Planted> planted_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_PLANTED_LIST_H_
