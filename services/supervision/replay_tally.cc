#include "services/supervision/replay_tally.h"

#include <algorithm>
#include <utility>

#include "libs/casework/case_name.h"

namespace skranke {
namespace {

// The groups with most cases first, then by key.
template <typename Groups>
auto MostFirst(const Groups& groups) {
  std::vector<typename Groups::const_pointer> sorted;
  for (const auto& group : groups) sorted.push_back(&group);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return std::tie(b->second.count, a->first) < std::tie(a->second.count, b->first);
  });
  return sorted;
}

template <typename Row, typename Group>
void FillGroup(const Group& group, Row* row) {
  row->set_count(group.count);
  for (const uint64_t number : group.cases) row->add_cases(FormatCaseName(number));
}

}  // namespace

ReplayTally::Receiver ReplayTally::ReceiverOf(const Redecision& decided) {
  return {decided.case_class, decided.agency, decided.unit};
}

v1::ReplayReceiver ReplayTally::ToMessage(const Receiver& receiver) {
  v1::ReplayReceiver message;
  message.set_case_class(static_cast<v1::CaseClass>(receiver.case_class));
  message.set_agency(receiver.agency);
  message.set_unit(receiver.unit);
  return message;
}

void ReplayTally::Count(uint64_t number, Group& group) const {
  ++group.count;
  if (group.cases.size() < cases_per_figure_) group.cases.push_back(number);
}

void ReplayTally::Join(const Group& from, Group& group) const {
  group.count += from.count;
  const size_t room = cases_per_figure_ - std::min(cases_per_figure_, group.cases.size());
  const size_t taken = std::min(room, from.cases.size());
  group.cases.insert(group.cases.end(), from.cases.begin(), from.cases.begin() + taken);
}

void ReplayTally::Add(uint64_t number, const std::string& task, const Redecision& before,
                      const Redecision& after) {
  ++case_count_;
  quick_before_ += before.case_class == CaseClass::kQuick ? 1 : 0;
  quick_after_ += after.case_class == CaseClass::kQuick ? 1 : 0;
  Receiver from = ReceiverOf(before);
  Receiver to = ReceiverOf(after);
  Load& had = loads_[from];
  ++had.count_before;
  had.minutes_before += before.minutes;
  Load& has = loads_[to];
  ++has.count_after;
  has.minutes_after += after.minutes;
  if (after.case_class == CaseClass::kTriage) {
    Count(number, undecided_[{task, after.ambiguous, after.reason}]);
  }
  if (from == to) return;
  ++moved_count_;
  Count(number, moves_[{task, std::move(from), std::move(to)}]);
}

void ReplayTally::Merge(const ReplayTally& other) {
  case_count_ += other.case_count_;
  moved_count_ += other.moved_count_;
  quick_before_ += other.quick_before_;
  quick_after_ += other.quick_after_;
  for (const auto& [key, group] : other.moves_) Join(group, moves_[key]);
  for (const auto& [key, group] : other.undecided_) Join(group, undecided_[key]);
  for (const auto& [key, load] : other.loads_) {
    Load& sum = loads_[key];
    sum.count_before += load.count_before;
    sum.count_after += load.count_after;
    sum.minutes_before += load.minutes_before;
    sum.minutes_after += load.minutes_after;
  }
}

void ReplayTally::Fill(v1::ReplayTaskListResponse& response) const {
  response.set_case_count(case_count_);
  response.set_moved_count(moved_count_);
  response.set_quick_before(quick_before_);
  response.set_quick_after(quick_after_);
  for (const auto* move : MostFirst(moves_)) {
    v1::ReplayMove* row = response.add_moves();
    row->set_task(std::get<0>(move->first));
    *row->mutable_from() = ToMessage(std::get<1>(move->first));
    *row->mutable_to() = ToMessage(std::get<2>(move->first));
    FillGroup(move->second, row);
  }
  for (const auto* left : MostFirst(undecided_)) {
    v1::ReplayUndecided* row = response.add_undecided();
    row->set_task(std::get<0>(left->first));
    row->set_ambiguous(std::get<1>(left->first));
    row->set_reason(std::get<2>(left->first));
    FillGroup(left->second, row);
  }
  std::vector<const std::pair<const Receiver, Load>*> loads;
  for (const auto& load : loads_) loads.push_back(&load);
  std::sort(loads.begin(), loads.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  for (const auto* load : loads) {
    v1::ReplayLoad* row = response.add_loads();
    *row->mutable_receiver() = ToMessage(load->first);
    row->set_count_before(load->second.count_before);
    row->set_count_after(load->second.count_after);
    row->set_minutes_before(load->second.minutes_before);
    row->set_minutes_after(load->second.minutes_after);
  }
}

}  // namespace skranke
