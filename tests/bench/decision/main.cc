// skranke-decision-bench: what a decision costs in tables of 10 to 10,000 rules, what it costs to
// load the largest, and what the check of a list of a thousand rows costs. tools/bench
// --only=decision builds and runs it, and its peers after it. Prints one line of JSON. Exit 0
// measured, 1 an answer is wrong or something cannot be made.
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "libs/base/files.h"
#include "libs/base/status_macros.h"
#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/dmn/dmn_reader.h"
#include "libs/decision/dmn/dmn_writer.h"
#include "tests/bench/decision/list_check.h"
#include "tests/bench/decision/routing_table.h"

ABSL_FLAG(std::vector<std::string>, rules, std::vector<std::string>({"10", "100", "1000", "10000"}),
          "Rules of the tables.");
ABSL_FLAG(int, rounds, 5, "Rounds; each measures every table once.");
ABSL_FLAG(double, seconds, 0.2, "How long one measurement takes.");
ABSL_FLAG(std::string, tables, "", "Where to write the tables as JSON, for the peers.");

namespace skranke {
namespace {

constexpr int kFacts = 2'048;

struct Rig {
  int rules = 0;
  DecisionTable table;
  std::vector<std::vector<Value>> facts;
  std::vector<double> nanoseconds;  // A decision, by round.
};

absl::Status CheckAnswers(const Rig& rig, const RoutingTable& routing) {
  for (size_t i = 0; i < rig.facts.size(); ++i) {
    const Decision decision = rig.table.Decide(rig.facts[i]);
    const std::string answer = decision.output.is_null() ? "" : decision.output.string();
    if (answer == routing.answers[i]) continue;
    return absl::InternalError(
        absl::StrCat(rig.rules, " rules, facts ", i, ": ", answer, ", not ", routing.answers[i]));
  }
  return absl::OkStatus();
}

absl::StatusOr<Rig> MakeRig(int rules) {
  const RoutingTable routing = MakeRoutingTable(rules, kFacts);
  if (const std::string directory = absl::GetFlag(FLAGS_tables); !directory.empty()) {
    SKRANKE_RETURN_IF_ERROR(
        WriteFileDurably(absl::StrCat(directory, "/table-", rules, ".json"), JsonOf(routing)));
  }
  SKRANKE_ASSIGN_OR_RETURN(DecisionTable table,
                           DecisionTable::Compile(ModelOf(routing), {.mode = TableMode::kStrict}));
  Rig rig{.rules = rules, .table = std::move(table)};
  for (const RoutingFacts& facts : routing.facts) rig.facts.push_back(InputsOf(facts));
  SKRANKE_RETURN_IF_ERROR(CheckAnswers(rig, routing));
  return rig;
}

double MeasureOnce(const Rig& rig, absl::Duration measured) {
  int64_t decisions = 0, decided = 0;
  const absl::Time begin = absl::Now();
  absl::Duration passed;
  do {
    for (const std::vector<Value>& facts : rig.facts) {
      decided += rig.table.Decide(facts).outcome == Decision::Outcome::kDecided;
    }
    decisions += static_cast<int64_t>(rig.facts.size());
    passed = absl::Now() - begin;
  } while (passed < measured);
  if (decided == 0) std::cerr << "nothing was decided" << std::endl;
  return absl::ToDoubleNanoseconds(passed) / static_cast<double>(decisions);
}

// From the bytes of a DMN file to a table that decides, in milliseconds.
absl::StatusOr<double> MeasureLoad(int rules) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes,
                           WriteDmnTable(ModelOf(MakeRoutingTable(rules, 1))));
  const absl::Time begin = absl::Now();
  SKRANKE_ASSIGN_OR_RETURN(const DmnModel model, ReadDmnStrictly("bench.dmn", bytes));
  SKRANKE_ASSIGN_OR_RETURN(
      const DecisionTable table,
      DecisionTable::Compile(*model.decisions[0].logic.table, {.mode = TableMode::kStrict}));
  return absl::ToDoubleMilliseconds(absl::Now() - begin);
}

std::string JsonNumbers(const std::vector<double>& numbers) {
  return absl::StrCat("[",
                      absl::StrJoin(numbers, ",",
                                    [](std::string* out, double number) {
                                      absl::StrAppendFormat(out, "%.1f", number);
                                    }),
                      "]");
}

absl::Status Measure() {
  std::vector<Rig> rigs;
  for (const std::string& text : absl::GetFlag(FLAGS_rules)) {
    int rules = 0;
    if (!absl::SimpleAtoi(text, &rules) || rules < 1 || rules > 100'000) {
      return absl::InvalidArgumentError("--rules are numbers from 1 to 100000");
    }
    SKRANKE_ASSIGN_OR_RETURN(Rig rig, MakeRig(rules));
    rigs.push_back(std::move(rig));
  }
  std::vector<double> loads;
  for (int round = 0; round < absl::GetFlag(FLAGS_rounds); ++round) {
    for (Rig& rig : rigs) {
      rig.nanoseconds.push_back(MeasureOnce(rig, absl::Seconds(absl::GetFlag(FLAGS_seconds))));
    }
    SKRANKE_ASSIGN_OR_RETURN(const double load, MeasureLoad(rigs.back().rules));
    loads.push_back(load);
  }
  SKRANKE_ASSIGN_OR_RETURN(const ListCheck check, MeasureListCheck(absl::GetFlag(FLAGS_rounds)));
  std::vector<std::string> rows;
  for (const Rig& rig : rigs) {
    rows.push_back(absl::StrCat("\"", rig.rules, "\":", JsonNumbers(rig.nanoseconds)));
  }
  std::cout << "{\"decide_ns\":{" << absl::StrJoin(rows, ",")
            << "},\"load_ms\":" << JsonNumbers(loads) << ",\"list_rows\":" << check.rows
            << ",\"check_ms\":" << JsonNumbers(check.milliseconds) << "}" << std::endl;
  return absl::OkStatus();
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = skranke::Measure();
  if (!status.ok()) std::cerr << "skranke-decision-bench: " << status << std::endl;
  return status.ok() ? 0 : 1;
}
