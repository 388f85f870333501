#include "libs/tasklist/list_tables.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/csv.h"
#include "libs/tasklist/fact_schema.h"
#include "libs/tasklist/requirement_words.h"
#include "libs/tasklist/worked_example.h"

namespace skranke {
namespace {

using storage::v1::BundleRow;
using storage::v1::ExampleRow;
using storage::v1::FactRow;
using storage::v1::LabelText;
using storage::v1::TaskListContent;
using storage::v1::TaskRow;
using Cells = std::vector<std::string>;
using Columns = std::vector<ListColumn>;

ListColumn Key(std::string name, std::string any_cell = "") {
  return {.name = std::move(name), .role = ColumnRole::kKey, .any_cell = std::move(any_cell)};
}
ListColumn Output(std::string name, std::string type = "string") {
  return {.name = std::move(name), .role = ColumnRole::kOutput, .type = std::move(type)};
}
ListColumn Note(std::string name) {
  return {.name = std::move(name), .role = ColumnRole::kAnnotation};
}
ListColumn FirstDay() {
  return {.name = "valid_from", .role = ColumnRole::kFirstDay, .type = "date"};
}
ListColumn LastDay() { return {.name = "valid_to", .role = ColumnRole::kLastDay, .type = "date"}; }

std::string YesNo(bool yes) { return yes ? "yes" : "no"; }
// Zero is the same as none.
std::string Number(uint32_t number) { return number == 0 ? "" : absl::StrCat(number); }

Columns ListColumns() {
  return {Key("version"),     Output("valid_from"),           Output("resolution"),
          Output("valid_to"), Output("emergency", "boolean"), Output("tags")};
}

Columns TaskColumns() {
  return {Key("task_code"),
          Note("title_en"),
          Note("title_local"),
          Output("owner_agency"),
          Output("structured", "boolean"),
          Output("quick_minutes", "number"),
          Output("discretion", "boolean"),
          Output("personal_attendance_required", "boolean"),
          Note("legal_basis"),
          Note("required_documents"),
          Note("title_nb"),
          Note("title_nn"),
          Note("title_da"),
          Note("title_sv"),
          Note("title_fi"),
          Output("answer_days", "number"),
          Output("incomplete_days", "number"),
          Output("accept_hours", "number"),
          Output("urgency"),
          Output("outcomes"),
          Output("principal"),
          Output("on_behalf_of"),
          Output("agreement"),
          Note("programme_tags"),
          Output("cost_minutes", "number"),
          Output("public_authority", "boolean"),
          Output("optional", "boolean"),
          Output("offices"),
          Output("accept_minutes", "number"),
          Output("four_eyes", "boolean")};
}

Columns ConditionColumns() {
  return {Key("task_code"),
          Note("fact"),
          {.name = "test", .role = ColumnRole::kTest},
          Note("legal_basis")};
}

Columns RequirementColumns() {
  return {Key("task_code"),
          Output("kind"),
          Output("code"),
          Output("type"),
          Output("required", "boolean"),
          Output("of_role")};
}

Columns RoutingColumns() {
  return {Key("task_code", "*"),
          Key("place", "*"),
          Key("protection", "*"),
          FirstDay(),
          LastDay(),
          Output("agency"),
          Output("unit"),
          Key("action"),
          Key("own_staff"),
          Key("service_line")};
}

Columns OwnerColumns() {
  return {Key("task_code"), Output("agency"), Output("unit"), FirstDay(), LastDay()};
}

Columns FactColumns() {
  Columns columns = {Key("task_code"),
                     Output("fact"),
                     Output("type"),
                     Output("unit"),
                     Output("value"),
                     Output("required_when_fact"),
                     Output("required_when_test")};
  for (const absl::string_view language : kLabelLanguages) {
    columns.push_back(Note(absl::StrCat("label_", language)));
  }
  return columns;
}

Columns ExampleColumns() {
  return {Note("name"),
          Key("task_code"),
          Key("action"),
          Key("place"),
          Output("protection"),
          Output("own_staff", "boolean"),
          Key("service_line"),
          Output("day"),
          Output("facts"),
          Output("expected_class"),
          Output("expected_agency"),
          Output("expected_unit")};
}

Columns BundleColumns() {
  return {Key("bundle"),
          Note("title_en"),
          Note("title_local"),
          Key("task_code"),
          Output("lead", "boolean"),
          Output("consent"),
          Note("consent_scope"),
          Output("optional", "boolean")};
}

Cells TaskCells(const TaskRow& row) {
  return {row.task(),
          row.title_en(),
          row.title_local(),
          row.owner_agency(),
          YesNo(row.structured()),
          Number(row.quick_minutes()),
          YesNo(row.discretion()),
          YesNo(row.personal_attendance()),
          row.legal_basis(),
          row.required_documents(),
          row.title_nb(),
          row.title_nn(),
          row.title_da(),
          row.title_sv(),
          row.title_fi(),
          Number(row.answer_days()),
          absl::StrCat(row.incomplete_days()),  // An empty cell would be filled in.
          Number(row.accept_hours()),
          row.acute() ? "ACUTE" : "",
          absl::StrJoin(row.outcomes(), ";"),
          row.principal(),
          row.on_behalf_of(),
          row.agreement(),
          absl::StrJoin(row.programme_tags(), ";"),
          Number(row.cost_minutes()),
          YesNo(row.public_authority()),
          YesNo(row.optional()),
          absl::StrJoin(row.offices(), ";"),
          Number(row.accept_minutes()),
          YesNo(row.four_eyes())};
}

template <typename Labels>
void AddLabels(const Labels& labels, Cells& cells) {
  for (const absl::string_view language : kLabelLanguages) {
    std::string text;
    for (const LabelText& label : labels) {
      if (label.language() == language) text = label.text();
    }
    cells.push_back(std::move(text));
  }
}

void AddFact(const FactRow& row, ListTable& table) {
  Cells cells = {row.task(),
                 row.fact(),
                 row.type(),
                 row.unit(),
                 "",
                 row.required_when_fact(),
                 row.required_when_test()};
  AddLabels(row.labels(), cells);
  table.rows.push_back(std::move(cells));
  for (const auto& value : row.allowed()) {
    Cells value_cells = {row.task(), row.fact(), "", "", value.code(), "", ""};
    AddLabels(value.labels(), value_cells);
    table.rows.push_back(std::move(value_cells));
  }
}

Cells ExampleCells(const ExampleRow& row) {
  std::vector<std::string> facts;
  for (const auto& fact : row.facts())
    facts.push_back(absl::StrCat(fact.fact(), " = ", fact.value()));
  return {row.name(),
          row.task(),
          row.action(),
          row.place(),
          row.protected_person() ? "protected" : "none",
          YesNo(row.own_staff()),
          row.service_line(),
          row.day(),
          absl::StrJoin(facts, "; "),
          std::string(ClassWord(static_cast<CaseClass>(row.expected_class()))),
          row.expected_agency(),
          row.expected_unit()};
}

struct TableSpec {
  std::string file;
  Columns (*columns)();
  void (*fill)(const TaskListContent&, ListTable&);
  bool always;  // The loader asks for the file even without rows.
};

void FillList(const TaskListContent& content, ListTable& table) {
  table.rows.push_back({content.version(), content.valid_from(), content.resolution(),
                        content.valid_to(), YesNo(content.emergency()),
                        absl::StrJoin(content.tags(), ";")});
}
void FillTasks(const TaskListContent& content, ListTable& table) {
  for (const TaskRow& row : content.tasks()) table.rows.push_back(TaskCells(row));
}
void FillConditions(const TaskListContent& content, ListTable& table) {
  for (const auto& row : content.conditions()) {
    table.rows.push_back({row.task(), row.fact(), row.test(), row.legal_basis()});
  }
}
void FillRequirements(const TaskListContent& content, ListTable& table) {
  for (const auto& row : content.requirements()) {
    table.rows.push_back({row.task(), KindWord(row.kind()), row.code(), row.type(),
                          YesNo(row.required()), RoleWord(row.of_role())});
  }
}
void FillRouting(const TaskListContent& content, ListTable& table) {
  for (const auto& row : content.routing()) {
    table.rows.push_back({row.task(), row.place(), row.protection(), row.valid_from(),
                          row.valid_to(), row.agency(), row.unit(), row.action(), row.own_staff(),
                          row.service_line()});
  }
}
void FillOwners(const TaskListContent& content, ListTable& table) {
  for (const auto& row : content.owners()) {
    table.rows.push_back({row.task(), row.agency(), row.unit(), row.valid_from(), row.valid_to()});
  }
}
void FillFacts(const TaskListContent& content, ListTable& table) {
  for (const FactRow& row : content.facts()) AddFact(row, table);
}
void FillExamples(const TaskListContent& content, ListTable& table) {
  for (const ExampleRow& row : content.examples()) table.rows.push_back(ExampleCells(row));
}
void FillBundles(const TaskListContent& content, ListTable& table) {
  for (const BundleRow& row : content.bundles()) {
    table.rows.push_back({row.bundle(), row.title_en(), row.title_local(), row.task(),
                          YesNo(row.lead()), row.consent(), row.consent_scope(),
                          YesNo(row.optional())});
  }
}

const std::vector<TableSpec>& Specs() {
  static const auto& specs = *new std::vector<TableSpec>{
      {"list.csv", &ListColumns, &FillList, true},
      {"tasks.csv", &TaskColumns, &FillTasks, true},
      {"conditions.csv", &ConditionColumns, &FillConditions, true},
      {"requirements.csv", &RequirementColumns, &FillRequirements, true},
      {"routing.csv", &RoutingColumns, &FillRouting, true},
      {"owners.csv", &OwnerColumns, &FillOwners, false},
      {"facts.csv", &FactColumns, &FillFacts, false},
      {"examples.csv", &ExampleColumns, &FillExamples, false},
      {"bundles.csv", &BundleColumns, &FillBundles, false},
  };
  return specs;
}

}  // namespace

std::vector<ListTable> ListTables(const TaskListContent& content) {
  std::vector<ListTable> tables;
  for (const TableSpec& spec : Specs()) {
    ListTable table{.file = spec.file, .columns = spec.columns()};
    spec.fill(content, table);
    if (spec.always || !table.rows.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

const std::vector<std::string>& ListTableFiles() {
  static const auto& files = *[] {
    auto* const names = new std::vector<std::string>();
    for (const TableSpec& spec : Specs()) names->push_back(spec.file);
    return names;
  }();
  return files;
}

ListTable EmptyTable(const std::string& file) {
  for (const TableSpec& spec : Specs()) {
    if (spec.file == file) return {.file = file, .columns = spec.columns()};
  }
  std::abort();
}

PackageFiles ToFiles(const std::string& version, const std::vector<ListTable>& tables) {
  PackageFiles files;
  for (const ListTable& table : tables) {
    Cells header;
    for (const ListColumn& column : table.columns) header.push_back(column.name);
    std::string bytes = CsvLine(header);
    for (const Cells& row : table.rows) bytes += CsvLine(row);
    files[TaskListPath(version, table.file)] = std::move(bytes);
  }
  return files;
}

PackageFiles CanonicalFiles(const TaskListContent& content) {
  return ToFiles(content.version(), ListTables(content));
}

}  // namespace skranke
