#include "tests/bench/report.h"

#include <functional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tests/bench/ratios.h"

namespace skranke {
namespace {

using Field = std::function<double(const Sample&)>;

Summary Over(const std::vector<Sample>& samples, const Field& field) {
  std::vector<double> values;
  for (const Sample& sample : samples) values.push_back(field(sample));
  return Summarize(std::move(values));
}

double MedianOf(const std::vector<Sample>& samples, double Sample::*field) {
  return Over(samples, [field](const Sample& sample) { return sample.*field; }).median;
}

// "21.9 k [20.9-22.8]"
std::string Thousands(const Summary& summary) {
  return absl::StrFormat("%.1f k [%.1f-%.1f]", summary.median / 1000, summary.low / 1000,
                         summary.high / 1000);
}

// "0.54 [0.48-0.59]"
std::string Ratio(const Summary& summary) {
  return absl::StrFormat("%.2f [%.2f-%.2f]", summary.median, summary.low, summary.high);
}

std::string SampleRow(Measure measure, int level, const std::vector<Sample>& samples) {
  const int index = static_cast<int>(measure);
  const Summary rate = Over(samples, [](const Sample& sample) { return sample.per_second; });
  return absl::StrFormat(
      "| %d | %c %s | %s | %.2f / %.2f | %.1f + %.1f | %.2f |\n", level, 'a' + index,
      kMeasureNames[index], Thousands(rate), MedianOf(samples, &Sample::p50_us) / 1000,
      MedianOf(samples, &Sample::p99_us) / 1000, MedianOf(samples, &Sample::client_us),
      MedianOf(samples, &Sample::server_us), MedianOf(samples, &Sample::others));
}

std::string SampleTable(const RoundsPlan& plan, const Results& results) {
  std::string text =
      "| in flight | measured | per second [range] | p50 / p99 ms | CPU client + server µs | "
      "others' "
      "cores |\n|---|---|---|---|---|---|\n";
  for (const int level : plan.levels) {
    for (const Measure measure :
         {Measure::kEcho, Measure::kStore, Measure::kRegister, Measure::kClassify, Measure::kBulk,
          Measure::kPlain, Measure::kCareful, Measure::kGroup}) {
      const auto found = results.samples.find({measure, level});
      if (found != results.samples.end()) text += SampleRow(measure, level, found->second);
    }
  }
  return text;
}

std::string RatioTable(const RoundsPlan& plan, const Results& results, int cores) {
  std::string text =
      "| in flight | c/a | c/b | m per second | c/m | e/c | p99/p50 of c | CPU of c µs | puts | "
      "put "
      "bytes | "
      "cases a commit |\n|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const int level : plan.levels) {
    const Ratios ratios = RatiosAt(results, level, cores);
    if (ratios.bound.median == 0) continue;
    const auto& c = results.samples.at({Measure::kRegister, level});
    absl::StrAppendFormat(&text, "| %d | %s | %s | %s | %s | %s | %s | %s | %.2f | %.0f | %.1f |\n",
                          level, Ratio(ratios.register_to_echo), Ratio(ratios.register_to_store),
                          Thousands(ratios.bound), Ratio(ratios.register_to_bound),
                          Ratio(ratios.bulk_to_register), Ratio(ratios.tail), Ratio(ratios.cpu_us),
                          MedianOf(c, &Sample::puts), MedianOf(c, &Sample::bytes),
                          MedianOf(c, &Sample::batch));
  }
  return text;
}

std::string PeerTable(const RoundsPlan& plan, const Results& results, int cores) {
  std::string text = "\n| in flight | c/f plain | c/g careful | c/h group |\n|---|---|---|---|\n";
  bool measured = false;
  for (const int level : plan.levels) {
    const auto peers = RatiosAt(results, level, cores).register_to_peers;
    if (peers[0].median == 0) continue;
    measured = true;
    absl::StrAppendFormat(&text, "| %d | %s | %s | %s |\n", level, Ratio(peers[0]), Ratio(peers[1]),
                          Ratio(peers[2]));
  }
  if (measured) return text;
  if (results.peers_left_out.empty()) return "";
  return "\nPostgreSQL 15 is not here or cannot be run: the designs on it are left out.\n";
}

// The limits are the issue's, at 64 in flight.
std::string Verdicts(const Results& results, int cores) {
  constexpr int kJudgedLevel = 64;
  const Ratios ratios = RatiosAt(results, kJudgedLevel, cores);
  std::string text;
  if (ratios.bound.median != 0) {
    absl::StrAppend(&text, Verdict("must: c/m", ratios.register_to_bound.median, 0.65, true),
                    Verdict("must: p99/p50 of c", ratios.tail.median, 3, false),
                    Verdict("must: e/c", ratios.bulk_to_register.median, 2, true));
  }
  const auto& peers = ratios.register_to_peers;
  if (peers[0].median != 0) {
    absl::StrAppend(&text, Verdict("must: c/f", peers[0].median, 4, true),
                    Verdict("must: c/g", peers[1].median, 2, true),
                    Verdict("must: c/h", peers[2].median, 1.3, true));
  }
  if (ratios.bound.median != 0) {
    absl::StrAppend(&text, Verdict("goal: c/a", ratios.register_to_echo.median, 0.45, true),
                    Verdict("goal: CPU of c, µs", ratios.cpu_us.median, 60, false));
  }
  return text.empty() ? "" : "\nAt 64 in flight, medians:\n\n" + text;
}

std::string JsonSummary(const char* name, const Summary& summary) {
  return absl::StrFormat("\"%s\":{\"median\":%.4g,\"low\":%.4g,\"high\":%.4g}", name,
                         summary.median, summary.low, summary.high);
}

std::string JsonSamples(Measure measure, int level, const std::vector<Sample>& samples) {
  const std::pair<const char*, double Sample::*> fields[] = {{"per_second", &Sample::per_second},
                                                             {"p50_us", &Sample::p50_us},
                                                             {"p99_us", &Sample::p99_us},
                                                             {"client_cpu_us", &Sample::client_us},
                                                             {"server_cpu_us", &Sample::server_us},
                                                             {"others_cores", &Sample::others},
                                                             {"puts", &Sample::puts},
                                                             {"put_bytes", &Sample::bytes},
                                                             {"cases_per_commit", &Sample::batch}};
  std::string json = absl::StrFormat("{\"name\":\"%s\",\"in_flight\":%d",
                                     kMeasureNames[static_cast<int>(measure)], level);
  for (const auto& [name, field] : fields) {
    const auto of = [field = field](const Sample& sample) { return sample.*field; };
    absl::StrAppend(&json, ",", JsonSummary(name, Over(samples, of)));
  }
  return json + "}";
}

std::string JsonRatios(int level, const Ratios& ratios) {
  return absl::StrCat(
      "{\"in_flight\":", level, ",",
      absl::StrJoin(
          {JsonSummary("c_to_a", ratios.register_to_echo),
           JsonSummary("c_to_b", ratios.register_to_store), JsonSummary("m", ratios.bound),
           JsonSummary("c_to_m", ratios.register_to_bound),
           JsonSummary("e_to_c", ratios.bulk_to_register),
           JsonSummary("c_to_f", ratios.register_to_peers[0]),
           JsonSummary("c_to_g", ratios.register_to_peers[1]),
           JsonSummary("c_to_h", ratios.register_to_peers[2]),
           JsonSummary("p99_to_p50", ratios.tail), JsonSummary("c_cpu_us", ratios.cpu_us)},
          ","),
      "}");
}

}  // namespace

