// Whom a version of the list affects: the agencies that must be asked before it is adopted. Pure;
// any thread.
//
// A changed row affects:
//   tasks.csv                      more than titles and display text: who has the task, before and
//                                  after: its owner by its own row and by owners.csv, and whoever a
//                                  route of the task or of every task (*) names, but for a row of
//                                  every task for protected persons alone
//   conditions, requirements,      who has the task, before and after
//   facts, owners.csv, bundles.csv
//   routing.csv                    the row's agency before and after, the task's owners, and the
//                                  agencies of rows that some case could match as well: they gain
//                                  or lose it. A row of every task (*): the owners of all tasks
//   examples.csv                   nobody: examples say what the list does, and change nothing
#ifndef SKRANKE_LIBS_TASKLIST_RULEBOOK_PARTIES_H_
#define SKRANKE_LIBS_TASKLIST_RULEBOOK_PARTIES_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "skranke/storage/v1/office.pb.h"
#include "skranke/storage/v1/rulebook.pb.h"

namespace skranke {

struct AffectedAgency {
  std::string agency;
  // The changed rows that affect it, in the order of ChangesBetween.
  std::vector<storage::v1::RulebookRow> rows;
};

// The agencies that `after` affects where `before` was the list, by code.
std::vector<AffectedAgency> AffectedAgencies(const storage::v1::TaskListContent& before,
                                             const storage::v1::TaskListContent& after);

// The same for changes that are known already.
std::vector<AffectedAgency> AffectedAgencies(const storage::v1::TaskListContent& before,
                                             const storage::v1::TaskListContent& after,
                                             absl::Span<const storage::v1::RulebookRow> changes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_RULEBOOK_PARTIES_H_
