// The figures of many cases, and the same by group. One thread at a time.
#ifndef SKRANKE_SERVICES_SUPERVISION_SHUTTLE_TALLY_H_
#define SKRANKE_SERVICES_SUPERVISION_SHUTTLE_TALLY_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/container/btree_map.h"
#include "services/supervision/distribution.h"
#include "services/supervision/shuttle_figures.h"
#include "skranke/v1/shuttling.pb.h"

namespace skranke {

// Groups that an answer carries: a list of one city has some 3,000 rows that route, and those with
// returns are what somebody looks for. Source: design; the answer stays far below gRPC's 4 MiB.
inline constexpr size_t kShuttlingRowsMax = 2'000;

// The figures of a group of cases.
class FigureTally {
 public:
  void Add(const ShuttleFigures& figures);

  int64_t case_count() const { return case_count_; }
  int64_t SumOf(v1::ShuttlingFigure figure) const { return values_[figure].sum(); }

  // Figures above 0, with their buckets where asked for.
  void Fill(bool with_buckets,
            google::protobuf::RepeatedPtrField<v1::ShuttlingStatistic>* statistics) const;

 private:
  int64_t case_count_ = 0;
  std::array<Distribution, v1::ShuttlingFigure_ARRAYSIZE> values_;
};

class ShuttleTally {
 public:
  explicit ShuttleTally(v1::ShuttlingGroup group) : group_(group) {}

  // The case with the figures that the filter asks for: of the whole or of one agency.
  void Add(const CaseJourney& journey, const ShuttleFigures& figures);

  // Fills everything but protected_count and position.
  void Fill(v1::GetShuttlingResponse& response) const;

 private:
  const v1::ShuttlingGroup group_;
  FigureTally all_;
  absl::btree_map<std::string, FigureTally> groups_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_SHUTTLE_TALLY_H_
