// What every part of the check looks at: the list, the directory, and the list compiled from its
// sound rows, so that one broken row hides no other fault. Immutable once made; threads may share
// it.
#ifndef SKRANKE_LIBS_TASKLIST_CHECK_SCOPE_H_
#define SKRANKE_LIBS_TASKLIST_CHECK_SCOPE_H_

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "libs/directory/directory.h"
#include "libs/directory/validity.h"
#include "libs/tasklist/finding.h"
#include "libs/tasklist/task_list.h"
#include "libs/tasklist/ties.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// The content without what TaskList::Make would refuse: rows of unknown tasks, tests that are none,
// days that are none or in the wrong order, rows that tie with another (FindTies), and the
// templates of life events where one of them is none.
storage::v1::TaskListContent SoundRows(const storage::v1::TaskListContent& content);

class CheckScope {
 public:
  // Keeps references to both.
  CheckScope(const storage::v1::TaskListContent& content, const Directory& directory);

  const storage::v1::TaskListContent& content() const { return content_; }
  const Directory& directory() const { return directory_; }
  // Null where even the sound rows make no list.
  const TaskList* list() const { return list_.get(); }
  // The days on which the list can be in force.
  const Validity& force() const { return force_; }

  // The routing rows that a case of the task can meet: its own and those of any task.
  const std::vector<const storage::v1::RoutingRow*>& RowsOf(const std::string& task) const;
  // The schema's row of a task's fact; null where it has none.
  const storage::v1::FactRow* FactOf(absl::string_view task, absl::string_view fact) const;
  // "text", "number", "flag", "date" by the schema, else by the requirements; empty: neither knows
  // the fact.
  std::string FactType(absl::string_view task, absl::string_view fact) const;

  // `file` is the table's name, "routing.csv".
  Finding At(Severity severity, absl::string_view code, absl::string_view file, uint32_t row,
             absl::string_view column, std::string sentence) const;

  // A case of the task on the list's first day, at no stated place.
  WitnessCase CaseOf(absl::string_view task) const;
  // A case that the row's cells match, on that day; for a row of any task, of the list's first one.
  WitnessCase CaseOf(const storage::v1::RoutingRow& row, absl::CivilDay day) const;
  WitnessCase CaseOf(const storage::v1::OwnerRow& row, absl::CivilDay day) const;
  // What Classify and FindRoute say to it.
  Classification Classify(const WitnessCase& witness) const;
  Route RouteOf(const WitnessCase& witness) const;

 private:
  const storage::v1::TaskListContent& content_;
  const Directory& directory_;
  Validity force_;
  std::shared_ptr<const TaskList> list_;
  absl::flat_hash_map<std::string, std::vector<const storage::v1::RoutingRow*>> rows_;
  std::vector<const storage::v1::RoutingRow*> rows_of_any_;
};

// The days of a dated row; none where they cannot be read or are in the wrong order.
template <typename Row>
std::optional<Validity> DaysOf(const Row& row) {
  const auto days = Validity::Parse(row.valid_from(), row.valid_to());
  if (!days.ok() || days->last < days->first) return std::nullopt;
  return *days;
}

// Cells that a case finds rows by: rows with the same ones may tie.
inline auto KeyOf(const storage::v1::RoutingRow& row) {
  return std::tuple(row.task(), row.place(), row.protection(), row.action(), row.own_staff(),
                    row.service_line());
}
inline std::string KeyOf(const storage::v1::OwnerRow& row) { return row.task(); }

// The ties among the rows whose days can be read.
template <typename Rows>
auto TiesOf(const Rows& rows) {
  using Row = typename Rows::value_type;
  std::vector<DatedRow<Row>> dated;
  for (const Row& row : rows) {
    if (const auto days = DaysOf(row)) dated.push_back({&row, *days});
  }
  return FindTies(dated, [](const Row& row) { return KeyOf(row); });
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_CHECK_SCOPE_H_
