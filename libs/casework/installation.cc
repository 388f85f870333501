#include "libs/casework/installation.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/casework/sealed.h"

namespace skranke {

absl::StatusOr<std::shared_ptr<const TestPersons>> OpenTestPersons(
    const storage::v1::Sealed& sealed) {
  SKRANKE_ASSIGN_OR_RETURN(TestPersons persons,
                           TestPersons::Make(Unseal<storage::v1::TestPersons>(sealed)));
  return std::make_shared<const TestPersons>(std::move(persons));
}

absl::StatusOr<std::shared_ptr<const TaskListBook>> MakeListBook(
    const std::vector<storage::v1::TaskListInstalled>& installed) {
  auto book = std::make_shared<const TaskListBook>();
  for (const auto& list : installed) {
    SKRANKE_ASSIGN_OR_RETURN(auto compiled, TaskList::Make(list.task_list()));
    SKRANKE_ASSIGN_OR_RETURN(book, book->With(std::move(compiled)));
  }
  return book;
}

void AddDraft(storage::v1::RulebookDraft draft, Installation& installation) {
  if (!draft.ratify_day().empty()) {
    installation.lists = installation.lists->WithRatified(draft.version());
  }
  installation.rulebook = installation.rulebook->With(std::move(draft));
}

}  // namespace skranke
