// A draft's way from the rule owner's desk to the council: who is asked, who may say what.
#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Hearing : public RulebookFixture {
 protected:
  // The agency's consent as it came by post.
  static v1::RecordPositionRequest Letter(const v1::Draft& draft, const std::string& agency) {
    auto request = Of<v1::RecordPositionRequest>(draft);
    request.set_agency(agency);
    request.set_position(v1::POSITION_CONSENT);
    request.set_letter_reference("A 24/77");
    request.set_letter_date("2024-03-01");
    return request;
  }

  // Aid in the centre moves from WELFARE to the TOWN.
  v1::Draft Moved(const std::string& version = "2", const std::string& from = "2024-05-01") {
    return SaveWith(version, from, {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}});
  }
};

TEST_F(Hearing, FindsTheAgenciesThatTheDraftAffects) {
  const v1::Draft checked = Check(Moved());
  EXPECT_EQ(checked.state(), v1::DRAFT_STATE_CHECKED);
  ASSERT_THAT(checked.changes(), SizeIs(1));
  EXPECT_EQ(checked.changes(0).key(), "aid, centre, none");
  EXPECT_EQ(PartiesOf(checked), "TOWN WELFARE ");
  EXPECT_EQ(checked.base_version(), "1");
}

TEST_F(Hearing, LetsNobodyAdoptWhatAVetoAgencyObjectsTo) {
  const v1::Draft heard = Hear(Moved(), "2024-03-20");
  SKRANKE_ASSERT_OK(Say("TOWN", heard, v1::POSITION_CONSENT));
  SKRANKE_ASSERT_OK(Say("welfare_head", heard, v1::POSITION_OBJECTION, "We have the staff."));
  const absl::Status refused = TryAdopt(heard).status();
  EXPECT_THAT(refused, HasReason("VETO_OBJECTION"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("WELFARE objects: We have the staff."));
  PassTo("2024-03-21 09:00");
  EXPECT_THAT(TryAdopt(heard), HasReason("VETO_OBJECTION"));
  // It changes its mind.
  SKRANKE_ASSERT_OK(Say("welfare_head", heard, v1::POSITION_CONSENT));
  EXPECT_EQ(Adopt(heard).state(), v1::DRAFT_STATE_ADOPTED);
}

TEST_F(Hearing, IsAnotherOneAfterTheDraftWasChanged) {
  v1::Draft heard = Hear(Moved(), "2024-03-20");
  SKRANKE_ASSERT_OK(Say("TOWN", heard, v1::POSITION_CONSENT));
  SKRANKE_ASSERT_OK(Say("WELFARE", heard, v1::POSITION_OBJECTION, "Not in the centre."));
  auto changed = FilesWith("2", "2024-05-01", {{"routing.csv", "aid,east,none,,,TOWN,DESK\n"}});
  // Two rows with the same key: the loader names the row.
  changed.set_revision(1);
  const absl::Status tie = Call<v1::SaveDraftResponse>("rule_owner", changed).status();
  EXPECT_THAT(tie, HasReason("PACKAGE_CELL"));
  EXPECT_THAT(std::string(tie.message()), HasSubstr("lists/2/routing.csv row 10"));
  changed = FilesWith("2", "2024-05-01", {{"routing.csv", "aid,quay,none,,,TOWN,DESK\n"}});
  changed.set_revision(1);
  const v1::Draft again = Save(changed);
  EXPECT_EQ(again.revision(), 2u);
  EXPECT_EQ(again.state(), v1::DRAFT_STATE_DRAFT);
  EXPECT_THAT(TryAdopt(again), HasReason("DRAFT_STATE"));
  EXPECT_THAT(TryAdopt(heard), HasReason("DRAFT_STATE"));
  heard = Hear(again, "2024-03-25");
  for (const auto& party : heard.parties()) EXPECT_FALSE(party.has_position()) << party.agency();
  EXPECT_THAT(TryAdopt(heard), HasReason("HEARING_RUNNING"));
  EXPECT_EQ(Adopt(Consent(heard)).state(), v1::DRAFT_STATE_ADOPTED);
}

TEST_F(Hearing, KeepsWhatAnAgencySaidToRowsThatStayed) {
  const v1::SaveDraftRequest first =
      FilesWith("2", "2024-05-01",
                {{"routing.csv", "aid,centre,none,,,TOWN,DESK\nform,*,none,,,POLICE,PASS\n"}});
  const v1::Draft heard = Hear(Save(first), "2024-03-20");
  ASSERT_EQ(PartiesOf(heard), "POLICE TOWN WELFARE ");
  SKRANKE_ASSERT_OK(Say("POLICE", heard, v1::POSITION_CONSENT));
  SKRANKE_ASSERT_OK(Say("WELFARE", heard, v1::POSITION_OBJECTION, "No."));
  auto second =
      FilesWith("2", "2024-05-01",
                {{"routing.csv", "aid,quay,none,,,TOWN,DESK\nform,*,none,,,POLICE,PASS\n"}});
  second.set_revision(1);
  const v1::Draft again = Hear(Save(second), "2024-03-25");
  EXPECT_EQ(again.parties(0).position().position(), v1::POSITION_CONSENT);
  EXPECT_FALSE(again.parties(2).has_position());
}

TEST_F(Hearing, DropsTheRowsOfTheSilentAndAdoptsTheRest) {
  const v1::Draft heard =
      Hear(SaveWith("2", "2024-05-01",
                    {{"routing.csv", "aid,centre,none,,,TOWN,DESK\nform,*,none,,,POLICE,PASS\n"}}),
           "2024-03-20");
  SKRANKE_ASSERT_OK(Say("POLICE", heard, v1::POSITION_CONSENT));
  SKRANKE_ASSERT_OK(Say("TOWN", heard, v1::POSITION_CONSENT));
  EXPECT_THAT(TryAdopt(heard), HasReason("HEARING_RUNNING"));
  PassTo("2024-03-20 23:59");
  EXPECT_THAT(TryAdopt(heard), HasReason("HEARING_RUNNING"));
  PassTo("2024-03-21 00:00");
  auto ask = Of<v1::AdoptDraftRequest>(heard);
  ask.set_minutes("Council 12/24");
  ask.set_dry_run(true);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto dry, Call<v1::AdoptDraftResponse>("adopter", ask));
  ASSERT_THAT(dry.draft().dropped(), SizeIs(1));
  EXPECT_EQ(GetDraft("2").state(), v1::DRAFT_STATE_HEARING);
  const v1::Draft adopted = Adopt(heard);
  EXPECT_EQ(adopted.SerializeAsString(), dry.draft().SerializeAsString());
  ASSERT_THAT(adopted.dropped(), SizeIs(1));
  EXPECT_EQ(adopted.dropped(0).row().key(), "aid, centre, none");
  EXPECT_EQ(adopted.dropped(0).agency(), "WELFARE");
  ASSERT_THAT(adopted.changes(), SizeIs(1));
  EXPECT_EQ(adopted.changes(0).key(), "form, *, none");
  PassTo("2024-05-01 09:00");
  v1::RegisterCaseRequest form = Matter("form");
  form.set_accept_incomplete(true);
  const v1::Case case_of_form = Register("clerk", form);
  EXPECT_EQ(case_of_form.classification().list_version(), "2");
  GetItem("passport", case_of_form.name());
  GetItem("west", Register("clerk", Matter("aid")).name());
}

