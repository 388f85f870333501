// Every way to an agency, on both sides of what it may take.
#include "services/supervision/unreachable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/limits.h"
#include "libs/directory/parse_directory.h"
#include "libs/directory/small_package.h"
#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

constexpr absl::Duration kTick = absl::Microseconds(1);
constexpr EndpointKind kKinds[] = {EndpointKind::kPull, EndpointKind::kGrpc, EndpointKind::kWebhook,
                                   EndpointKind::kFileDrop, EndpointKind::kPaper};

class UnreachableTest : public ::testing::Test {
 protected:
  using Since = absl::optional<absl::Time>;

  absl::Time Local(absl::string_view text) const {
    return *directory_->zone().ParseLocalTime(text);
  }
  Since Of(EndpointKind kind, Since silent, absl::Time oldest, absl::Time now) const {
    return UnreachableSince(kind, silent, oldest, now, *directory_);
  }

  const std::shared_ptr<const Directory> directory_ =
      *Directory::Make(1, absl::FromUnixSeconds(1'770'000'000), *ParseDirectory(SmallPackage()));
  const absl::Time monday_ = Local("2026-06-15 10:00");
  const absl::Time friday_ = Local("2026-06-19 10:00");
};

TEST_F(UnreachableTest, IsNobodyToWhomNothingIsToBeSent) {
  for (const EndpointKind kind : kKinds) {
    EXPECT_EQ(Of(kind, monday_, absl::InfiniteFuture(), friday_), absl::nullopt);
  }
}

TEST_F(UnreachableTest, IsWhoIsSilentForLongerThanARestartTakes) {
  for (const auto kind : {EndpointKind::kGrpc, EndpointKind::kWebhook, EndpointKind::kFileDrop}) {
    EXPECT_EQ(Of(kind, monday_, monday_, monday_ + kAgencySilentMax), monday_);
    EXPECT_EQ(Of(kind, monday_, monday_, monday_ + kAgencySilentMax - kTick), absl::nullopt);
  }
}

TEST_F(UnreachableTest, IsWhoDoesNotAcknowledgeInTheTimeOfItsKind) {
  for (const EndpointKind kind : kKinds) {
    const absl::Time end = monday_ + MessageWaitsMax(kind);
    EXPECT_EQ(Of(kind, absl::nullopt, monday_, end), monday_);
    EXPECT_EQ(Of(kind, absl::nullopt, monday_, end - kTick), absl::nullopt);
  }
  EXPECT_EQ(MessageWaitsMax(EndpointKind::kGrpc), absl::Hours(1));
  EXPECT_EQ(MessageWaitsMax(EndpointKind::kFileDrop), absl::Hours(26));
  EXPECT_EQ(MessageWaitsMax(EndpointKind::kPaper), absl::Hours(7 * 24));
}

TEST_F(UnreachableTest, IsNobodyOverDaysOnWhichNobodyWorks) {
  const absl::Time end = Local("2026-06-22 12:00");
  EXPECT_EQ(Of(EndpointKind::kFileDrop, absl::nullopt, friday_, end), friday_);
  EXPECT_EQ(Of(EndpointKind::kFileDrop, absl::nullopt, friday_, end - kTick), absl::nullopt);
  EXPECT_EQ(
      Of(EndpointKind::kGrpc, absl::nullopt, friday_ + absl::Hours(24), friday_ + absl::Hours(25)),
      friday_ + absl::Hours(24));
}

// The link gives up after its hold, on whatever day that is.
TEST_F(UnreachableTest, IsNoFolderToWhichNobodyCameOnASaturday) {
  const absl::Time saturday = friday_ + kFileDropHold;
  const absl::Time end = Local("2026-06-22 12:00");
  EXPECT_EQ(Of(EndpointKind::kFileDrop, saturday, friday_, end - kTick), absl::nullopt);
  EXPECT_EQ(Of(EndpointKind::kFileDrop, saturday, friday_, end), friday_);
  // One that is not there falls silent at once.
  EXPECT_EQ(Of(EndpointKind::kFileDrop, saturday - kTick, friday_, saturday + kAgencySilentMax),
            saturday - kTick);
}

TEST_F(UnreachableTest, LeavesAHandoverThatHasItsTimeToThat) {
  storage::v1::CaseState c;
  c.set_state(v1::STATE_ROUTED);
  c.add_handovers()->set_accept_by_us(1);
  storage::v1::MessageRecord message;
  message.set_kind(storage::v1::MESSAGE_KIND_HANDOVER);
  message.set_handover(1);
  EXPECT_TRUE(IsChasedByItself(message, c));
  message.set_kind(storage::v1::MESSAGE_KIND_SUPPLEMENT);
  EXPECT_FALSE(IsChasedByItself(message, c));
  message.set_kind(storage::v1::MESSAGE_KIND_HANDOVER);
  c.mutable_handovers(0)->clear_accept_by_us();
  EXPECT_FALSE(IsChasedByItself(message, c));
  c.mutable_handovers(0)->set_accept_by_us(1);
  c.set_state(v1::STATE_TRIAGE);
  EXPECT_FALSE(IsChasedByItself(message, c));
  c.set_state(v1::STATE_ROUTED);
  c.add_handovers()->set_accept_by_us(1);
  EXPECT_FALSE(IsChasedByItself(message, c));
}

TEST_F(UnreachableTest, SaysWhatIsToBeDoneByItsKind) {
  EXPECT_THAT(NextStepToReach(EndpointKind::kGrpc, "TAX"), HasSubstr("starts its intake"));
  EXPECT_THAT(NextStepToReach(EndpointKind::kWebhook, "TAX"), HasSubstr("starts its intake"));
  EXPECT_THAT(NextStepToReach(EndpointKind::kFileDrop, "TAX"), HasSubstr("folder of TAX"));
  EXPECT_THAT(NextStepToReach(EndpointKind::kPaper, "TAX"), HasSubstr("prints and sends"));
  EXPECT_THAT(NextStepToReach(EndpointKind::kPull, "TAX"), HasSubstr("an endpoint again"));
}

}  // namespace
}  // namespace skranke
