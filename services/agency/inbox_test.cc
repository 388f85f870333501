#include "services/agency/inbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::ReceiveRequest Handover(const std::string& citizen_case, uint64_t sequence) {
  v1::ReceiveRequest message;
  message.set_message_id(absl::StrCat(citizen_case, ".NAV.", sequence));
  message.set_installation("small");
  message.set_agency("NAV");
  message.set_citizen_case(citizen_case);
  message.set_sequence(sequence);
  message.set_previous_sequence(sequence - 1);
  message.mutable_handover()->mutable_citizen_case()->set_name(citizen_case);
  message.mutable_handover()->set_handover_id(absl::StrCat(citizen_case, "-", sequence));
  return message;
}

class InboxTest : public ::testing::Test {
 protected:
  InboxTest() { Open(); }

  void Open() {
    inbox_.reset();
    inbox_ = Inbox::Open(OpenRocksDb(dir_.path()).value(), "NAV").value();
  }
  absl::Status Receive(const v1::ReceiveRequest& message) {
    return inbox_->Receive(message, absl::FromUnixSeconds(1'790'000'000));  // In 2026.
  }
  std::string OwnNumber(const std::string& citizen_case) {
    return inbox_->FindCase("small", citizen_case)
        .value()
        ->item.citizen_case()
        .agency_case_number();
  }

  TempDir dir_;
  std::unique_ptr<Inbox> inbox_;
};

TEST_F(InboxTest, StoresAMessageOnceHoweverOftenItComes) {
  for (int i = 0; i < 3; ++i) SKRANKE_ASSERT_OK(Receive(Handover("cases/1", 1)));
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(1u));
  EXPECT_THAT(inbox_->ToDos(0, 10), IsOkAndHolds(SizeIs(1)));
  Open();
  SKRANKE_ASSERT_OK(Receive(Handover("cases/1", 1)));
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(1u));
}

TEST_F(InboxTest, TakesTheSameIdFromAnotherInstallationAsAnotherMessage) {
  SKRANKE_ASSERT_OK(Receive(Handover("cases/1", 1)));
  v1::ReceiveRequest other = Handover("cases/1", 1);
  other.set_installation("large");
  SKRANKE_ASSERT_OK(Receive(other));
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(2u));
}

TEST_F(InboxTest, RefusesAMessageBeforeItsTurnAndNeverSkipsOne) {
  EXPECT_THAT(Receive(Handover("cases/1", 2)), HasReason("OUT_OF_ORDER"));
  EXPECT_THAT(inbox_->Received(), IsOkAndHolds(0u));
  SKRANKE_ASSERT_OK(Receive(Handover("cases/1", 1)));
  EXPECT_THAT(Receive(Handover("cases/1", 3)), HasReason("OUT_OF_ORDER"));
  SKRANKE_EXPECT_OK(Receive(Handover("cases/1", 2)));
  SKRANKE_EXPECT_OK(Receive(Handover("cases/1", 3)));
  SKRANKE_EXPECT_OK(Receive(Handover("cases/2", 1)));  // Another case has its own count.
}

TEST_F(InboxTest, CountsItsOwnCasesThroughARestart) {
  SKRANKE_ASSERT_OK(Receive(Handover("cases/1", 1)));
  Open();
  SKRANKE_ASSERT_OK(Receive(Handover("cases/2", 1)));
  SKRANKE_ASSERT_OK(Receive(Handover("cases/1", 2)));
  EXPECT_EQ(OwnNumber("cases/1"), "NAV-2026-000001");
  EXPECT_EQ(OwnNumber("cases/2"), "NAV-2026-000002");
}

TEST_F(InboxTest, ListsWhatIsToBeDoneUntilItIsFinished) {
  SKRANKE_ASSERT_OK(Receive(Handover("cases/1", 1)));
  SKRANKE_ASSERT_OK(Receive(Handover("cases/2", 1)));
  v1::ReceiveRequest supplement = Handover("cases/2", 2);
  supplement.mutable_supplement();
  SKRANKE_ASSERT_OK(Receive(supplement));
  Open();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto to_dos, inbox_->ToDos(0, 10));
  ASSERT_THAT(to_dos, SizeIs(2));
  EXPECT_EQ(to_dos[0].message.citizen_case(), "cases/1");
  EXPECT_THAT(inbox_->ToDos(0, 1), IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(inbox_->ToDos(to_dos[0].position, 10), IsOkAndHolds(SizeIs(1)));
  for (const ToDo& to_do : to_dos) SKRANKE_ASSERT_OK(inbox_->Finish(to_do));
  EXPECT_THAT(inbox_->ToDos(0, 10), IsOkAndHolds(IsEmpty()));
}

TEST_F(InboxTest, KeepsNoReplyOfAHandoverThatHasEnded) {
  SKRANKE_ASSERT_OK(Receive(Handover("cases/1", 1)));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto to_dos, inbox_->ToDos(0, 10));
  v1::ReceiveRequest recall = Handover("cases/1", 2);
  recall.mutable_recall()->set_handover_id("cases/1-1");
  SKRANKE_ASSERT_OK(Receive(recall));
  v1::Case shown;
  shown.set_state(v1::STATE_ACCEPTED);
  SKRANKE_ASSERT_OK(inbox_->KeepReply(to_dos.at(0), shown));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto stored, inbox_->FindCase("small", "cases/1"));
  EXPECT_FALSE(stored->is_ours());
  EXPECT_EQ(stored->item.citizen_case().state(), v1::STATE_UNSPECIFIED);
}

TEST_F(InboxTest, TakesAMessageAfterOneThatWasGivenUp) {
  v1::ReceiveRequest second = Handover("cases/1", 2);
  EXPECT_THAT(Receive(second), HasReason("OUT_OF_ORDER"));
  second.set_previous_sequence(0);
  SKRANKE_EXPECT_OK(Receive(second));
}

}  // namespace
}  // namespace skranke
