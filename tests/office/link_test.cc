// Cases that belong together: both show it.
#include "libs/base/limits.h"
#include "tests/office/correction_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class Links : public CorrectionFixture {
 protected:
  absl::StatusOr<v1::LinkCasesResponse> Link(absl::string_view caller, const v1::Case& one,
                                             const v1::Case& other,
                                             v1::LinkKind kind = v1::LINK_KIND_DUPLICATE_OF) {
    v1::LinkCasesRequest request;
    request.set_name(one.name());
    request.set_target(other.name());
    request.set_kind(kind);
    return Call<v1::LinkCasesResponse>(caller, request);
  }
};

TEST_F(Links, ShowOnBothCases) {
  const v1::Case first = Register("clerk", Matter("aid"));
  const v1::Case second = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto linked, Link("clerk", second, first));
  EXPECT_EQ(linked.target().name(), first.name());
  const v1::Case duplicate = Get("clerk", second.name());
  ASSERT_THAT(duplicate.links(), SizeIs(1));
  EXPECT_EQ(duplicate.links(0).kind(), v1::LINK_KIND_DUPLICATE_OF);
  EXPECT_EQ(duplicate.links(0).citizen_case(), first.name());
  EXPECT_FALSE(duplicate.links(0).inverse());
  const v1::Case doubled = Get("clerk", first.name());
  ASSERT_THAT(doubled.links(), SizeIs(1));
  EXPECT_EQ(doubled.links(0).citizen_case(), second.name());
  EXPECT_TRUE(doubled.links(0).inverse());
  // Nobody's work is voided by it.
  EXPECT_EQ(doubled.etag(), first.etag());
  EXPECT_THAT(History("auditor", second).DebugString(),
              HasSubstr(absl::StrCat("It is a duplicate of ", first.name(), ".")));
  EXPECT_THAT(History("auditor", first).DebugString(),
              HasSubstr(absl::StrCat("Its duplicate is ", second.name(), ".")));
  ExpectSame(first);
  ExpectSame(second);
}

TEST_F(Links, AreMadeOnceOfEachKind) {
  const v1::Case first = Register("clerk", Matter("aid"));
  const v1::Case second = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK(Link("clerk", second, first));
  EXPECT_THAT(Link("clerk", second, first), HasReason("LINK_EXISTS"));
  EXPECT_THAT(Link("clerk", first, second), HasReason("LINK_EXISTS"));
  SKRANKE_EXPECT_OK(Link("clerk", first, second, v1::LINK_KIND_APPEAL_OF));
  EXPECT_THAT(Link("clerk", first, first), HasReason("SAME_CASE"));
}

TEST_F(Links, AreOnlyBetweenCasesThatTheCallerSees) {
  const v1::Case here = Register("clerk", Matter("aid"));
  const v1::Case there = Register("branch_clerk", Matter("aid"));
  EXPECT_THAT(Link("clerk", here, there), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Link("clerk", there, here), HasReason("CASE_NOT_FOUND"));
  SKRANKE_EXPECT_OK(Link("inspector", here, there));
}

TEST_F(Links, AreNotEndless) {
  const v1::Case first = Register("clerk", Matter("aid"));
  for (size_t i = 0; i < kLinksPerCaseMax; ++i) {
    SKRANKE_ASSERT_OK(Link("clerk", Register("clerk", Matter("aid")), first));
  }
  EXPECT_THAT(Link("clerk", Register("clerk", Matter("aid")), first), HasReason("TOO_MANY_LINKS"));
  EXPECT_THAT(Link("clerk", first, Register("clerk", Matter("aid"))), HasReason("TOO_MANY_LINKS"));
}

TEST_F(Links, AreTheSameAfterARestart) {
  const v1::Case first = Register("clerk", Matter("aid"));
  const v1::Case second = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK(Link("clerk", second, first, v1::LINK_KIND_FOLLOWS));
  options_.rebuild_views = true;
  Restart();
  EXPECT_THAT(Get("clerk", first.name()).links(), SizeIs(1));
  EXPECT_THAT(Get("clerk", second.name()).links(), SizeIs(1));
}

}  // namespace
}  // namespace skranke
