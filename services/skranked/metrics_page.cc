#include "services/skranked/metrics_page.h"

#include <exception>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "prometheus/collectable.h"
#include "prometheus/exposer.h"
#include "prometheus/metric_family.h"

namespace skranke {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily Family(std::string name, std::string help, MetricType type) {
  MetricFamily family;
  family.name = std::move(name);
  family.help = std::move(help);
  family.type = type;
  return family;
}

MetricFamily Gauge(std::string name, std::string help, double value) {
  MetricFamily family = Family(std::move(name), std::move(help), MetricType::Gauge);
  family.metric.emplace_back().gauge.value = value;
  return family;
}

MetricFamily Counter(std::string name, std::string help, uint64_t value) {
  MetricFamily family = Family(std::move(name), std::move(help), MetricType::Counter);
  family.metric.emplace_back().counter.value = static_cast<double>(value);
  return family;
}

ClientMetric CallMetric(const std::string& method, absl::StatusCode code,
                        const CallFigures& figures) {
  ClientMetric metric;
  metric.label = {{"method", method}, {"code", absl::StatusCodeToString(code)}};
  metric.histogram.sample_count = figures.count;
  metric.histogram.sample_sum = absl::ToDoubleSeconds(figures.total);
  uint64_t cumulative = 0;
  double bound = absl::ToDoubleSeconds(kFirstDurationBucket);
  for (int i = 0; i < kDurationBuckets; ++i, bound *= 2) {
    cumulative += figures.by_duration[static_cast<size_t>(i)];
    const bool last = i == kDurationBuckets - 1;
    metric.histogram.bucket.push_back(
        {cumulative, last ? std::numeric_limits<double>::infinity() : bound});
  }
  return metric;
}

class OfficeFigures : public prometheus::Collectable {
 public:
  explicit OfficeFigures(OfficeServer* office) : office_(office) {}

  std::vector<MetricFamily> Collect() const override {
    const EngineHealth health = office_->engine().health();
    const EngineCounts counts = office_->engine().counts();
    return {
        Gauge("skranke_queue_commands", "Commands waiting for the writer.",
              static_cast<double>(health.queued)),
        Gauge("skranke_free_bytes", "Free space for the data directory.",
              static_cast<double>(health.free_bytes)),
        Gauge("skranke_space_level", "0 enough, 1 low: no new cases, 2 last: no change at all.",
              static_cast<double>(health.space)),
        Gauge("skranke_clock_trusted", "0: the clock jumped, an operator must confirm it.",
              health.clock_trusted ? 1 : 0),
        Gauge("skranke_writer_running", "0: the store failed, the server must be restarted.",
              health.writer.ok() ? 1 : 0),
        Gauge("skranke_commit_position", "Position of the latest record.",
              static_cast<double>(office_->engine().snapshot()->position())),
        Counter("skranke_commands_total", "Commands judged.", counts.commands),
        Counter("skranke_batches_total", "Batches committed, one fsync each.", counts.batches),
        Counter("skranke_batch_puts_total", "Rows written.", counts.batch_puts),
        Counter("skranke_batch_bytes_total", "Bytes written before compression.",
                counts.batch_bytes),
        Deliveries("skranke_delivery_in_flight", "Messages under way, by agency.",
                   [](const AgencyDelivery& line) { return line.in_flight; }),
        Deliveries("skranke_delivery_backing_off", "1: the agency does not answer.",
                   [](const AgencyDelivery& line) -> uint64_t { return line.backing_off; }),
        Deliveries("skranke_delivery_delivered", "Messages acknowledged since start.",
                   [](const AgencyDelivery& line) { return line.delivered; }),
        Deliveries("skranke_delivery_failed", "Failed attempts since start.",
                   [](const AgencyDelivery& line) { return line.failed; }),
        Calls(),
    };
  }

 private:
  MetricFamily Deliveries(std::string name, std::string help,
                          uint64_t (*figure)(const AgencyDelivery&)) const {
    MetricFamily family = Family(std::move(name), std::move(help), MetricType::Gauge);
    for (const AgencyDelivery& line : office_->forwarder().deliveries()) {
      ClientMetric& metric = family.metric.emplace_back();
      metric.label = {{"agency", line.agency}};
      metric.gauge.value = static_cast<double>(figure(line));
    }
    return family;
  }

  MetricFamily Calls() const {
    MetricFamily family =
        Family("skranke_call_seconds", "Calls by method and status code.", MetricType::Histogram);
    const auto& methods = office_->method_names();
    for (const auto& [key, figures] : office_->calls().figures()) {
      const std::string method = key.first < methods.size() ? methods[key.first] : "unlisted";
      family.metric.push_back(CallMetric(method, key.second, figures));
    }
    return family;
  }

  OfficeServer* const office_;
};

}  // namespace

struct MetricsPage::Parts {
  std::unique_ptr<prometheus::Exposer> exposer;
  std::shared_ptr<OfficeFigures> figures;
};

absl::StatusOr<std::unique_ptr<MetricsPage>> MetricsPage::Serve(const std::string& listen,
                                                                OfficeServer* office) {
  auto parts = std::make_unique<Parts>();
  // The library reports a port that is taken by throwing; nothing of it gets past here.
  try {
    parts->exposer = std::make_unique<prometheus::Exposer>(listen, 1);
  } catch (const std::exception&) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "CANNOT_LISTEN",
                       absl::StrCat("--metrics_listen=", listen, " cannot be listened on"));
  }
  parts->figures = std::make_shared<OfficeFigures>(office);
  parts->exposer->RegisterCollectable(parts->figures);
  return std::unique_ptr<MetricsPage>(new MetricsPage(std::move(parts)));
}

MetricsPage::MetricsPage(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

MetricsPage::~MetricsPage() = default;

}  // namespace skranke
