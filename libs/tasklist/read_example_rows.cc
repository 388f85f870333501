#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/tasklist/fact_literal.h"
#include "libs/tasklist/fact_schema.h"
#include "libs/tasklist/worked_example.h"

namespace skranke {
namespace {

using storage::v1::ExampleRow;
using storage::v1::FactRow;

// The parts between semicolons that stand outside quotes; empty ones are left out.
std::vector<absl::string_view> SplitFacts(absl::string_view cell) {
  std::vector<absl::string_view> parts;
  bool quoted = false;
  size_t begin = 0;
  for (size_t i = 0; i <= cell.size(); ++i) {
    const bool end = i == cell.size();
    if (!end && cell[i] == '"' && (i == 0 || cell[i - 1] != '\\')) quoted = !quoted;
    if (!end && (quoted || cell[i] != ';')) continue;
    const absl::string_view part = absl::StripAsciiWhitespace(cell.substr(begin, i - begin));
    if (!part.empty()) parts.push_back(part);
    begin = i + 1;
  }
  return parts;
}

CaseClass FindClass(absl::string_view word) {
  for (const CaseClass one : {CaseClass::kQuick, CaseClass::kDiscretionary, CaseClass::kTriage}) {
    if (ClassWord(one) == word) return one;
  }
  return CaseClass{};
}

class ExampleReader {
 public:
  ExampleReader(PackageReader& reader, const absl::flat_hash_set<std::string>* tasks,
                absl::Span<const FactRow> facts)
      : reader_(reader), tasks_(tasks), facts_(facts) {}

  ExampleRow Read(const PackageRow& row) {
    ExampleRow example;
    example.set_line(row.line());
    example.set_name(reader_.Text(row, "name"));
    if (example.name().empty()) reader_.Fault(row, "name", "is missing");
    example.set_task(reader_.Code(row, "task_code"));
    example.set_action(reader_.CodeOrEmpty(row, "action"));
    example.set_place(reader_.CodeOrEmpty(row, "place"));
    example.set_protected_person(IsProtected(row));
    example.set_own_staff(!row.Cell("own_staff").empty() && reader_.YesNo(row, "own_staff"));
    example.set_service_line(reader_.CodeOrEmpty(row, "service_line"));
    example.set_day(reader_.DayOrEmpty(row, "day"));
    if (example.day().empty()) reader_.Fault(row, "day", "is missing");
    SetExpected(row, example);
    SetFacts(row, example);
    return example;
  }

 private:
  bool IsProtected(const PackageRow& row) {
    const absl::string_view word = row.Cell("protection");
    if (!word.empty() && word != "none" && word != "protected") {
      reader_.Fault(row, "protection", "must be none or protected");
    }
    return word == "protected";
  }

  void SetExpected(const PackageRow& row, ExampleRow& example) {
    const CaseClass expected = FindClass(row.Cell("expected_class"));
    if (expected == CaseClass{}) {
      reader_.Fault(row, "expected_class", "must be QUICK, DISCRETIONARY or TRIAGE");
    }
    example.set_expected_class(static_cast<int>(expected));
    example.set_expected_agency(reader_.CodeOrEmpty(row, "expected_agency"));
    example.set_expected_unit(reader_.CodeOrEmpty(row, "expected_unit"));
    if (example.expected_agency().empty() && !example.expected_unit().empty()) {
      reader_.Fault(row, "expected_agency", "is missing beside expected_unit");
    }
    // A task that the list has not is an example too: it must go to a person.
    const bool known = tasks_ == nullptr || tasks_->contains(example.task());
    if (!known && !example.task().empty() && expected != CaseClass::kTriage) {
      reader_.Fault(row, "task_code", "is not in tasks.csv");
    }
  }

  void SetFacts(const PackageRow& row, ExampleRow& example) {
    for (const absl::string_view part : SplitFacts(row.Cell("facts"))) {
      const absl::Status fault = AddFact(part, example);
      if (!fault.ok()) reader_.Fault(row, "facts", fault.message());
    }
  }

  absl::Status AddFact(absl::string_view part, ExampleRow& example) {
    const size_t equals = part.find('=');
    const absl::string_view name = absl::StripAsciiWhitespace(part.substr(0, equals));
    if (equals == absl::string_view::npos || name.empty()) {
      return absl::InvalidArgumentError("must be NAME = VALUE between semicolons");
    }
    const FactRow* schema = nullptr;
    for (const FactRow& row : facts_) {
      if (row.task() == example.task() && row.fact() == name) schema = &row;
    }
    SKRANKE_ASSIGN_OR_RETURN(const Value value, ParseFactLiteral(part.substr(equals + 1), schema));
    storage::v1::ExampleFact* const fact = example.add_facts();
    fact->set_fact(std::string(name));
    fact->set_value(value.ToString());
    return absl::OkStatus();
  }

  PackageReader& reader_;
  const absl::flat_hash_set<std::string>* tasks_;
  const absl::Span<const FactRow> facts_;
};

}  // namespace

std::vector<ExampleRow> ReadExampleRows(PackageReader& reader, const std::string& path,
                                        const absl::flat_hash_set<std::string>* tasks,
                                        absl::Span<const FactRow> facts) {
  if (!reader.Has(path)) return {};
  const std::vector<PackageRow> rows =
      reader.Rows({.file = path,
                   .required = {"name", "task_code", "day", "facts", "expected_class"},
                   .optional = {"action", "place", "protection", "own_staff", "service_line",
                                "expected_agency", "expected_unit"}});
  reader.CheckUnique(rows, {"name"});
  std::vector<ExampleRow> examples;
  ExampleReader example_reader(reader, tasks, facts);
  for (const PackageRow& row : rows) examples.push_back(example_reader.Read(row));
  return examples;
}

}  // namespace skranke
