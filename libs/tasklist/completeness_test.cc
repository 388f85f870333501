#include "libs/tasklist/completeness.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "libs/tasklist/small_list.h"

namespace skranke {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

const Supplied kAge = {.kind = RequirementKind::kFact, .code = "age", .type = "number"};
const Supplied kFee = {.kind = RequirementKind::kFee, .code = "pass_fee"};
const Supplied kId = {.kind = RequirementKind::kDocument,
                      .code = "id_document",
                      .of_role = RequirementRole::kApplicant};

Supplied With(Supplied supplied, RequirementRole role) {
  supplied.of_role = role;
  return supplied;
}

Supplied OfType(Supplied supplied, std::string type) {
  supplied.type = std::move(type);
  return supplied;
}

struct PassCase {
  const char* name;
  std::vector<Supplied> supplied;
  std::vector<std::string> missing;
};

void PrintTo(const PassCase& one, std::ostream* out) { *out << one.name; }

class MissingForPass : public ::testing::TestWithParam<PassCase> {};

TEST_P(MissingForPass, IsWhatNothingSuppliedMeets) {
  const auto list = MakeSmallList(SmallListPackage());
  std::vector<std::string> missing;
  for (const auto* row : MissingRequirements(*list, "pass", GetParam().supplied)) {
    missing.push_back(row->code());
  }
  EXPECT_THAT(missing, ElementsAreArray(GetParam().missing));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, MissingForPass,
    ::testing::Values(
        PassCase{"AllThere", {kFee, kId, kAge}, {}},
        PassCase{"Nothing", {}, {"age", "id_document", "pass_fee"}},
        PassCase{"NoFee", {kAge, kId}, {"pass_fee"}},
        PassCase{"AnothersDocument",
                 {kAge, kFee, With(kId, RequirementRole::kSubject)},
                 {"id_document"}},
        PassCase{
            "NobodysDocument", {kAge, kFee, With(kId, RequirementRole::kAnybody)}, {"id_document"}},
        PassCase{"SomebodysFeeWhereAnybodysWillDo",
                 {kAge, kId, With(kFee, RequirementRole::kRepresentative)},
                 {}},
        PassCase{"FactOfAnotherType", {OfType(kAge, "text"), kFee, kId}, {"age"}},
        PassCase{"SameCodeOfAnotherKind",
                 {kAge, kId, {.kind = RequirementKind::kDocument, .code = "pass_fee"}},
                 {"pass_fee"}}));

TEST(MissingRequirements, AreNoneForATaskThatTheListHasNot) {
  EXPECT_THAT(MissingRequirements(*MakeSmallList(SmallListPackage()), "ghost", {}), IsEmpty());
}

}  // namespace
}  // namespace skranke
