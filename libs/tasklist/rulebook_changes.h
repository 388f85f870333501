// What a version of the list changes against another, row by row. Pure; any thread.
//
//   for (const auto& change : ChangesBetween(in_force->content(), draft.content())) ...
#ifndef SKRANKE_LIBS_TASKLIST_RULEBOOK_CHANGES_H_
#define SKRANKE_LIBS_TASKLIST_RULEBOOK_CHANGES_H_

#include <vector>

#include "absl/types/span.h"
#include "skranke/storage/v1/office.pb.h"
#include "skranke/storage/v1/rulebook.pb.h"

namespace skranke {

// Every row that is added, removed or says something else, in the order of the files and lines. A
// row that only moved to another line is the same. Rows are paired by what names them (the task; of
// a route its criteria and first day), so that a changed cell shows as one change.
std::vector<storage::v1::RulebookRow> ChangesBetween(const storage::v1::TaskListContent& before,
                                                     const storage::v1::TaskListContent& after);

// `after` as if `dropped`, some of its changes against `before`, had never been proposed: a changed
// row stands as before, a new row goes, a removed row stays. Rows are numbered anew.
storage::v1::TaskListContent WithoutChanges(const storage::v1::TaskListContent& before,
                                            storage::v1::TaskListContent after,
                                            absl::Span<const storage::v1::RulebookRow> dropped);

// The same change, wherever its row stands.
bool SameChange(const storage::v1::RulebookRow& a, const storage::v1::RulebookRow& b);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_RULEBOOK_CHANGES_H_
