#include "libs/directory/parse_test_persons.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "libs/base/status_macros.h"
#include "libs/directory/package_reader.h"

namespace skranke {
namespace {

using storage::v1::TestPersonRow;
using storage::v1::TestPersons;

constexpr char kFile[] = "test_persons.csv";

// The shape that all countries' canonical numbers have in common; a letter or the Finnish century
// sign only where digits stand before it.
bool IsCanonicalShape(absl::string_view number) {
  constexpr size_t kBirthDigits = 6;
  const auto is_allowed = [](char c) {
    return absl::ascii_isdigit(c) || absl::ascii_isupper(c) || c == '-' || c == '+';
  };
  return number.size() >= 10 && number.size() <= 12 &&
         std::all_of(number.begin(), number.begin() + kBirthDigits, absl::ascii_isdigit) &&
         std::all_of(number.begin() + kBirthDigits, number.end(), is_allowed);
}

bool IsSame(const TestPersonRow& a, const TestPersonRow& b) {
  return a.protected_person() == b.protected_person() && a.own_staff() == b.own_staff() &&
         a.valid_to() == b.valid_to();
}

TestPersonRow ParsePerson(PackageReader& reader, const PackageRow& row) {
  TestPersonRow person;
  person.set_number(std::string(row.Cell("number")));
  if (!IsCanonicalShape(person.number())) {
    reader.Fault(row, "number", "must be a number of 10 to 12 characters in its canonical form");
  }
  const absl::string_view protection = row.Cell("protection");
  if (protection != "none" && protection != "protected") {
    reader.Fault(row, "protection", "must be none or protected");
  }
  person.set_protected_person(protection == "protected");
  person.set_own_staff(reader.YesNo(row, "own_staff"));
  person.set_valid_to(reader.DayOrEmpty(row, "valid_to"));
  return person;
}

}  // namespace

absl::StatusOr<TestPersons> ParseTestPersons(const PackageFiles& files) {
  TestPersons persons;
  if (!files.contains(kFile)) return persons;
  PackageReader reader(files);
  const std::vector<PackageRow> rows =
      reader.Rows({.file = kFile,
                   .required = {"number", "protection", "own_staff", "valid_to"},
                   .with_persons = true});
  absl::flat_hash_map<std::string, TestPersonRow> known;
  for (const PackageRow& row : rows) {
    TestPersonRow person = ParsePerson(reader, row);
    const auto [before, is_first] = known.try_emplace(person.number(), person);
    if (is_first) {
      *persons.add_persons() = std::move(person);
    } else if (!IsSame(before->second, person)) {
      reader.Fault(row, "number", "stands twice, and the rows say different things");
    }
  }
  SKRANKE_RETURN_IF_ERROR(reader.status());
  std::sort(persons.mutable_persons()->begin(), persons.mutable_persons()->end(),
            [](const auto& a, const auto& b) { return a.number() < b.number(); });
  return persons;
}

}  // namespace skranke
