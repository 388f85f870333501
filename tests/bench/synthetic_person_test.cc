#include "tests/bench/synthetic_person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/container/flat_hash_set.h"
#include "libs/identity/person_number.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

// Every 997th, with the first and the last.
TEST(SyntheticPerson, HasAValidNumberThatNobodyHas) {
  for (uint64_t i = 0; i < kSyntheticPersons; i += 99'991) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const PersonNumber number,
                                 ParsePersonNumber(Country::kNorway, SyntheticNumber(i)));
    EXPECT_TRUE(IsSyntheticNorwegian(number)) << i;
  }
  EXPECT_THAT(ParsePersonNumber(Country::kNorway, SyntheticNumber(kSyntheticPersons - 1)), IsOk());
}

TEST(SyntheticPerson, IsAnotherOneForEveryIndex) {
  absl::flat_hash_set<std::string> seen;
  for (uint64_t i = 0; i < 40'000; ++i) EXPECT_TRUE(seen.insert(SyntheticNumber(i)).second) << i;
}

}  // namespace
}  // namespace skranke
