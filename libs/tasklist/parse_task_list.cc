#include "libs/tasklist/parse_task_list.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/directory/package_reader.h"
#include "libs/tasklist/fact_schema.h"
#include "libs/tasklist/fact_test.h"
#include "libs/tasklist/known_names.h"
#include "libs/tasklist/read_bundle_rows.h"
#include "libs/tasklist/read_routing_rows.h"
#include "libs/tasklist/read_task_rows.h"
#include "libs/tasklist/requirement_words.h"
#include "libs/tasklist/worked_example.h"

namespace skranke {
namespace {

using storage::v1::DirectoryContent;
using storage::v1::TaskListContent;
using Rows = std::vector<PackageRow>;

// Puts rows into their table.
template <typename Row>
void Fill(std::vector<Row> rows, google::protobuf::RepeatedPtrField<Row>* table) {
  table->Assign(std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
}

class TaskListParser {
 public:
  TaskListParser(const PackageFiles& files, absl::string_view version,
                 const DirectoryContent& directory)
      : version_(version), names_(directory), reader_(files) {}

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
    AddBundles();
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
    content_.set_emergency(!row.Cell("emergency").empty() && reader_.YesNo(row, "emergency"));
    for (std::string& tag : reader_.Codes(row, "tags")) content_.add_tags(std::move(tag));
  }

  void AddTasks() {
    Fill(ReadTaskRows(reader_, PathOf("tasks.csv"), names_), content_.mutable_tasks());
    if (!reader_.IsWhole(PathOf("tasks.csv"))) return;
    names_.tasks.emplace();
    for (const auto& row : content_.tasks()) names_.tasks->insert(row.task());
  }

  // Null where tasks.csv cannot be read.
  const absl::flat_hash_set<std::string>* KnownTasks() const {
    return names_.tasks ? &*names_.tasks : nullptr;
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
    Fill(ReadExampleRows(reader_, PathOf("examples.csv"), KnownTasks(), facts_),
         content_.mutable_examples());
  }

  void AddConditions() {
    const Rows rows = Read("conditions.csv", {"task_code", "fact", "test", "legal_basis"});
    for (const PackageRow& row : rows) {
      storage::v1::ConditionRow* const condition = content_.add_conditions();
      condition->set_line(row.line());
      condition->set_task(ReadTask(reader_, row, names_));
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
      requirement->set_task(ReadTask(reader_, row, names_));
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
    Fill(ReadRoutingRows(reader_, PathOf("routing.csv"), names_), content_.mutable_routing());
  }

  void AddOwners() {
    Fill(ReadOwnerRows(reader_, PathOf("owners.csv"), names_), content_.mutable_owners());
  }

  void AddBundles() {
    *content_.mutable_bundles() = ReadBundleRows(reader_, PathOf("bundles.csv"), names_);
  }

  const std::string version_;
  KnownNames names_;
  PackageReader reader_;
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
