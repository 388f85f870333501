#include "services/supervision/one_at_a_time.h"

#include <gtest/gtest.h>

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

TEST(OneAtATime, TellsASecondCallerToComeAgain) {
  const Town town;
  const auto snapshot = town.snapshot();
  Method method;
  absl::Status inner;
  Method once;
  method.query = [&](const Snapshot& at, const Caller& caller, const std::string& bytes) {
    inner = once.query(at, caller, bytes).status();
    return "whole";
  };
  once = OneAtATime(method);
  EXPECT_EQ(once.query(*snapshot, {}, "").value(), "whole");
  EXPECT_THAT(inner, HasReason("ALREADY_RUNNING"));
  // It has ended.
  EXPECT_EQ(once.query(*snapshot, {}, "").value(), "whole");
}

TEST(OneAtATime, IsFreeAgainAfterAnError) {
  const Town town;
  Method method;
  method.query = [](const Snapshot&, const Caller&,
                    const std::string&) -> absl::StatusOr<std::string> {
    return absl::NotFoundError("none");
  };
  const Method once = OneAtATime(method);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(absl::IsNotFound(once.query(*town.snapshot(), {}, "").status()));
  }
}

}  // namespace
}  // namespace skranke
