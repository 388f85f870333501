#include "libs/tasklist/rulebook_law.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/calendar/office_day.h"
#include "libs/tasklist/rulebook_changes.h"
#include "libs/tasklist/rulebook_list.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

using storage::v1::RulebookDraft;
using storage::v1::RulebookParty;
using storage::v1::RulebookRow;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::CivilDay kToday(2026, 3, 10);

RulebookRow RowNamed(const std::string& key, bool fact_schema = false) {
  RulebookRow row;
  row.set_table("requirements.csv");
  row.set_key(key);
  row.set_task(key);
  row.set_change(static_cast<int>(RowChange::kAdded));
  row.set_line_after(2);
  row.set_after(key);
  row.set_fact_schema(fact_schema);
  return row;
}

RulebookParty PartyOf(const std::string& agency, PartyKind kind, Position position,
                      const std::string& sentence = "") {
  RulebookParty party;
  party.set_agency(agency);
  party.set_kind(static_cast<int>(kind));
  party.set_shown_day("2026-03-01");
  *party.add_rows() = RowNamed(agency);
  if (position != Position::kNone)
    party.mutable_position()->set_position(static_cast<int>(position));
  if (!sentence.empty()) party.mutable_position()->set_sentence(sentence);
  return party;
}

// A draft in hearing until the day.
RulebookDraft Heard(std::vector<RulebookParty> parties, const std::string& to = "2026-03-10") {
  RulebookDraft draft;
  draft.set_version("2");
  draft.set_state(static_cast<int>(DraftState::kHearing));
  draft.set_hearing_to(to);
  draft.mutable_parties()->Assign(parties.begin(), parties.end());
  return draft;
}

struct Case {
  PartyKind kind;
  Position position;
  bool overruled;
  // While the hearing runs (its last day is today), and the day after.
  const char* running;
  const char* over;
};

TEST(RulebookLaw, LetsPositionsDecideByTheKindOfParty) {
  const Case cases[] = {
      {PartyKind::kVeto, Position::kNone, false, "HEARING_RUNNING", ""},
      {PartyKind::kVeto, Position::kConsent, false, "", ""},
      {PartyKind::kVeto, Position::kObjection, false, "VETO_OBJECTION", "VETO_OBJECTION"},
      {PartyKind::kVeto, Position::kObjection, true, "VETO_OBJECTION", "VETO_OBJECTION"},
      {PartyKind::kHeard, Position::kNone, false, "HEARING_RUNNING", ""},
      {PartyKind::kHeard, Position::kConsent, false, "", ""},
      {PartyKind::kHeard, Position::kObjection, false, "HEARD_OBJECTION", "HEARD_OBJECTION"},
      {PartyKind::kHeard, Position::kObjection, true, "", ""},
      {PartyKind::kAdvisory, Position::kNone, false, "HEARING_RUNNING", ""},
      {PartyKind::kAdvisory, Position::kConsent, false, "", ""},
      {PartyKind::kAdvisory, Position::kObjection, false, "", ""},
  };
  for (const Case& one : cases) {
    const RulebookDraft draft = Heard({PartyOf("A", one.kind, one.position, "No."),
                                       PartyOf("B", PartyKind::kVeto, Position::kConsent)});
    std::vector<std::string> overruled;
    if (one.overruled) overruled.push_back("A");
    for (const auto& [day, reason] :
         {std::pair(kToday, one.running), std::pair(kToday + 1, one.over)}) {
      const absl::Status status = CheckPositions(draft, overruled, day);
      const std::string what = absl::StrCat(static_cast<int>(one.kind), " ",
                                            static_cast<int>(one.position), " ", FormatDay(day));
      if (std::string(reason).empty()) {
        EXPECT_THAT(status, IsOk()) << what;
      } else {
        EXPECT_THAT(status, HasReason(reason)) << what;
      }
    }
  }
}

TEST(RulebookLaw, NamesTheObjectingAgencyAndItsSentence) {
  const absl::Status status = CheckPositions(
      Heard({PartyOf("A", PartyKind::kVeto, Position::kObjection, "We have no staff.")}), {},
      kToday);
  EXPECT_THAT(std::string(status.message()), HasSubstr("A objects: We have no staff."));
}

TEST(RulebookLaw, NeverLetsADrafterAdopt) {
  RulebookDraft draft;
  draft.add_drafters("anna");
  draft.add_drafters("bo");
  EXPECT_THAT(MayAdopt(draft, "anna"), HasReason("DRAFTER_MAY_NOT_ADOPT"));
  EXPECT_THAT(MayAdopt(draft, "bo"), HasReason("DRAFTER_MAY_NOT_ADOPT"));
  EXPECT_THAT(MayAdopt(draft, "carl"), IsOk());
}

