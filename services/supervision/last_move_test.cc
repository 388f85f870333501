// What moves a case on, and what only happens to it.
#include "services/supervision/last_move.h"

#include <set>
#include <string>

#include "libs/casework/incident.h"
#include "libs/casework/plan_verbs.h"
#include "libs/casework/render.h"
#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

// Of the events of a case, those that are no move: every kind stands here or moves.
const std::set<std::string>& NoMoves() {
  static const auto& kinds = *new std::set<std::string>{
      "bundle_saved",      "case_classified",      "case_corrected",
      "case_linked",       "case_supplemented",    "contact_recorded",
      "decision_demanded", "document_fetched",     "handover_escalated",
      "incident_tagged",   "information_reminded", "message_acknowledged",
      "message_discarded", "message_failed",       "message_redelivered",
      "message_retried",   "rulebook_cases_moved", "wrong_person_settled",
      "work_taken"};
  return kinds;
}

bool IsOfNoCase(const std::string& kind) {
  static const auto& kinds =
      *new std::set<std::string>{"clock_confirmed",      "directory_installed",
                                 "outage_announced",     "outage_ended",
                                 "rulebook_adopted",     "rulebook_draft_checked",
                                 "rulebook_draft_saved", "rulebook_hearing_opened",
                                 "rulebook_imported",    "rulebook_position_recorded",
                                 "rulebook_ratified",    "rulebook_withdrawn",
                                 "task_list_installed"};
  return kinds.count(kind) != 0;
}

TEST(LastMove, IsOfEveryKindThatDoesNotStandAside) {
  const auto* kinds = storage::v1::Event::descriptor()->FindOneofByName("kind");
  for (int i = 0; i < kinds->field_count(); ++i) {
    const auto* field = kinds->field(i);
    if (IsOfNoCase(field->name())) continue;
    storage::v1::Event event;
    event.GetReflection()->MutableMessage(&event, field);
    EXPECT_EQ(IsMove(event), NoMoves().count(field->name()) == 0) << field->name();
  }
  EXPECT_FALSE(IsMove(storage::v1::Event()));
}

class LastMoveTest : public ::testing::Test {
 protected:
  absl::Time Of(const v1::Case& c) {
    const auto moved = LastMove(*town_.snapshot(), town_.Stored(c.name()), town_.clock().Now());
    EXPECT_THAT(moved, IsOk());
    return moved.value_or(absl::InfinitePast());
  }
  void Contact(const v1::Case& c) {
    v1::RecordContactRequest request;
    request.set_citizen_case(c.name());
    request.set_channel(v1::CHANNEL_PHONE);
    request.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
    EXPECT_THAT(town_.Do<v1::RecordContactResponse>("clerk", request, &JudgeRecordContact), IsOk());
  }

  Town town_;
};

TEST_F(LastMoveTest, IsBehindContactsTagsAndFailures) {
  const v1::Case trade = town_.Register("clerk", "trade");
  const absl::Time registered = town_.clock().Now();
  for (int day = 0; day < 5; ++day) {
    town_.clock().Advance(absl::Hours(24));
    Contact(trade);
  }
  v1::TagIncidentRequest tag;
  tag.set_name(trade.name());
  tag.set_incident("FLOOD");
  EXPECT_THAT(town_.Do<v1::TagIncidentResponse>("clerk", tag, &JudgeTagIncident), IsOk());
  town_.Kill(trade.name(), "STATE", 1);
  town_.clock().Advance(absl::Hours(24 * 4));
  EXPECT_EQ(Of(trade), registered);
}

TEST_F(LastMoveTest, IsOfTheUnitThatHasIt) {
  const v1::Case trade = town_.Register("clerk", "trade");
  town_.clock().Advance(absl::Hours(24 * 3));
  const absl::Time told = town_.clock().Now();
  v1::SetAppointmentRequest request;
  request.set_name(trade.name());
  request.set_etag(town_.EtagOf(trade.name()));
  request.mutable_appointment()->set_reference("A-1");
  *request.mutable_appointment()->mutable_slot_time() =
      ToTimestamp(absl::ToUnixMicros(told + absl::Hours(24 * 30)));
  ASSERT_THAT(town_.Do<v1::SetAppointmentResponse>("worker", request, &JudgeSetAppointment),
              IsOk());
  town_.clock().Advance(absl::Hours(24));
  Contact(trade);
  town_.clock().Advance(absl::Hours(24 * 5));
  EXPECT_EQ(Of(trade), told);
}

// Nothing is read where nothing depends on it.
TEST_F(LastMoveTest, IsWhatTheCaseTellsWithinItsNorm) {
  const v1::Case trade = town_.Register("clerk", "trade");
  const absl::Time registered = town_.clock().Now();
  town_.clock().Advance(absl::Hours(24 * 7));
  EXPECT_EQ(Of(trade), registered);
}

}  // namespace
}  // namespace skranke