std::string Verdict(const char* name, double value, double limit, bool at_least) {
  const bool reached = at_least ? value >= limit : value <= limit;
  return absl::StrFormat("- %s %s %.2f: %.2f, %s\n", name, at_least ? "≥" : "≤", limit, value,
                         reached ? "reached" : "missed");
}

std::string MarkdownReport(const RoundsPlan& plan, const Results& results, int cores) {
  return absl::StrFormat(
      "%d rounds of %s each, %d cores for client and server, request %.0f B, reply %.0f "
      "B.\n\n%s\n%s%s%s",
      plan.rounds, absl::FormatDuration(plan.measured), cores, results.request_bytes,
      results.reply_bytes, SampleTable(plan, results), RatioTable(plan, results, cores),
      PeerTable(plan, results, cores), Verdicts(results, cores));
}

std::string JsonReport(const RoundsPlan& plan, const Results& results, int cores) {
  std::vector<std::string> rows;
  for (const auto& [key, samples] : results.samples) {
    if (!samples.empty()) rows.push_back(JsonSamples(key.first, key.second, samples));
  }
  std::vector<std::string> ratios;
  for (const int level : plan.levels) {
    const Ratios at = RatiosAt(results, level, cores);
    if (at.tail.median != 0 || at.register_to_peers[0].median != 0)
      ratios.push_back(JsonRatios(level, at));
  }
  return absl::StrFormat(
      "{\"rounds\":%d,\"seconds\":%g,\"cores\":%d,\"request_bytes\":%.1f,\"reply_bytes\":%.1f,"
      "\"measured\":[%s],\"ratios\":[%s]}\n",
      plan.rounds, absl::ToDoubleSeconds(plan.measured), cores, results.request_bytes,
      results.reply_bytes, absl::StrJoin(rows, ","), absl::StrJoin(ratios, ","));
}

}  // namespace skranke
