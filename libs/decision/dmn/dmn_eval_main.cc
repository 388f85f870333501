// dmn_eval FILE.dmn DECISION [--facts=JSON] [--trace] [--strict]: decides, and prints the value as
// FEEL writes it. Facts are a JSON object (FEEL's contexts are a superset), e.g. '{"Age": 18}'.
// With
// --trace also what each cell of each table said. With --strict as an oppgaveliste is decided: a
// file outside the profile is refused, and what is unknown goes to a person. Diagnostics go to
// stderr.
// Exit 0 decided, 1 the file or the facts cannot be read, 2 wrong use, 3 with --strict: not
// decided.
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/files.h"
#include "libs/base/status_macros.h"
#include "libs/decision/dmn/dmn_program.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/decision/feel/feel_expression.h"

ABSL_FLAG(std::string, facts, "{}", "Facts by the names of the inputs: a JSON object.");
ABSL_FLAG(bool, trace, false, "Also print what each cell said.");
ABSL_FLAG(
    bool, strict, false,
    "Decide by the strict profile: tables alone, no computed cells, and what is unknown goes to "
    "a person (exit 3), never to the next row.");

namespace skranke {
namespace {

absl::StatusOr<DmnModel> ReadModel(const std::string& path) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
  return ReadDmnStrictly(path, bytes);
}

// The model, and of its folder those that it may import.
absl::StatusOr<DmnProgram> Load(const std::string& path) {
  SKRANKE_ASSIGN_OR_RETURN(DmnModel model, ReadModel(path));
  std::vector<DmnModel> others;
  if (!model.imports.empty()) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    for (const auto& entry : std::filesystem::directory_iterator(folder.empty() ? "." : folder)) {
      if (entry.path().extension() != ".dmn" || entry.path() == path) continue;
      SKRANKE_ASSIGN_OR_RETURN(DmnModel other, ReadModel(entry.path().string()));
      others.push_back(std::move(other));
    }
  }
  const bool is_strict = absl::GetFlag(FLAGS_strict);
  DmnProgram program = DmnProgram::Compile(std::move(model), std::move(others),
                                           is_strict ? TableMode::kStrict : TableMode::kPlain);
  if (is_strict) SKRANKE_RETURN_IF_ERROR(FaultStatus(program.faults()));
  return program;
}

absl::StatusOr<Context> ReadFacts(const std::string& text) {
  SKRANKE_ASSIGN_OR_RETURN(const FeelExpression expression,
                           FeelExpression::Parse(text, NameScope()));
  FeelRun run;
  const Value facts = expression.Evaluate(FeelScope(), run);
  if (facts.is(ValueType::kContext)) return facts.context();
  return absl::InvalidArgumentError("--facts is no JSON object");
}

const char* VerdictName(Verdict verdict) {
  if (verdict == Verdict::kYes) return "yes";
  return verdict == Verdict::kNo ? "no" : "unknown";
}

void Print(const DmnTableTrace& table) {
  std::cout << "table " << table.decision << "\n";
  for (size_t i = 0; i < table.trace.inputs.size(); ++i) {
    std::cout << "  input " << i + 1 << ": " << table.trace.inputs[i].ToString() << "\n";
  }
  for (const TableTrace::Row& row : table.trace.rows) {
    std::cout << "  row " << row.row + 1 << ": " << VerdictName(row.verdict) << " (";
    for (size_t i = 0; i < row.cells.size(); ++i) {
      std::cout << (i > 0 ? ", " : "") << VerdictName(row.cells[i]);
    }
    std::cout << ")\n";
  }
  std::cout << "  output: " << table.trace.decision.output.ToString() << "\n";
  if (!table.trace.decision.reason.empty()) {
    std::cout << "  because: " << table.trace.decision.reason << "\n";
  }
}

// Whether it is decided: without --strict always.
absl::StatusOr<bool> Run(const std::string& file, const std::string& decision) {
  SKRANKE_ASSIGN_OR_RETURN(const DmnProgram program, Load(file));
  for (const TableFault& fault : program.faults()) std::cerr << fault.ToString() << "\n";
  SKRANKE_ASSIGN_OR_RETURN(const Context facts, ReadFacts(absl::GetFlag(FLAGS_facts)));
  FeelRun run(absl::Now());
  SKRANKE_ASSIGN_OR_RETURN(const DmnAnswer answer, program.Evaluate(decision, facts, run));
  for (const DmnDiagnostic& each : answer.diagnostics) {
    std::cerr << each.element << ": at character " << each.diagnostic.position << ": "
              << each.diagnostic.message << "\n";
  }
  if (absl::GetFlag(FLAGS_trace)) {
    SKRANKE_ASSIGN_OR_RETURN(const auto traces, program.Explain(decision, facts, run));
    for (const DmnTableTrace& trace : traces) Print(trace);
  }
  std::cout << answer.value.ToString() << std::endl;
  return !absl::GetFlag(FLAGS_strict) || !answer.value.is_null();
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "dmn_eval FILE.dmn DECISION [--facts=JSON] [--trace] [--strict]\n"
      "  --strict: by the strict profile of an oppgaveliste; exit 3 where a person has to decide");
  const std::vector<char*> arguments = absl::ParseCommandLine(argc, argv);
  if (arguments.size() != 3) {
    std::cerr << absl::ProgramUsageMessage() << std::endl;
    return 2;
  }
  const absl::StatusOr<bool> decided = skranke::Run(arguments[1], arguments[2]);
  if (!decided.ok()) {
    std::cerr << decided.status().message() << std::endl;
    return 1;
  }
  return *decided ? 0 : 3;
}