TEST_F(Hearing, LeavesNothingWhereTheOnlyPartyIsSilent) {
  const v1::Draft heard = Hear(Moved(), "2024-03-20");
  PassTo("2024-03-21 09:00");
  EXPECT_THAT(TryAdopt(heard), HasReason("NOTHING_LEFT"));
}

TEST_F(Hearing, LetsTheCouncilOverruleWhoIsHeardWithAReason) {
  const v1::Draft heard =
      Hear(Moved(), "2024-03-20",
           {{"WELFARE", v1::PARTY_KIND_HEARD}, {"POLICE", v1::PARTY_KIND_ADVISORY}});
  SKRANKE_ASSERT_OK(Say("TOWN", heard, v1::POSITION_CONSENT));
  SKRANKE_ASSERT_OK(Say("WELFARE", heard, v1::POSITION_OBJECTION, "No."));
  EXPECT_THAT(TryAdopt(heard), HasReason("HEARD_OBJECTION"));
  auto request = Of<v1::AdoptDraftRequest>(heard);
  request.set_minutes("Council 12/24");
  request.add_overruled()->set_agency("WELFARE");
  EXPECT_THAT(Call<v1::AdoptDraftResponse>("adopter", request), HasReason("INVALID_FIELD"));
  request.mutable_overruled(0)->set_reason("The town is nearer.");
  EXPECT_THAT(Call<v1::AdoptDraftResponse>("adopter", request), HasReason("HEARING_RUNNING"));
  // What is only advice is recorded, and does not stop it.
  SKRANKE_ASSERT_OK(Say("passport_head", heard, v1::POSITION_OBJECTION, "We would not."));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto adopted,
                               Call<v1::AdoptDraftResponse>("adopter", request));
  EXPECT_EQ(adopted.draft().overruled(0).reason(), "The town is nearer.");
  EXPECT_EQ(adopted.draft().parties(0).position().sentence(), "We would not.");
}

