// skranke-bench: measures registering against its parts; docs/benchmarks.md says what and why.
// tools/bench builds and runs it. Exit 0 measured, 1 a measurement failed, 2 wrong use.
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "libs/testing/temp_dir.h"
#include "tests/bench/backlog.h"
#include "tests/bench/cpu_time.h"
#include "tests/bench/growth.h"
#include "tests/bench/peers/serve_peers.h"
#include "tests/bench/report.h"
#include "tests/bench/rounds.h"
#include "tests/bench/serve.h"

ABSL_FLAG(std::string, only, "", "Measure only this: a measurement, or postgres.");
ABSL_FLAG(std::vector<std::string>, levels, std::vector<std::string>({"1", "8", "64", "256"}),
          "Calls in flight.");
ABSL_FLAG(int, rounds, 5, "Rounds of each level.");
ABSL_FLAG(double, seconds, 2, "How long each measurement of a round takes.");
ABSL_FLAG(std::vector<std::string>, growth, {}, "Measure growth instead, at these stored cases.");
ABSL_FLAG(uint64_t, backlog, 0,
          "Measure an agency's absence instead, with so many cases waiting for it.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(std::string, output, "table", "table or json.");
ABSL_FLAG(std::string, serve, "",
          "For the program itself: be the server echo, office, store or peers.");
ABSL_FLAG(std::string, data_dir, "", "With --serve: where its store goes.");
ABSL_FLAG(int, reply_bytes, 0, "With --serve=echo: bytes of every reply.");

namespace skranke {
namespace {

// More in flight would only fill the server's queue.
constexpr int kLevelMax = 1024;

int WrongUse(const char* message) {
  std::cerr << "skranke-bench: " << message << std::endl;
  return 2;
}

int Serve(const std::string& what) {
  const std::string data_dir = absl::GetFlag(FLAGS_data_dir);
  const std::string office = absl::GetFlag(FLAGS_office);
  if (what == "echo") return ServeEcho(static_cast<size_t>(absl::GetFlag(FLAGS_reply_bytes)));
  if (what == "office") return ServeOffice(office, data_dir);
  if (what == "store") return ServeStore(office, data_dir);
  if (what == "peers") return ServePeers(office, data_dir);
  return WrongUse("--serve is echo, office, store or peers");
}

bool IsMeasure(const std::string& name) {
  return name == "postgres" || std::find(std::begin(kMeasureNames), std::end(kMeasureNames),
                                         name) != std::end(kMeasureNames);
}

// Empty if one is no number from 1 to kLevelMax.
std::vector<int> Levels() {
  std::vector<int> levels;
  for (const std::string& text : absl::GetFlag(FLAGS_levels)) {
    int level = 0;
    if (!absl::SimpleAtoi(text, &level) || level < 1 || level > kLevelMax) return {};
    levels.push_back(level);
  }
  return levels;
}

// Empty if one is no number from 1 to kGrowthMost.
std::vector<uint64_t> Sizes() {
  std::vector<uint64_t> sizes;
  for (const std::string& text : absl::GetFlag(FLAGS_growth)) {
    uint64_t size = 0;
    if (!absl::SimpleAtoi(text, &size) || size < 1 || size > kGrowthMost) return {};
    sizes.push_back(size);
  }
  return sizes;
}

int Grow(const std::string& scratch) {
  const GrowthPlan plan{.office_dir = absl::GetFlag(FLAGS_office),
                        .scratch_dir = scratch,
                        .sizes = Sizes(),
                        .measured = absl::Seconds(absl::GetFlag(FLAGS_seconds))};
  if (plan.sizes.empty()) return WrongUse("--growth are numbers from 1 to 10000000");
  const auto rows = RunGrowth(plan);
  if (rows.ok()) std::cout << GrowthReport(*rows);
  if (!rows.ok()) std::cerr << "skranke-bench: " << rows.status() << std::endl;
  return rows.ok() ? 0 : 1;
}

int Wait(const std::string& scratch) {
  const BacklogPlan plan{.office_dir = absl::GetFlag(FLAGS_office),
                         .scratch_dir = scratch,
                         .backlog = absl::GetFlag(FLAGS_backlog),
                         .rounds = absl::GetFlag(FLAGS_rounds),
                         .measured = absl::Seconds(absl::GetFlag(FLAGS_seconds))};
  const auto result = RunBacklog(plan);
  if (result.ok()) std::cout << BacklogReport(plan, *result);
  if (!result.ok()) std::cerr << "skranke-bench: " << result.status() << std::endl;
  return result.ok() ? 0 : 1;
}

int Measure(const RoundsPlan& plan, bool json) {
  const auto results = RunRounds(plan);
  if (!results.ok()) {
    std::cerr << "skranke-bench: " << results.status() << std::endl;
    return 1;
  }
  const int cores = UsableCores();
  std::cout << (json ? JsonReport(plan, *results, cores) : MarkdownReport(plan, *results, cores));
  return 0;
}

int Main() {
  if (const std::string what = absl::GetFlag(FLAGS_serve); !what.empty()) return Serve(what);
  const TempDir scratch;
  if (!absl::GetFlag(FLAGS_growth).empty()) return Grow(scratch.path());
  if (absl::GetFlag(FLAGS_backlog) > 0) return Wait(scratch.path());
  const RoundsPlan plan{.office_dir = absl::GetFlag(FLAGS_office),
                        .scratch_dir = scratch.path(),
                        .levels = Levels(),
                        .rounds = absl::GetFlag(FLAGS_rounds),
                        .measured = absl::Seconds(absl::GetFlag(FLAGS_seconds)),
                        .only = absl::GetFlag(FLAGS_only)};
  const std::string output = absl::GetFlag(FLAGS_output);
  if (output != "table" && output != "json") return WrongUse("--output is table or json");
  if (plan.levels.empty()) return WrongUse("--levels are numbers from 1 to 1024");
  if (!plan.only.empty() && !IsMeasure(plan.only)) {
    return WrongUse(
        "--only is echo, store, register, classify, bulk, plain, careful, group, postgres");
  }
  if (plan.rounds < 1 || plan.measured <= absl::ZeroDuration()) {
    return WrongUse("--rounds and --seconds are more than 0");
  }
  return Measure(plan, output == "json");
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("measures registering against its parts");
  absl::ParseCommandLine(argc, argv);
  return skranke::Main();
}
