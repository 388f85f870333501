#include "libs/directory/test_persons.h"

#include "libs/base/status_macros.h"
#include "libs/directory/validity.h"

namespace skranke {

absl::StatusOr<TestPersons> TestPersons::Make(const storage::v1::TestPersons& content) {
  TestPersons made;
  made.persons_.reserve(static_cast<size_t>(content.persons_size()));
  for (const storage::v1::TestPersonRow& row : content.persons()) {
    SKRANKE_ASSIGN_OR_RETURN(const Validity validity, Validity::Parse("", row.valid_to()));
    made.persons_.emplace(row.number(), Entry{.is_protected = row.protected_person(),
                                              .is_own_staff = row.own_staff(),
                                              .last_protected_day = validity.last});
  }
  return made;
}

PersonMarks TestPersons::Find(absl::string_view number, absl::CivilDay day) const {
  const auto found = persons_.find(number);
  if (found == persons_.end()) return {};
  const Entry& entry = found->second;
  return {.is_protected = entry.is_protected && day <= entry.last_protected_day,
          .is_own_staff = entry.is_own_staff};
}

}  // namespace skranke
