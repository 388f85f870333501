// All versions of the oppgaveliste that are installed: a snapshot that never changes; a newly
// installed version makes another book. Threads may share it.
//
//   SKRANKE_ASSIGN_OR_RETURN(book, book->With(list));
//   const TaskList* const in_force = book->InForce(zone.DayOf(received_at));
//
// An emergency list ends by itself on its last day, unless it is ratified; then the list that would
// be in force without it holds again.
#ifndef SKRANKE_LIBS_TASKLIST_TASK_LIST_BOOK_H_
#define SKRANKE_LIBS_TASKLIST_TASK_LIST_BOOK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "libs/tasklist/task_list.h"

namespace skranke {

class TaskListBook {
 public:
  // A book without lists.
  TaskListBook() = default;

  // A book that has `list` as well. FAILED_PRECONDITION, LIST_CHANGED where its version is
  // installed with another content (the same content is fine: the same book again), LIST_OVERLAPS
  // where another version begins on the same day; only an emergency list may, once.
  absl::StatusOr<std::shared_ptr<const TaskListBook>> With(
      std::shared_ptr<const TaskList> list) const;

  // A book in which the emergency list of that version no longer ends by itself.
  std::shared_ptr<const TaskListBook> WithRatified(absl::string_view version) const;

  // The list that began last, on that day or before, and has not ended; null where there is none.
  const TaskList* InForce(absl::CivilDay day) const;
  // True if the list is an emergency list that has ended by that day.
  bool HasEnded(const TaskList& list, absl::CivilDay day) const;
  // By the 32 bytes of TaskList::hash; null where there is none.
  const TaskList* FindByHash(absl::string_view hash) const;
  const TaskList* FindByVersion(absl::string_view version) const;

  // By their first day; of one day the emergency list is the last.
  const std::vector<std::shared_ptr<const TaskList>>& lists() const { return lists_; }

 private:
  using ListsByText = absl::flat_hash_map<absl::string_view, const TaskList*>;

  std::vector<std::shared_ptr<const TaskList>> lists_;
  ListsByText by_hash_;
  ListsByText by_version_;
  absl::flat_hash_set<std::string> ratified_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_TASK_LIST_BOOK_H_
