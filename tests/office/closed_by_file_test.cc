// Who makes no call ends a case by file, or is told in the folder why not.
#include "libs/base/files.h"
#include "tests/office/receivers_fixture.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// An agency that writes its receipts by hand.
class ClosedByFile : public Receivers {
 protected:
  ClosedByFile() { ReachBy(absl::StrCat("dir:", drops_.Path("drop"))); }

  std::string Lay(const v1::Case& c, const std::string& kind, const std::string& fields = "") {
    const std::string id = absl::StrCat(c.name().substr(6), ".WELFARE.1");
    std::string file = absl::StrCat("drop/RECEIPTS/", id, ".", kind, ".json");
    drops_.Write(file, absl::StrCat(R"({"message_id": ")", id, "\"", fields, "}"));
    return file;
  }
  // Why the office does not take it; empty where it does.
  std::string Fault(const std::string& file) {
    const auto why = [&] { return ReadFile(drops_.Path(file + ".error")); };
    EXPECT_TRUE(
        Eventually([&] { return why().ok() || !std::filesystem::exists(drops_.Path(file)); }));
    return why().value_or("");
  }
  v1::Case Accepted() {
    const v1::Case c = Register("clerk", Matter("aid"));
    EXPECT_EQ(Fault(Lay(c, "accept")), "");
    return c;
  }
};

TEST_F(ClosedByFile, IsAnAcceptedCaseWithItsOutcome) {
  const v1::Case c = Accepted();
  EXPECT_EQ(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), "");
  const v1::Case closed = Get("clerk", c.name());
  EXPECT_EQ(closed.state(), v1::STATE_CLOSED);
  EXPECT_EQ(closed.outcome(), "GRANTED");
  const auto history = HistoryOf(c);
  EXPECT_EQ(history.back(), "CASE_CLOSED by WELFARE for ");
  EXPECT_THAT(history, Not(Contains(HasSubstr("CASE_DECIDED"))));
}

TEST_F(ClosedByFile, IsDecidedWhereItSaysWhy) {
  const v1::Case c = Accepted();
  EXPECT_EQ(Fault(Lay(c, "close", R"(, "outcome": "DENIED", "sentence": "For høy inntekt.")")), "");
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_CLOSED);
  EXPECT_EQ(Get("clerk", c.name()).outcome(), "DENIED");
  const auto history = HistoryOf(c);
  ASSERT_GE(history.size(), 3u);
  EXPECT_THAT(std::vector<std::string>(history.end() - 3, history.end()),
              ElementsAre("WORK_STARTED by WELFARE for ", "CASE_DECIDED by WELFARE for ",
                          "CASE_CLOSED by WELFARE for "));
}

TEST_F(ClosedByFile, IsReferredOutsideOnlyWithToWhom) {
  const v1::Case c = Accepted();
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "REFERRED_EXTERNAL")")),
              HasSubstr("referred_to"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
  // A corrected receipt is new.
  Lay(c, "close", R"(, "outcome": "REFERRED_EXTERNAL", "referred_to": "The Red Cross")");
  ASSERT_TRUE(ComesTo(c, v1::STATE_CLOSED));
  EXPECT_EQ(Get("clerk", c.name()).outcome(), "REFERRED_EXTERNAL");
  EXPECT_EQ(Get("clerk", c.name()).referred_to(), "The Red Cross");
}

TEST_F(ClosedByFile, IsNoCaseBeforeItIsAccepted) {
  const v1::Case c = Register("clerk", Matter("aid"));
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), HasSubstr("cannot be closed"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ROUTED);
}

TEST_F(ClosedByFile, IsNoCaseWhoseHandoverHasEnded) {
  const v1::Case c = Accepted();
  Accept("east", Route(c, "EAST"));
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), HasSubstr("has ended"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(ClosedByFile, IsNothingByWhatIsNoOutcome) {
  const v1::Case c = Accepted();
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "Kari Nordmann")")), HasSubstr("outcome"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(ClosedByFile, IsClosedOnceHoweverOftenItLiesThere) {
  const v1::Case c = Accepted();
  EXPECT_EQ(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), "");
  const std::string etag = Get("clerk", c.name()).etag();
  EXPECT_EQ(Fault(Lay(c, "close", R"(, "outcome": "GRANTED")")), "");
  EXPECT_THAT(Fault(Lay(c, "close", R"(, "outcome": "DENIED")")), HasSubstr("cannot be closed"));
  EXPECT_EQ(Get("clerk", c.name()).etag(), etag);
}

}  // namespace
}  // namespace skranke
