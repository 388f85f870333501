#include "libs/tasklist/rulebook_parties.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/string_view.h"
#include "libs/directory/canonical_bytes.h"
#include "libs/tasklist/rulebook_changes.h"

namespace skranke {
namespace {

using storage::v1::RoutingRow;
using storage::v1::RulebookRow;
using storage::v1::TaskListContent;
using storage::v1::TaskRow;
using Agencies = std::set<std::string>;

constexpr char kEveryTask[] = "*";

bool IsAny(absl::string_view cell) { return cell.empty() || cell == "*"; }

// True if some value matches both cells.
bool Meet(absl::string_view a, absl::string_view b) { return IsAny(a) || IsAny(b) || a == b; }

// True if some case could match both rows; days are not looked at.
bool Meet(const RoutingRow& a, const RoutingRow& b) {
  return Meet(a.task(), b.task()) && Meet(a.place(), b.place()) &&
         Meet(a.protection(), b.protection()) && Meet(a.action(), b.action()) &&
         Meet(a.own_staff(), b.own_staff()) && Meet(a.service_line(), b.service_line());
}

// Such a row is about persons, whatever they come for: its agency has no say in what a task is, and
// a hearing about one must not point to it.
bool IsForProtectedOfEveryTask(const RoutingRow& row) {
  return row.task() == kEveryTask && row.protection() == "protected";
}

// One list, asked who has what.
class Holders {
 public:
  explicit Holders(const TaskListContent& content) : content_(content) {
    for (const auto& row : content.tasks()) {
      tasks_[row.line()] = &row;
      owners_[row.task()].insert(row.owner_agency());
    }
    for (const auto& row : content.owners()) owners_[row.task()].insert(row.agency());
    for (const auto& row : content.routing()) {
      routes_[row.line()] = &row;
      if (!IsForProtectedOfEveryTask(row)) receivers_[row.task()].insert(row.agency());
    }
  }

  // The task's owners; of *, every task's.
  void AddOwners(const std::string& task, Agencies& agencies) const {
    if (task != kEveryTask) return AddFrom(owners_, task, agencies);
    for (const auto& [code, owners] : owners_) agencies.insert(owners.begin(), owners.end());
  }

  void AddHolders(const std::string& task, Agencies& agencies) const {
    AddFrom(owners_, task, agencies);
    AddFrom(receivers_, task, agencies);
    AddFrom(receivers_, kEveryTask, agencies);
  }

  // The agencies of rows that some case of the row could match too, the row itself among them.
  void AddNeighbours(const RoutingRow& row, Agencies& agencies) const {
    for (const auto& other : content_.routing()) {
      if (Meet(row, other)) agencies.insert(other.agency());
    }
  }

  const TaskRow* TaskAt(uint32_t line) const { return At(tasks_, line); }
  const RoutingRow* RouteAt(uint32_t line) const { return At(routes_, line); }

 private:
  using ByTask = std::map<std::string, Agencies>;

  static void AddFrom(const ByTask& by_task, const std::string& task, Agencies& agencies) {
    if (const auto found = by_task.find(task); found != by_task.end()) {
      agencies.insert(found->second.begin(), found->second.end());
    }
  }

  template <typename Row>
  static const Row* At(const std::map<uint32_t, const Row*>& rows, uint32_t line) {
    const auto found = rows.find(line);
    return found == rows.end() ? nullptr : found->second;
  }

  const TaskListContent& content_;
  ByTask owners_;
  ByTask receivers_;
  std::map<uint32_t, const TaskRow*> tasks_;
  std::map<uint32_t, const RoutingRow*> routes_;
};

// The row without what only people read.
std::string MeaningOf(TaskRow row) {
  row.clear_title_en();
  row.clear_title_local();
  row.clear_title_nb();
  row.clear_title_nn();
  row.clear_title_da();
  row.clear_title_sv();
  row.clear_title_fi();
  row.clear_required_documents();
  return CanonicalBytes(row);
}

bool ChangesOnlyWords(const RulebookRow& change, const Holders& before, const Holders& after) {
  const TaskRow* const old_row = before.TaskAt(change.line_before());
  const TaskRow* const new_row = after.TaskAt(change.line_after());
  return old_row != nullptr && new_row != nullptr && MeaningOf(*old_row) == MeaningOf(*new_row);
}

Agencies OfRoute(const RulebookRow& change, const Holders& before, const Holders& after) {
  Agencies agencies;
  for (const Holders* list : {&before, &after}) list->AddOwners(change.task(), agencies);
  for (const RoutingRow* row :
       {before.RouteAt(change.line_before()), after.RouteAt(change.line_after())}) {
    if (row == nullptr) continue;
    agencies.insert(row->agency());
    for (const Holders* list : {&before, &after}) list->AddNeighbours(*row, agencies);
  }
  return agencies;
}

Agencies Affected(const RulebookRow& change, const Holders& before, const Holders& after) {
  if (change.table() == "examples.csv") return {};
  if (change.table() == "routing.csv") return OfRoute(change, before, after);
  if (change.table() == "tasks.csv" && ChangesOnlyWords(change, before, after)) return {};
  Agencies agencies;
  before.AddHolders(change.task(), agencies);
  after.AddHolders(change.task(), agencies);
  return agencies;
}

}  // namespace

std::vector<AffectedAgency> AffectedAgencies(const TaskListContent& before,
                                             const TaskListContent& after) {
  return AffectedAgencies(before, after, ChangesBetween(before, after));
}

std::vector<AffectedAgency> AffectedAgencies(const TaskListContent& before,
                                             const TaskListContent& after,
                                             absl::Span<const RulebookRow> changes) {
  const Holders then(before);
  const Holders now(after);
  std::map<std::string, AffectedAgency> by_code;
  for (const RulebookRow& change : changes) {
    for (const std::string& agency : Affected(change, then, now)) {
      // A task that nobody owns.
      if (agency.empty()) continue;
      AffectedAgency& affected = by_code[agency];
      affected.agency = agency;
      affected.rows.push_back(change);
    }
  }
  std::vector<AffectedAgency> agencies;
  for (auto& [code, affected] : by_code) agencies.push_back(std::move(affected));
  return agencies;
}

}  // namespace skranke