TEST(RulebookLaw, DropsTheRowsOfSilentVetoPartiesOnce) {
  RulebookParty silent = PartyOf("A", PartyKind::kVeto, Position::kNone);
  *silent.add_rows() = RowNamed("shared");
  RulebookParty also = PartyOf("B", PartyKind::kVeto, Position::kNone);
  *also.add_rows() = RowNamed("shared");
  const auto dropped = RowsOfSilent(Heard({
      silent,
      also,
      PartyOf("C", PartyKind::kHeard, Position::kNone),
      PartyOf("D", PartyKind::kAdvisory, Position::kNone),
      PartyOf("E", PartyKind::kVeto, Position::kConsent),
  }));
  ASSERT_THAT(dropped, SizeIs(3));
  EXPECT_EQ(dropped[0].row().key(), "A");
  EXPECT_EQ(dropped[1].row().key(), "shared");
  EXPECT_EQ(dropped[1].agency(), "A");
  EXPECT_EQ(dropped[2].row().key(), "B");
}

TEST(RulebookLaw, WantsThirtyDaysForWhatATaskAsksAnewUnlessTheAgencyConsented) {
  RulebookParty party = PartyOf("A", PartyKind::kVeto, Position::kObjection);
  *party.mutable_rows(0) = RowNamed("pass", /*fact_schema=*/true);
  const std::vector<RulebookRow> changes(party.rows().begin(), party.rows().end());
  // Shown on 1 March.
  EXPECT_THAT(CheckFactNotice(Heard({party}), changes, absl::CivilDay(2026, 3, 30)),
              HasReason("FACT_NOTICE_TOO_SHORT"));
  EXPECT_THAT(CheckFactNotice(Heard({party}), changes, absl::CivilDay(2026, 3, 31)), IsOk());
  // What dropped out needs no notice.
  EXPECT_THAT(CheckFactNotice(Heard({party}), {}, absl::CivilDay(2026, 3, 30)), IsOk());
  party.mutable_position()->set_position(static_cast<int>(Position::kConsent));
  EXPECT_THAT(CheckFactNotice(Heard({party}), changes, absl::CivilDay(2026, 3, 11)), IsOk());
  RulebookParty other = PartyOf("A", PartyKind::kVeto, Position::kObjection);
  const std::vector<RulebookRow> plain(other.rows().begin(), other.rows().end());
  EXPECT_THAT(CheckFactNotice(Heard({other}), plain, absl::CivilDay(2026, 3, 11)), IsOk());
}

class Parties : public ::testing::Test {
 protected:
  const std::vector<AffectedAgency> affected_ = {{"A", {RowNamed("a")}}, {"B", {RowNamed("b")}}};
};

TEST_F(Parties, AreVetoUnlessTheHearingSaysOtherwise) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto parties,
      PartiesOf(affected_, {{{"B", PartyKind::kHeard}, {"C", PartyKind::kAdvisory}}}, {}, kToday));
  ASSERT_THAT(parties, SizeIs(3));
  EXPECT_TRUE(Is(parties[0].kind(), PartyKind::kVeto));
  EXPECT_TRUE(Is(parties[1].kind(), PartyKind::kHeard));
  EXPECT_TRUE(Is(parties[2].kind(), PartyKind::kAdvisory));
  EXPECT_THAT(parties[2].rows(), IsEmpty());
  EXPECT_EQ(parties[0].shown_day(), "2026-03-10");
}

TEST_F(Parties, AreRefusedWhereNobodyAffectedIsMeantOrOneIsNamedTwice) {
  EXPECT_THAT(PartiesOf(affected_, {{{"C", PartyKind::kVeto}}}, {}, kToday),
              HasReason("INVALID_FIELD"));
  EXPECT_THAT(
      PartiesOf(affected_, {{{"A", PartyKind::kHeard}, {"A", PartyKind::kVeto}}}, {}, kToday),
      HasReason("INVALID_FIELD"));
}

TEST_F(Parties, KeepWhatTheySaidToTheSameRowsAlone) {
  RulebookParty a = PartyOf("A", PartyKind::kVeto, Position::kObjection, "No.");
  *a.mutable_rows(0) = RowNamed("a");
  a.mutable_rows(0)->set_line_after(99);
  RulebookParty b = PartyOf("B", PartyKind::kVeto, Position::kConsent);
  *b.mutable_rows(0) = RowNamed("b before it was changed");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto parties, PartiesOf(affected_, {}, {{a, b}}, kToday));
  EXPECT_TRUE(Is(parties[0].position().position(), Position::kObjection));
  EXPECT_EQ(parties[0].shown_day(), "2026-03-01");
  EXPECT_EQ(parties[0].rows(0).line_after(), 2u);
  EXPECT_FALSE(parties[1].has_position());
  EXPECT_EQ(parties[1].shown_day(), "2026-03-10");
}

}  // namespace
}  // namespace skranke
