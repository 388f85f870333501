// What a package says about its made-up persons. Until the trust issue it is the router's only
// source of protection and own staff, and shown to nobody. Immutable; threads may share it.
#ifndef SKRANKE_LIBS_DIRECTORY_TEST_PERSONS_H_
#define SKRANKE_LIBS_DIRECTORY_TEST_PERSONS_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

struct PersonMarks {
  bool is_protected = false;
  bool is_own_staff = false;

  friend bool operator==(const PersonMarks&, const PersonMarks&) = default;
};

class TestPersons {
 public:
  TestPersons() = default;

  // INVALID_ARGUMENT where a row's valid_to is not a day.
  static absl::StatusOr<TestPersons> Make(const storage::v1::TestPersons& content);

  // The marks on that day; valid_to ends the protection and nothing else. Both false for a number
  // that is not listed.
  PersonMarks Find(absl::string_view number, absl::CivilDay day) const;
  bool Contains(absl::string_view number) const { return persons_.contains(number); }
  size_t size() const { return persons_.size(); }

 private:
  struct Entry {
    bool is_protected = false;
    bool is_own_staff = false;
    absl::CivilDay last_protected_day;
  };
  absl::flat_hash_map<std::string, Entry> persons_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_TEST_PERSONS_H_
