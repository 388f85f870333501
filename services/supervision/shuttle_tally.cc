#include "services/supervision/shuttle_tally.h"

#include <algorithm>
#include <vector>

namespace skranke {
namespace {

using Group = std::pair<const std::string, FigureTally>;

bool ComesBefore(const Group* a, const Group* b) {
  for (const auto figure : {v1::SHUTTLING_FIGURE_RETURNS, v1::SHUTTLING_FIGURE_HANDOVERS}) {
    const int64_t of_a = a->second.SumOf(figure);
    const int64_t of_b = b->second.SumOf(figure);
    if (of_a != of_b) return of_a > of_b;
  }
  return a->first < b->first;
}

}  // namespace

void FigureTally::Add(const ShuttleFigures& figures) {
  ++case_count_;
  for (size_t i = 0; i < figures.size(); ++i) {
    if (figures[i] > 0) values_[i].Add(figures[i]);
  }
}

void FigureTally::Fill(
    bool with_buckets,
    google::protobuf::RepeatedPtrField<v1::ShuttlingStatistic>* statistics) const {
  for (size_t i = 0; i < values_.size(); ++i) {
    const Distribution& values = values_[i];
    if (values.count() == 0) continue;
    v1::ShuttlingStatistic* const statistic = statistics->Add();
    statistic->set_figure(static_cast<v1::ShuttlingFigure>(i));
    statistic->set_case_count(values.count());
    statistic->set_sum(values.sum());
    statistic->set_median(values.Quantile(1, 2));
    statistic->set_ninth_decile(values.Quantile(9, 10));
    statistic->set_maximum(values.maximum());
    if (!with_buckets) continue;
    for (const auto& [bound, count] : values.buckets()) {
      v1::ShuttlingBucket* const bucket = statistic->add_buckets();
      bucket->set_value_at_most(bound);
      bucket->set_count(count);
    }
  }
}

void ShuttleTally::Add(const CaseJourney& journey, const ShuttleFigures& figures) {
  all_.Add(figures);
  const auto& c = journey.citizen_case;
  switch (group_) {
    case v1::SHUTTLING_GROUP_AGENCY:
      for (const std::string& agency : AgenciesOf(journey)) {
        groups_[agency].Add(FiguresAt(journey, agency));
      }
      break;
    case v1::SHUTTLING_GROUP_TASK:
      groups_[c.task()].Add(figures);
      break;
    case v1::SHUTTLING_GROUP_ROW:
      groups_[PlacingRow(c)].Add(figures);
      break;
    case v1::SHUTTLING_GROUP_LIST_VERSION:
      groups_[c.verdict().list_version()].Add(figures);
      break;
    case v1::SHUTTLING_GROUP_OFFICE:
      groups_[c.office()].Add(figures);
      break;
    default:
      break;
  }
}

void ShuttleTally::Fill(v1::GetShuttlingResponse& response) const {
  response.set_case_count(all_.case_count());
  all_.Fill(true, response.mutable_statistics());
  std::vector<const Group*> groups;
  for (const Group& group : groups_) groups.push_back(&group);
  const size_t shown = std::min(groups.size(), kShuttlingRowsMax);
  std::partial_sort(groups.begin(), groups.begin() + shown, groups.end(), ComesBefore);
  for (size_t i = 0; i < shown; ++i) {
    v1::ShuttlingRow* const row = response.add_rows();
    row->set_key(groups[i]->first);
    row->set_case_count(groups[i]->second.case_count());
    groups[i]->second.Fill(false, row->mutable_statistics());
  }
  response.set_left_out_count(static_cast<int64_t>(groups.size() - shown));
}

}  // namespace skranke
