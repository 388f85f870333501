#include "libs/tasklist/task_list_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

absl::Status Refused(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, reason, message);
}

const TaskList* FindOrNull(const absl::flat_hash_map<absl::string_view, const TaskList*>& lists,
                           absl::string_view key) {
  const auto found = lists.find(key);
  return found == lists.end() ? nullptr : found->second;
}

// The first list that begins after `day`.
auto FirstAfter(const std::vector<std::shared_ptr<const TaskList>>& lists, absl::CivilDay day) {
  return std::upper_bound(lists.begin(), lists.end(), day,
                          [](absl::CivilDay wanted, const std::shared_ptr<const TaskList>& list) {
                            return wanted < list->valid_from();
                          });
}

// Two lists that have the same cannot both be installed: neither would be the later one.
std::pair<absl::CivilDay, bool> BeginsWith(const TaskList& list) {
  return {list.valid_from(), list.content().emergency()};
}

}  // namespace

absl::StatusOr<std::shared_ptr<const TaskListBook>> TaskListBook::With(
    std::shared_ptr<const TaskList> list) const {
  auto book = std::make_shared<TaskListBook>(*this);
  if (const TaskList* same = FindByVersion(list->version()); same != nullptr) {
    if (same->hash() == list->hash()) return book;
    return Refused("LIST_CHANGED", absl::StrCat("list ", list->version(),
                                                " is installed with another content; an installed "
                                                "list never changes, give the new one a version"));
  }
  for (const auto& other : lists_) {
    if (BeginsWith(*other) != BeginsWith(*list)) continue;
    return Refused("LIST_OVERLAPS",
                   absl::StrCat("lists ", other->version(), " and ", list->version(),
                                " both begin on ", FormatDay(list->valid_from())));
  }
  book->by_hash_.emplace(list->hash(), list.get());
  book->by_version_.emplace(list->version(), list.get());
  const auto place = std::upper_bound(
      book->lists_.begin(), book->lists_.end(), list,
      [](const auto& a, const auto& b) { return BeginsWith(*a) < BeginsWith(*b); });
  book->lists_.insert(place, std::move(list));
  return book;
}

std::shared_ptr<const TaskListBook> TaskListBook::WithRatified(absl::string_view version) const {
  auto book = std::make_shared<TaskListBook>(*this);
  book->ratified_.emplace(version);
  return book;
}

bool TaskListBook::HasEnded(const TaskList& list, absl::CivilDay day) const {
  if (!list.content().emergency() || ratified_.contains(list.version())) return false;
  const auto last = ParseDay(list.content().valid_to());
  // One without a readable last day has none to stand on.
  return !last.ok() || day > *last;
}

const TaskList* TaskListBook::InForce(absl::CivilDay day) const {
  for (auto next = FirstAfter(lists_, day); next != lists_.begin();) {
    --next;
    if (!HasEnded(**next, day)) return next->get();
  }
  return nullptr;
}

const TaskList* TaskListBook::FindByHash(absl::string_view hash) const {
  return FindOrNull(by_hash_, hash);
}

const TaskList* TaskListBook::FindByVersion(absl::string_view version) const {
  return FindOrNull(by_version_, version);
}

}  // namespace skranke
