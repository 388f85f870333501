#include "tests/bench/call_measurement.h"

#include <algorithm>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// What the engine has counted so far; all zero for a server without one.
struct Counts {
  double commands = 0;
  double batches = 0;
  double puts = 0;
  double bytes = 0;
};

absl::StatusOr<Counts> AskCounts(ServerProcess& server) {
  SKRANKE_ASSIGN_OR_RETURN(const std::vector<std::string> words, server.Ask("counts"));
  Counts counts;
  const bool understood = words.size() == 5 && absl::SimpleAtod(words[1], &counts.commands) &&
                          absl::SimpleAtod(words[2], &counts.batches) &&
                          absl::SimpleAtod(words[3], &counts.puts) &&
                          absl::SimpleAtod(words[4], &counts.bytes);
  if (understood) return counts;
  return absl::InternalError("the server process does not tell its counts");
}

void AddCounts(const Counts& before, const Counts& after, Sample& sample) {
  const double commands = after.commands - before.commands;
  if (commands == 0) return;
  sample.puts = (after.puts - before.puts) / commands;
  sample.bytes = (after.bytes - before.bytes) / commands;
  sample.batch = commands / std::max(1.0, after.batches - before.batches);
}

Sample ToSample(const Meters& before, const Meters& after, uint64_t requests) {
  const double count = static_cast<double>(requests);
  return {.requests = requests,
          .per_second = count / absl::ToDoubleSeconds(after.wall - before.wall),
          .client_us = absl::ToDoubleMicroseconds(after.client - before.client) / count,
          .server_us = absl::ToDoubleMicroseconds(after.server - before.server) / count,
          .others = OthersBetween(before, after)};
}

}  // namespace

double OthersBetween(const Meters& before, const Meters& after) {
  const absl::Duration ours = (after.client - before.client) + (after.server - before.server);
  const absl::Duration others = after.machine - before.machine - ours;
  return std::max(0.0, absl::FDivDuration(others, after.wall - before.wall));
}

absl::StatusOr<Sample> MeasureCalls(ServerProcess& server, const CallPlan& plan) {
  ClosedLoop loop(absl::StrCat("127.0.0.1:", plan.port.empty() ? server.ready() : plan.port),
                  plan.method, plan.make, plan.in_flight, plan.first);
  loop.AwaitAnswers(static_cast<uint64_t>(plan.in_flight));
  absl::SleepFor(plan.measured / 8);
  SKRANKE_ASSIGN_OR_RETURN(const Counts counts_before, AskCounts(server));
  const Meters before{.server = server.cpu()};
  loop.BeginMeasuring();
  absl::SleepFor(plan.measured);
  const uint64_t requests = loop.EndMeasuring();
  const Meters after{.server = server.cpu()};
  SKRANKE_ASSIGN_OR_RETURN(const Counts counts_after, AskCounts(server));
  SKRANKE_RETURN_IF_ERROR(loop.Finish());
  Sample sample = ToSample(before, after, requests);
  AddCounts(counts_before, counts_after, sample);
  sample.p50_us = Percentile(loop.latencies_us(), 0.5);
  sample.p99_us = Percentile(loop.latencies_us(), 0.99);
  return sample;
}

}  // namespace skranke
