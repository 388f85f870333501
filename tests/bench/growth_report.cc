#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/bench/growth.h"
#include "tests/bench/report.h"

namespace skranke {
namespace {

using Which = Sample GrowthSamples::*;

constexpr Which kColumns[] = {&GrowthSamples::registering, &GrowthSamples::reading,
                              &GrowthSamples::listing};

double MedianMs(const std::vector<GrowthSamples>& all, Which which, double Sample::*field) {
  std::vector<double> values;
  for (const GrowthSamples& samples : all) values.push_back(samples.*which.*field / 1000);
  return Summarize(std::move(values)).median;
}

// "1.54 / 2.65 (1.00)"
std::string Compared(const std::vector<GrowthSamples>& all, const std::vector<GrowthSamples>& first,
                     Which which) {
  const double p50 = MedianMs(all, which, &Sample::p50_us);
  return absl::StrFormat("%.2f / %.2f (%.2f)", p50, MedianMs(all, which, &Sample::p99_us),
                         p50 / MedianMs(first, which, &Sample::p50_us));
}

double MostOthers(const GrowthRow& row) {
  double most = 0;
  for (const GrowthSamples& samples : row.at_rest) {
    for (const Which which : kColumns) most = std::max(most, (samples.*which).others);
  }
  return most;
}

std::string RestRow(const GrowthRow& row, const GrowthRow& first) {
  std::string text = absl::StrCat("| ", row.cases, " |");
  for (const Which which : kColumns) {
    absl::StrAppend(&text, " ", Compared(row.at_rest, first.at_rest, which), " |");
  }
  const Summary ready = Summarize(row.ready);
  absl::StrAppendFormat(&text, " %d | %.2f [%.2f-%.2f] | %.2f |\n", row.rss_bytes >> 20,
                        ready.median, ready.low, ready.high, MostOthers(row));
  return text;
}

std::string FilledRow(const GrowthRow& row, const GrowthRow& first) {
  std::string text = absl::StrFormat("| %d | %.1f k |", row.cases, row.filled_per_second / 1000);
  for (const Which which : kColumns) {
    absl::StrAppend(&text, " ", Compared({row.just_after}, {first.just_after}, which), " |");
  }
  return absl::StrCat(text, absl::StrFormat(" %.1f |\n", absl::ToDoubleSeconds(row.rest)));
}

std::string ReplayRow(const GrowthRow& row) {
  const Summary replay = Summarize(row.replay);
  return absl::StrFormat("| %d | %.2f [%.2f-%.2f] | %.2f |\n", row.replayed_cases, replay.median,
                         replay.low, replay.high,
                         replay.median * 1e6 / static_cast<double>(row.replayed_cases));
}

std::string Verdicts(const GrowthRow& first, const GrowthRow& last) {
  const auto grown = [&](Which which) {
    return MedianMs(last.at_rest, which, &Sample::p50_us) /
           MedianMs(first.at_rest, which, &Sample::p50_us);
  };
  return absl::StrCat(
      "\nAt ", last.cases, " cases, compared with ", first.cases, ", at rest:\n\n",
      Verdict("must: RegisterCase p50, ratio", grown(&GrowthSamples::registering), 1.3, false),
      Verdict("must: GetCase p50, ratio", grown(&GrowthSamples::reading), 1.3, false),
      Verdict("must: RSS, MiB", static_cast<double>(last.rss_bytes >> 20), 400, false),
      Verdict("must: ready after kill -9, s", Summarize(last.ready).median, 1, false),
      Verdict("must: replay of all cases under a draft, s", Summarize(last.replay).median, 10,
              false));
}

}  // namespace

std::string GrowthReport(const std::vector<GrowthRow>& rows) {
  std::string text = absl::StrFormat(
      "At rest, medians of %d, 8 in flight; p50 / p99 ms (p50 × first):\n\n"
      "| stored cases | RegisterCase | GetCase | ListCases, a page of 50 | RSS MiB | ready after "
      "kill -9, s | others' cores at most |\n|---|---|---|---|---|---|---|\n",
      rows[0].at_rest.size());
  for (const GrowthRow& row : rows) text += RestRow(row, rows[0]);
  text +=
      "\nJust after filling by a bulk stream, while the store compacts, once:\n\n"
      "| stored cases | filling, cases a second | RegisterCase | GetCase | ListCases, a page of 50 "
      "| at rest after, s |\n|---|---|---|---|---|---|\n";
  for (const GrowthRow& row : rows) text += FilledRow(row, rows[0]);
  absl::StrAppend(&text, "\nDeciding all stored cases again under a draft, medians of ",
                  rows[0].replay.size(), ":\n\n| cases decided | s | µs a case |\n|---|---|---|\n");
  for (const GrowthRow& row : rows) text += ReplayRow(row);
  return text + Verdicts(rows.front(), rows.back());
}

}  // namespace skranke