TEST_F(Hearing, RecordsAConsentFromADatedLetter) {
  const v1::Draft heard = Hear(Moved(), "2024-03-20");
  v1::RecordPositionRequest letter = Letter(heard, "WELFARE");
  letter.clear_letter_reference();
  EXPECT_THAT(Call<v1::RecordPositionResponse>("rule_owner", letter), HasReason("INVALID_FIELD"));
  letter = Letter(heard, "WELFARE");
  letter.clear_letter_date();
  EXPECT_THAT(Call<v1::RecordPositionResponse>("rule_owner", letter), HasReason("INVALID_FIELD"));
  letter.set_letter_date("2024-03-05");
  EXPECT_THAT(Call<v1::RecordPositionResponse>("rule_owner", letter), HasReason("INVALID_FIELD"));
  letter.set_letter_date("2024-03-01");
  EXPECT_THAT(Call<v1::RecordPositionResponse>("welfare_head", letter), HasReason("INVALID_FIELD"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto recorded,
                               Call<v1::RecordPositionResponse>("rule_owner", letter));
  EXPECT_EQ(recorded.draft().parties(1).position().letter_reference(), "A 24/77");
  EXPECT_EQ(recorded.draft().parties(1).position().role(), "RULE_OWNER");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto all, Say("TOWN", heard, v1::POSITION_CONSENT));
  EXPECT_EQ(all.draft().state(), v1::DRAFT_STATE_CONSENTED);
  // The agency's own word stands over a letter, whatever its day.
  SKRANKE_ASSERT_OK(Say("WELFARE", heard, v1::POSITION_OBJECTION, "No."));
  EXPECT_THAT(Call<v1::RecordPositionResponse>("rule_owner", letter), HasReason("AGENCY_SPOKE"));
}

TEST_F(Hearing, LetsAnAgencySpeakForItselfAlone) {
  const v1::Draft heard = Hear(Moved(), "2024-03-20");
  auto request = Of<v1::RecordPositionRequest>(heard);
  request.set_agency("WELFARE");
  request.set_position(v1::POSITION_CONSENT);
  EXPECT_THAT(Call<v1::RecordPositionResponse>("TOWN", request), HasReason("OTHER_AGENCY"));
  // Who is not asked does not know that there is a draft; a letter of theirs counts for nothing.
  EXPECT_THAT(Say("passport_head", heard, v1::POSITION_CONSENT), HasReason("DRAFT_NOT_FOUND"));
  EXPECT_THAT(Call<v1::RecordPositionResponse>("rule_owner", Letter(heard, "POLICE")),
              HasReason("NOT_A_PARTY"));
  EXPECT_THAT(Say("WELFARE", heard, v1::POSITION_OBJECTION, " "), HasReason("INVALID_FIELD"));
  EXPECT_THAT(Say("WELFARE", heard, v1::POSITION_UNSPECIFIED), HasReason("INVALID_FIELD"));
  v1::Draft stale = heard;
  stale.set_revision(7);
  EXPECT_THAT(Say("WELFARE", stale, v1::POSITION_CONSENT), HasReason("DRAFT_CHANGED"));
}

TEST_F(Hearing, ShowsADraftToItsPartiesOnceTheyAreAsked) {
  const v1::Draft draft = Moved();
  v1::GetDraftRequest get;
  get.set_version("2");
  EXPECT_THAT(Call<v1::GetDraftResponse>("WELFARE", get), HasReason("DRAFT_NOT_FOUND"));
  Hear(draft, "2024-03-20");
  SKRANKE_EXPECT_OK(Call<v1::GetDraftResponse>("WELFARE", get));
  EXPECT_THAT(Call<v1::GetDraftResponse>("POLICE", get), HasReason("DRAFT_NOT_FOUND"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto none,
                               Call<v1::ListDraftsResponse>("POLICE", v1::ListDraftsRequest()));
  EXPECT_THAT(none.drafts(), IsEmpty());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto all,
                               Call<v1::ListDraftsResponse>("auditor", v1::ListDraftsRequest()));
  EXPECT_THAT(all.drafts(), SizeIs(1));
}

TEST_F(Hearing, EndsBetweenTodayAndTheFirstDay) {
  const v1::Draft checked = Check(Moved());
  EXPECT_THAT(TryHear(checked, "2024-03-03"), HasReason("INVALID_FIELD"));
  EXPECT_THAT(TryHear(checked, "2024-05-01"), HasReason("INVALID_FIELD"));
  EXPECT_THAT(TryHear(checked, "2024-03-20", {{"POLICE", v1::PARTY_KIND_VETO}}),
              HasReason("INVALID_FIELD"));
  EXPECT_THAT(TryHear(checked, "2024-03-20", {{"NOBODY", v1::PARTY_KIND_ADVISORY}}),
              HasReason("INVALID_FIELD"));
  SKRANKE_EXPECT_OK(TryHear(checked, "2024-04-30"));
}

