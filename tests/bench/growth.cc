#include "tests/bench/growth.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/bench/call_measurement.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

constexpr int kFilling = 256;
constexpr int kMeasuring = 8;
// Of so many cases one is read later.
constexpr uint64_t kKeptOfCases = 50;
// Numbers of requests: filling counts from 0, each measurement has a range of its own.
constexpr uint64_t kFirstMeasured = 2'000'000;
constexpr uint64_t kRange = 200'000;

class Growth {
 public:
  explicit Growth(const GrowthPlan& plan) : plan_(plan) {}

  absl::StatusOr<std::vector<GrowthRow>> Run() {
    const std::string dir = absl::StrCat(plan_.scratch_dir, "/growth");
    std::filesystem::remove_all(dir);
    std::filesystem::create_directories(dir);
    SKRANKE_RETURN_IF_ERROR(Start());
    std::vector<GrowthRow> rows;
    for (const uint64_t size : plan_.sizes) {
      SKRANKE_ASSIGN_OR_RETURN(GrowthRow row, MeasureAt(size));
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::Status Start() {
    SKRANKE_ASSIGN_OR_RETURN(
        office_,
        ServerProcess::Start({"--serve=office", absl::StrCat("--office=", plan_.office_dir),
                              absl::StrCat("--data_dir=", plan_.scratch_dir, "/growth/data")},
                             absl::StrCat(plan_.scratch_dir, "/growth.log")));
    return absl::OkStatus();
  }

  absl::StatusOr<GrowthRow> MeasureAt(uint64_t size) {
    std::cerr << "growing to " << size << " cases\n";
    GrowthRow row{.cases = size};
    SKRANKE_ASSIGN_OR_RETURN(row.filled_per_second, FillUpTo(size));
    SKRANKE_ASSIGN_OR_RETURN(row.registering, Measure(kRegisterMethod, RegisterRequest));
    SKRANKE_ASSIGN_OR_RETURN(row.reading, Measure(kGetMethod, [this](uint64_t i) {
                               // Any fixed stride that is no factor of the count visits them all.
                               return GetRequest(names_[i * 7919 % names_.size()]);
                             }));
    SKRANKE_ASSIGN_OR_RETURN(row.listing,
                             Measure(kListMethod, [](uint64_t) { return ListRequest(); }));
    row.rss_bytes = office_->rss_bytes();
    office_->Kill();
    const absl::Time start = absl::Now();
    SKRANKE_RETURN_IF_ERROR(Start());
    row.ready = absl::Now() - start;
    return row;
  }

  absl::StatusOr<double> FillUpTo(uint64_t size) {
    // What was in flight at the end of the last filling may be enough.
    if (filled_ >= size) return 0;
    const uint64_t missing = size - filled_;
    const absl::Time start = absl::Now();
    ClosedLoop loop(absl::StrCat("127.0.0.1:", office_->ready()), kBulkMethod, RegisterRequest,
                    kFilling, filled_, [this](const std::string& bytes) { KeepName(bytes); });
    loop.AwaitAnswers(missing);
    const absl::Duration took = absl::Now() - start;
    SKRANKE_RETURN_IF_ERROR(loop.Finish());
    filled_ += loop.replies();
    return static_cast<double>(missing) / absl::ToDoubleSeconds(took);
  }

  void KeepName(const std::string& bytes) {
    if (replies_++ % kKeptOfCases != 0) return;
    v1::RegisterCaseResponse response;
    if (response.ParseFromString(bytes)) names_.push_back(response.citizen_case().name());
  }

  absl::StatusOr<Sample> Measure(const char* method, ClosedLoop::RequestMaker make) {
    const uint64_t first = kFirstMeasured + kRange * measurements_++;
    return MeasureCalls(*office_, {.method = method,
                                   .make = std::move(make),
                                   .in_flight = kMeasuring,
                                   .measured = plan_.measured,
                                   .first = first});
  }

  const GrowthPlan& plan_;
  std::unique_ptr<ServerProcess> office_;
  uint64_t filled_ = 0;
  uint64_t replies_ = 0;
  uint64_t measurements_ = 0;
  std::vector<std::string> names_;
};

std::string Compared(const Sample& sample, const Sample& first) {
  return absl::StrFormat("%.2f / %.2f (%.2f)", sample.p50_us / 1000, sample.p99_us / 1000,
                         sample.p50_us / first.p50_us);
}

}  // namespace

absl::StatusOr<std::vector<GrowthRow>> RunGrowth(const GrowthPlan& plan) {
  return Growth(plan).Run();
}

std::string GrowthReport(const std::vector<GrowthRow>& rows) {
  std::string text =
      "| stored cases | filling, cases a second | RegisterCase p50 / p99 ms (× first) | GetCase | "
      "ListCases, a page of 50 | RSS MiB | ready after kill -9, s "
      "|\n|---|---|---|---|---|---|---|\n";
  for (const GrowthRow& row : rows) {
    absl::StrAppendFormat(
        &text, "| %d | %.1f k | %s | %s | %s | %d | %.2f |\n", row.cases,
        row.filled_per_second / 1000, Compared(row.registering, rows[0].registering),
        Compared(row.reading, rows[0].reading), Compared(row.listing, rows[0].listing),
        row.rss_bytes >> 20, absl::ToDoubleSeconds(row.ready));
  }
  return text;
}

}  // namespace skranke
