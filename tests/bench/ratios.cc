#include "tests/bench/ratios.h"

#include <algorithm>
#include <functional>

namespace skranke {
namespace {

constexpr double kMicrosPerSecond = 1e6;

const std::vector<Sample>& SamplesOf(const Results& results, Measure measure, int level) {
  static const std::vector<Sample>* const none = new std::vector<Sample>();
  const auto found = results.samples.find({measure, level});
  return found == results.samples.end() ? *none : found->second;
}

}  // namespace

Ratios RatiosAt(const Results& results, int level, int cores) {
  const auto& a = SamplesOf(results, Measure::kEcho, level);
  const auto& b = SamplesOf(results, Measure::kStore, level);
  const auto& c = SamplesOf(results, Measure::kRegister, level);
  const auto& e = SamplesOf(results, Measure::kBulk, level);
  const size_t rounds = std::min({a.size(), b.size(), c.size()});
  const auto over_rounds = [rounds](const std::function<double(size_t)>& value) {
    std::vector<double> values;
    for (size_t i = 0; i < rounds; ++i) values.push_back(value(i));
    return Summarize(std::move(values));
  };
  const auto bound = [&](size_t i) {
    return cores * kMicrosPerSecond / (a[i].cpu_us() + b[i].cpu_us());
  };
  const auto to_peer = [&](Measure measure) {
    const auto& peer = SamplesOf(results, measure, level);
    std::vector<double> values;
    for (size_t i = 0; i < std::min(c.size(), peer.size()); ++i) {
      values.push_back(c[i].per_second / peer[i].per_second);
    }
    return Summarize(std::move(values));
  };
  return {
      .register_to_echo = over_rounds([&](size_t i) { return c[i].per_second / a[i].per_second; }),
      .register_to_store = over_rounds([&](size_t i) { return c[i].per_second / b[i].per_second; }),
      .bound = over_rounds(bound),
      .register_to_bound = over_rounds([&](size_t i) { return c[i].per_second / bound(i); }),
      .bulk_to_register = over_rounds(
          [&](size_t i) { return i < e.size() ? e[i].per_second / c[i].per_second : 0; }),
      .register_to_peers = {to_peer(kPeers[0]), to_peer(kPeers[1]), to_peer(kPeers[2])},
      .tail = over_rounds([&](size_t i) { return c[i].p99_us / c[i].p50_us; }),
      .cpu_us = over_rounds([&](size_t i) { return c[i].cpu_us(); })};
}

}  // namespace skranke