TEST_F(Hearing, IsOfACheckedDraftAlone) {
  const v1::Draft draft = Moved();
  EXPECT_THAT(TryHear(draft, "2024-03-20"), HasReason("DRAFT_STATE"));
  EXPECT_THAT(TryAdopt(draft), HasReason("DRAFT_STATE"));
  EXPECT_THAT(TryCheck(SaveWith("3", "2024-05-01", {})), HasReason("NOTHING_CHANGED"));
  v1::Draft unknown;
  unknown.set_version("9");
  EXPECT_THAT(TryCheck(unknown), HasReason("DRAFT_NOT_FOUND"));
}

TEST_F(Hearing, WaitsForAListThatPassesTheCheckAndItsExamples) {
  const std::string route = "aid,centre,none,,,TOWN,DESK\n";
  const std::string columns =
      "name,task_code,place,protection,day,facts,expected_class,expected_agency,expected_unit\n";
  auto request = FilesWith(
      "2", "2024-05-01",
      {{"routing.csv", route},
       {"examples.csv", columns + "aid,aid,centre,none,2024-05-02,,DISCRETIONARY,WELFARE,WEST\n"}});
  const v1::Draft wrong = Save(request);
  const absl::Status failed = TryCheck(wrong).status();
  EXPECT_THAT(failed, HasReason("EXAMPLE_FAILED"));
  EXPECT_THAT(std::string(failed.message()), HasSubstr("lists/2/examples.csv row 2"));
  EXPECT_EQ(GetDraft("2").state(), v1::DRAFT_STATE_DRAFT);
  request = FilesWith(
      "2", "2024-05-01",
      {{"routing.csv", route},
       {"examples.csv", columns + "aid,aid,centre,none,2024-05-02,,DISCRETIONARY,TOWN,DESK\n"}});
  request.set_revision(1);
  EXPECT_EQ(Check(Save(request)).examples(), 1u);
  // A rule about something that nobody is asked.
  request =
      FilesWith("2", "2024-05-01",
                {{"routing.csv", route}, {"conditions.csv", "pass,colour,\"\"\"red\"\"\",\n"}});
  request.set_revision(2);
  const absl::Status unsound = TryCheck(Save(request)).status();
  EXPECT_THAT(unsound, HasReason("CHECK_FAILED"));
  EXPECT_THAT(std::string(unsound.message()), HasSubstr("FACT_NOT_ASKED lists/2/conditions.csv"));
}

TEST_F(Hearing, DropsTheExamplesOfDroppedRowsWithThem) {
  const std::string columns =
      "name,task_code,place,protection,day,facts,expected_class,expected_agency,expected_unit\n";
  const v1::Draft heard = Hear(
      Save(FilesWith("2", "2024-05-01",
                     {{"routing.csv", "aid,centre,none,,,TOWN,DESK\nform,*,none,,,POLICE,PASS\n"},
                      {"examples.csv",
                       columns + "aid,aid,centre,none,2024-05-02,,DISCRETIONARY,TOWN,DESK\n"}})),
      "2024-03-20");
  SKRANKE_ASSERT_OK(Say("POLICE", heard, v1::POSITION_CONSENT));
  SKRANKE_ASSERT_OK(Say("TOWN", heard, v1::POSITION_CONSENT));
  PassTo("2024-03-21 09:00");
  const v1::Draft adopted = Adopt(heard);
  ASSERT_THAT(adopted.dropped(), SizeIs(2));
  EXPECT_EQ(adopted.dropped(1).row().table(), "examples.csv");
}

TEST_F(Hearing, StaysAsItWasAfterARestart) {
  const v1::Draft heard = Hear(Moved(), "2024-03-20");
  SKRANKE_ASSERT_OK(Say("WELFARE", heard, v1::POSITION_OBJECTION, "No."));
  const std::string before = GetDraft("2").SerializeAsString();
  Restart();
  EXPECT_EQ(GetDraft("2").SerializeAsString(), before);
  EXPECT_THAT(TryAdopt(heard), HasReason("VETO_OBJECTION"));
}

TEST_F(Hearing, NeverNamesAPerson) {
  const v1::Draft heard = Hear(Moved(), "2024-03-20");
  SKRANKE_ASSERT_OK(Say("welfare_head", heard, v1::POSITION_CONSENT));
  EXPECT_THAT(GetDraft("2").DebugString(), Not(HasSubstr("rule_owner")));
  EXPECT_THAT(GetDraft("2").DebugString(), Not(HasSubstr("welfare_head")));
}

}  // namespace
}  // namespace skranke
