#include "libs/tasklist/parse_task_list.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/calendar/office_day.h"
#include "libs/decision/unary_test.h"
#include "libs/directory/package_reader.h"
#include "libs/directory/unit_names.h"
#include "libs/directory/validity.h"
#include "libs/tasklist/fact_schema.h"
#include "libs/tasklist/fact_test.h"
#include "libs/tasklist/requirement_words.h"
#include "libs/tasklist/worked_example.h"

namespace skranke {
namespace {

using storage::v1::DirectoryContent;
using storage::v1::TaskListContent;
using storage::v1::TaskRow;
using Rows = std::vector<PackageRow>;

// At the counter; a day is the longest that "quick" can mean.
constexpr NumberBounds kQuickMinutes = {.max = 24 * 60};
// To an answer or until an incomplete case moves on. Source: design; ten years is an error of
// typing, and no statute of limitations.
constexpr NumberBounds kAnswerDays = {.max = 3'660};
constexpr NumberBounds kIncompleteDays = {.max = 3'660, .when_empty = 21};
// To the receiver's acceptance. Source: design; a leap year.
constexpr NumberBounds kAcceptHours = {.max = 366 * 24};
// What the task costs the counter, with all that follows. Source: design; a year of work.
constexpr NumberBounds kCostMinutes = {.max = 100'000};

// Stands for any task, place or protection in a routing row.
constexpr char kAny[] = "*";

bool IsUpperSnake(absl::string_view code) {
  const auto is_allowed = [](char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
  };
  return !code.empty() && absl::ascii_isupper(code[0]) && code.size() <= kCodeBytesMax &&
         std::all_of(code.begin(), code.end(), is_allowed);
}

absl::flat_hash_set<std::string> AgencyCodes(const DirectoryContent& directory) {
  absl::flat_hash_set<std::string> codes;
  for (const auto& row : directory.agencies()) codes.insert(row.agency());
  return codes;
}

absl::flat_hash_set<std::string> OfficeCodes(const DirectoryContent& directory) {
  absl::flat_hash_set<std::string> codes;
  for (const auto& row : directory.offices()) codes.insert(row.office());
  return codes;
}

UnitNames NamesOf(const DirectoryContent& directory) {
  std::vector<UnitName> names;
  for (const auto& row : directory.units()) names.emplace_back(row.agency(), row.unit());
  return UnitNames(names);
}

class TaskListParser {
 public:
  TaskListParser(const PackageFiles& files, absl::string_view version,
                 const DirectoryContent& directory)
      : version_(version),
        agencies_(AgencyCodes(directory)),
        offices_(OfficeCodes(directory)),
        units_(NamesOf(directory)),
        reader_(files) {}

  absl::StatusOr<TaskListContent> Parse() {
    AddAll();
    SKRANKE_RETURN_IF_ERROR(reader_.status());
    return std::move(content_);
  }

  TaskListReading Read() {
    AddAll();
    content_.set_version(version_);  // Where findings look for the tables.
    return {.content = std::move(content_),
            .faults = {reader_.faults().begin(), reader_.faults().end()}};
  }

 private:
  void AddAll() {
    AddList();
    AddTasks();
    AddFacts();
    AddConditions();
    AddRequirements();
    AddRouting();
    AddOwners();
    AddExamples();
  }

  std::string PathOf(absl::string_view file) const { return TaskListPath(version_, file); }

  Rows Read(absl::string_view file, std::vector<absl::string_view> required,
            std::vector<absl::string_view> optional = {}) {
    return reader_.Rows(
        {.file = PathOf(file), .required = std::move(required), .optional = std::move(optional)});
  }

  void AddList() {
    const Rows rows = Read("list.csv", {"version", "valid_from", "resolution"},
                           {"valid_to", "emergency", "tags"});
    if (!reader_.IsWhole(PathOf("list.csv"))) return;
    if (rows.size() != 1) {
      return reader_.FileFault(PathOf("list.csv"),
                               absl::StrCat("must have one row, and has ", rows.size()));
    }
    const PackageRow& row = rows.front();
    content_.set_version(reader_.Code(row, "version"));
    if (content_.version() != version_) {
      reader_.Fault(row, "version", absl::StrCat("is not the directory's name, ", version_));
    }
    content_.set_valid_from(reader_.DayOrEmpty(row, "valid_from"));
    if (content_.valid_from().empty()) reader_.Fault(row, "valid_from", "is missing");
    content_.set_resolution(reader_.Text(row, "resolution"));
    content_.set_valid_to(reader_.DayOrEmpty(row, "valid_to"));
    reader_.CheckDays(row);
    content_.set_emergency(YesOrEmpty(row, "emergency"));
    for (std::string& tag : reader_.Codes(row, "tags")) content_.add_tags(std::move(tag));
  }

  void AddTasks() {
    const Rows rows = Read(
        "tasks.csv",
        {"task_code", "title_en", "title_local", "owner_agency", "structured", "quick_minutes",
         "discretion", "personal_attendance_required", "legal_basis", "required_documents"},
        {"title_nb", "title_nn", "title_da", "title_sv", "title_fi", "answer_days",
         "incomplete_days", "accept_hours", "urgency", "outcomes", "principal", "on_behalf_of",
         "agreement", "programme_tags", "cost_minutes", "public_authority", "optional", "offices"});
    reader_.CheckUnique(rows, {"task_code"});
    for (const PackageRow& row : rows) {
      TaskRow* const task = content_.add_tasks();
      task->set_line(row.line());
      task->set_task(reader_.Code(row, "task_code"));
      tasks_.insert(task->task());
      if (task->task() == kAny) reader_.Fault(row, "task_code", "means any task in routing.csv");
      SetTitles(row, task);
      SetHandling(row, task);
      SetTimes(row, task);
      SetPrincipals(row, task);
    }
  }

  void SetTitles(const PackageRow& row, TaskRow* task) {
    task->set_title_en(reader_.Text(row, "title_en"));
    task->set_title_local(reader_.Text(row, "title_local"));
    task->set_title_nb(reader_.Text(row, "title_nb"));
    task->set_title_nn(reader_.Text(row, "title_nn"));
    task->set_title_da(reader_.Text(row, "title_da"));
    task->set_title_sv(reader_.Text(row, "title_sv"));
    task->set_title_fi(reader_.Text(row, "title_fi"));
    task->set_legal_basis(reader_.Text(row, "legal_basis"));
    task->set_required_documents(reader_.Text(row, "required_documents", kReasonBytesMax));
  }

  bool YesOrEmpty(const PackageRow& row, absl::string_view column) {
    return !row.Cell(column).empty() && reader_.YesNo(row, column);
  }

  void SetHandling(const PackageRow& row, TaskRow* task) {
    task->set_owner_agency(OwnerOf(row));
    task->set_structured(reader_.YesNo(row, "structured"));
    task->set_quick_minutes(reader_.WholeNumber(row, "quick_minutes", kQuickMinutes));
    task->set_discretion(reader_.YesNo(row, "discretion"));
    SetOffices(row, task);
    task->set_public_authority(YesOrEmpty(row, "public_authority"));
    task->set_personal_attendance(reader_.YesNo(row, "personal_attendance_required"));
    const absl::string_view urgency = row.Cell("urgency");
    if (!urgency.empty() && urgency != "NORMAL" && urgency != "ACUTE") {
      reader_.Fault(row, "urgency", "must be NORMAL or ACUTE");
    }
    task->set_acute(urgency == "ACUTE");
    for (std::string& outcome : reader_.Codes(row, "outcomes")) {
      if (!IsUpperSnake(outcome)) {
        reader_.Fault(row, "outcomes", "must be codes such as HANDED_OUT between semicolons");
      }
      task->add_outcomes(std::move(outcome));
    }
  }

  // What offices add of their own to the core that every office does.
  void SetOffices(const PackageRow& row, TaskRow* task) {
    task->set_optional(YesOrEmpty(row, "optional"));
    for (std::string& office : reader_.Codes(row, "offices")) {
      if (!task->optional()) {
        reader_.Fault(row, "offices", "are for optional tasks; every office does the others");
      } else if (!offices_.contains(office)) {
        reader_.Fault(row, "offices", "names an office that is not in offices.csv");
      }
      task->add_offices(std::move(office));
    }
  }

  void SetTimes(const PackageRow& row, TaskRow* task) {
    task->set_answer_days(reader_.WholeNumber(row, "answer_days", kAnswerDays));
    task->set_incomplete_days(reader_.WholeNumber(row, "incomplete_days", kIncompleteDays));
    task->set_accept_hours(reader_.WholeNumber(row, "accept_hours", kAcceptHours));
    task->set_cost_minutes(reader_.WholeNumber(row, "cost_minutes", kCostMinutes));
  }

  void SetPrincipals(const PackageRow& row, TaskRow* task) {
    task->set_principal(reader_.Text(row, "principal"));
    task->set_on_behalf_of(reader_.Text(row, "on_behalf_of"));
    task->set_agreement(reader_.Text(row, "agreement"));
    for (std::string& tag : reader_.Codes(row, "programme_tags")) {
      task->add_programme_tags(std::move(tag));
    }
  }

  // Empty where nobody owns the task.
  std::string OwnerOf(const PackageRow& row) {
    const absl::string_view owner = row.Cell("owner_agency");
    if (absl::StrContains(owner, ';')) {
      reader_.Fault(row, "owner_agency", "names several owners; a task has one");
    } else if (!owner.empty() && !agencies_.contains(owner)) {
      reader_.Fault(row, "owner_agency", "is not in agencies.csv");
    }
    return std::string(owner);
  }

  // Null where tasks.csv cannot be read.
  const absl::flat_hash_set<std::string>* KnownTasks() const {
    return reader_.IsWhole(PathOf("tasks.csv")) ? &tasks_ : nullptr;
  }

  void AddFacts() {
    facts_ = ReadFactRows(reader_, PathOf("facts.csv"), KnownTasks());
    content_.mutable_facts()->Assign(facts_.begin(), facts_.end());
  }

  // Null where the schema has no such fact.
  const storage::v1::FactRow* FactOf(absl::string_view task, absl::string_view fact) const {
    const auto found = std::find_if(facts_.begin(), facts_.end(), [&](const auto& row) {
      return row.task() == task && row.fact() == fact;
    });
    return found == facts_.end() ? nullptr : &*found;
  }

  void AddExamples() {
    const auto examples = ReadExampleRows(reader_, PathOf("examples.csv"), KnownTasks(), facts_);
    content_.mutable_examples()->Assign(examples.begin(), examples.end());
  }

  void AddConditions() {
    const Rows rows = Read("conditions.csv", {"task_code", "fact", "test", "legal_basis"});
    for (const PackageRow& row : rows) {
      storage::v1::ConditionRow* const condition = content_.add_conditions();
      condition->set_line(row.line());
      condition->set_task(KnownTask(row));
      condition->set_fact(reader_.Code(row, "fact"));
      const auto test = CanonicalTest(
          row.Cell("test"), FactOf(condition->task(), condition->fact()), row.decimal_comma());
      if (!test.ok()) reader_.Fault(row, "test", test.status().message());
      condition->set_test(test.value_or(std::string(row.Cell("test"))));
      condition->set_legal_basis(reader_.Text(row, "legal_basis"));
    }
  }

  void AddRequirements() {
    const Rows rows =
        Read("requirements.csv", {"task_code", "kind", "code", "type", "required", "of_role"});
    // The last is the column of the fault.
    reader_.CheckUnique(rows, {"task_code", "kind", "of_role", "code"});
    for (const PackageRow& row : rows) {
      storage::v1::RequirementRow* const requirement = content_.add_requirements();
      requirement->set_line(row.line());
      requirement->set_task(KnownTask(row));
      const auto kind = FindRequirementKind(row.Cell("kind"));
      if (!kind) reader_.Fault(row, "kind", "must be document, fact, consent, signature or fee");
      requirement->set_kind(kind ? static_cast<int>(*kind) : 0);
      requirement->set_code(reader_.Code(row, "code"));
      requirement->set_type(reader_.CodeOrEmpty(row, "type"));
      if (kind == RequirementKind::kFact && !IsFactType(requirement->type())) {
        reader_.Fault(row, "type", "must be text, number, flag or date for a fact");
      }
      requirement->set_required(reader_.YesNo(row, "required"));
      const auto role = FindRequirementRole(row.Cell("of_role"));
      if (!role) {
        reader_.Fault(row, "of_role",
                      "must be applicant, subject, representative, other_guardian or empty");
      }
      requirement->set_of_role(role ? static_cast<int>(*role) : 0);
    }
  }

  void AddRouting() {
    const Rows rows =
        Read("routing.csv",
             {"task_code", "place", "protection", "valid_from", "valid_to", "agency", "unit"},
             {"action", "own_staff", "service_line"});
    for (const PackageRow& row : rows) {
      storage::v1::RoutingRow* const route = content_.add_routing();
      route->set_line(row.line());
      route->set_task(row.Cell("task_code") == kAny ? kAny : KnownTask(row));
      route->set_place(reader_.Code(row, "place"));
      route->set_protection(std::string(row.Cell("protection")));
      const std::string& protection = route->protection();
      if (protection != "none" && protection != "protected" && protection != kAny) {
        reader_.Fault(row, "protection", "must be none, protected or *");
      }
      route->set_action(UpperCodeOrAny(row, "action"));
      route->set_own_staff(OrAny(row, "own_staff"));
      const std::string& own_staff = route->own_staff();
      if (!own_staff.empty() && own_staff != "yes" && own_staff != "no") {
        reader_.Fault(row, "own_staff", "must be yes, no, * or empty");
      }
      if (own_staff == "yes" && protection == "protected") {
        reader_.Fault(row, "own_staff", "never holds: the protected unit overrides all");
      }
      route->set_service_line(UpperCodeOrAny(row, "service_line"));
      route->set_valid_from(reader_.DayOrEmpty(row, "valid_from"));
      route->set_valid_to(reader_.DayOrEmpty(row, "valid_to"));
      reader_.CheckDays(row);
      SetReceiver(row, route);
    }
    // Rows that differ in a cell where both match are never equally specific (see RouteTable), so
    // only those with the same cells can tie.
    const auto key = [](const PackageRow& row) {
      return std::tuple(row.Cell("task_code"), row.Cell("place"), row.Cell("protection"),
                        OrAny(row, "action"), OrAny(row, "own_staff"), OrAny(row, "service_line"));
    };
    CheckDisjoint(rows, key, "ties with", SameCells(rows));
  }

  // Empty where the cell means any.
  static std::string OrAny(const PackageRow& row, absl::string_view column) {
    const absl::string_view cell = row.Cell(column);
    return cell == kAny ? "" : std::string(cell);
  }

  std::string UpperCodeOrAny(const PackageRow& row, absl::string_view column) {
    std::string code = OrAny(row, column);
    const absl::Status fault = CheckUpperCode(column, code);
    if (!fault.ok()) reader_.Fault(row, column, fault.message());
    return code;
  }

  void SetReceiver(const PackageRow& row, storage::v1::RoutingRow* route) {
    route->set_agency(reader_.Code(row, "agency"));
    route->set_unit(reader_.Code(row, "unit"));
    CheckReceiver(row);
  }

  void CheckReceiver(const PackageRow& row) {
    const absl::string_view agency = row.Cell("agency");
    const absl::string_view unit = row.Cell("unit");
    if (agency.empty()) return;
    if (!agencies_.contains(agency)) {
      reader_.Fault(row, "agency", "is not in agencies.csv");
    } else if (!unit.empty() && !units_.Has(agency, unit)) {
      reader_.Fault(row, "unit", absl::StrCat("is not a unit of agency ", agency));
    }
  }

  void AddOwners() {
    if (!reader_.Has(PathOf("owners.csv"))) return;
    const Rows rows = Read("owners.csv", {"task_code", "agency", "unit", "valid_from", "valid_to"});
    for (const PackageRow& row : rows) {
      storage::v1::OwnerRow* const owner = content_.add_owners();
      owner->set_line(row.line());
      owner->set_task(KnownTask(row));
      owner->set_agency(reader_.Code(row, "agency"));
      owner->set_unit(reader_.CodeOrEmpty(row, "unit"));
      CheckReceiver(row);
      owner->set_valid_from(reader_.DayOrEmpty(row, "valid_from"));
      owner->set_valid_to(reader_.DayOrEmpty(row, "valid_to"));
      reader_.CheckDays(row);
    }
    const auto key = [](const PackageRow& row) { return row.Cell("task_code"); };
    CheckDisjoint(rows, key, "overlaps", "same task on the same day");
  }

  // What rows that tie have in common.
  static std::string SameCells(const Rows& rows) {
    const auto says = [&rows](absl::string_view column) {
      return std::any_of(rows.begin(), rows.end(),
                         [column](const PackageRow& row) { return !OrAny(row, column).empty(); });
    };
    const bool more = says("action") || says("own_staff") || says("service_line");
    return more ? "same task, place, protection, action, own staff and service line on the same day"
                : "same task, place and protection on the same day";
  }

  // A fault for each row that holds on a day of an earlier one with the same key.
  template <typename Key>
  void CheckDisjoint(const Rows& rows, Key key, absl::string_view how, absl::string_view what) {
    struct Dated {
      const PackageRow* row;
      Validity validity;
    };
    std::vector<Dated> dated;
    for (const PackageRow& row : rows) {
      const auto validity = Validity::Parse(row.Cell("valid_from"), row.Cell("valid_to"));
      if (validity.ok()) dated.push_back({&row, *validity});
    }
    std::stable_sort(dated.begin(), dated.end(), [&](const Dated& a, const Dated& b) {
      return std::tuple(key(*a.row), a.validity.first) < std::tuple(key(*b.row), b.validity.first);
    });
    const Dated* longest = nullptr;  // Of those before with the same key, the one that ends last.
    for (const Dated& next : dated) {
      const bool same_key = longest != nullptr && key(*longest->row) == key(*next.row);
      if (same_key && longest->validity.Overlaps(next.validity)) {
        reader_.Fault(*next.row, "task_code",
                      absl::StrCat(how, " row ", longest->row->line(), ": ", what));
      }
      if (!same_key || longest->validity.last < next.validity.last) longest = &next;
    }
  }

  std::string KnownTask(const PackageRow& row) {
    std::string task = reader_.Code(row, "task_code");
    if (!task.empty() && reader_.IsWhole(PathOf("tasks.csv")) && !tasks_.contains(task)) {
      reader_.Fault(row, "task_code", "is not in tasks.csv");
    }
    return task;
  }

  const std::string version_;
  const absl::flat_hash_set<std::string> agencies_;
  const absl::flat_hash_set<std::string> offices_;
  const UnitNames units_;
  PackageReader reader_;
  absl::flat_hash_set<std::string> tasks_;
  std::vector<storage::v1::FactRow> facts_;
  TaskListContent content_;
};

}  // namespace

absl::StatusOr<TaskListContent> ParseTaskList(const PackageFiles& files, absl::string_view version,
                                              const DirectoryContent& directory) {
  return TaskListParser(files, version, directory).Parse();
}

TaskListReading ReadTaskList(const PackageFiles& files, absl::string_view version,
                             const DirectoryContent& directory) {
  return TaskListParser(files, version, directory).Read();
}

}  // namespace skranke
