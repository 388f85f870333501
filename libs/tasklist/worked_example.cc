#include "libs/tasklist/worked_example.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/package.h"
#include "libs/tasklist/fact_literal.h"

namespace skranke {
namespace {

using storage::v1::ExampleRow;

std::string Because(absl::string_view row, absl::string_view reason) {
  return row.empty() ? std::string(reason) : absl::StrCat(row, ": ", reason);
}

// None where the example comes out as expected.
std::optional<ExampleFailure> Run(const ExampleRow& example, const TaskList& list,
                                  const Directory& directory) {
  ExampleFailure failure{.name = example.name(), .row = example.line(), .witness = CaseOf(example)};
  const Classification verdict =
      list.Classify(example.task(), failure.witness.facts, directory.quick_max());
  if (static_cast<int>(verdict.case_class) != example.expected_class()) {
    failure.column = "expected_class";
    failure.expected = std::string(ClassWord(static_cast<CaseClass>(example.expected_class())));
    failure.actual = std::string(ClassWord(verdict.case_class));
    failure.because = Because(verdict.row, verdict.reason);
    return failure;
  }
  const Route route = FindRoute(list, directory, failure.witness.Question());
  failure.because = Because(route.row, route.reason);
  if (!example.expected_agency().empty() && route.agency != example.expected_agency()) {
    failure.column = "expected_agency";
    failure.expected = example.expected_agency();
    failure.actual = route.found ? route.agency : "nobody";
    return failure;
  }
  if (example.expected_unit().empty() || route.unit == example.expected_unit()) {
    return std::nullopt;
  }
  failure.column = "expected_unit";
  failure.expected = example.expected_unit();
  failure.actual = route.found ? route.unit : "nobody";
  return failure;
}

}  // namespace

absl::string_view ClassWord(CaseClass case_class) {
  switch (case_class) {
    case CaseClass::kQuick:
      return "QUICK";
    case CaseClass::kDiscretionary:
      return "DISCRETIONARY";
    case CaseClass::kTriage:
      return "TRIAGE";
  }
  return "";
}

WitnessCase CaseOf(const ExampleRow& example) {
  WitnessCase witness{.task = example.task(),
                      .action = example.action(),
                      .place = example.place(),
                      .is_protected = example.protected_person(),
                      .is_own_staff = example.own_staff(),
                      .service_line = example.service_line()};
  witness.day = ParseDay(example.day()).value_or(absl::CivilDay());
  for (const auto& fact : example.facts()) {
    auto value = ParseFeelLiteral(fact.value());
    if (value.ok()) witness.facts.push_back({fact.fact(), *std::move(value)});
  }
  return witness;
}

std::vector<ExampleFailure> RunExamples(const TaskList& list, const Directory& directory) {
  std::vector<ExampleFailure> failures;
  for (const ExampleRow& example : list.content().examples()) {
    if (auto failure = Run(example, list, directory)) failures.push_back(*std::move(failure));
  }
  return failures;
}

std::vector<Finding> CheckExamples(const TaskList& list, const Directory& directory) {
  std::vector<Finding> findings;
  for (ExampleFailure& failure : RunExamples(list, directory)) {
    findings.push_back(
        {.severity = Severity::kError,
         .code = "EXAMPLE_FAILS",
         .file = TaskListPath(list.version(), "examples.csv"),
         .row = failure.row,
         .column = failure.column,
         .sentence = absl::StrCat("The example \"", failure.name, "\" expects ", failure.expected,
                                  " and gives ", failure.actual, ": ", failure.because),
         .witness = std::move(failure.witness)});
  }
  return findings;
}

}  // namespace skranke
