// What the council does: who may, when, what becomes of the list before.
#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kTownTakesCentre[] = "aid,centre,none,,,TOWN,DESK\n";

class Adoption : public RulebookFixture {
 protected:
  v1::ExplainCaseResponse Why(const std::string& name) {
    v1::ExplainCaseRequest request;
    request.set_name(name);
    const auto why = Call<v1::ExplainCaseResponse>("inspector", request);
    EXPECT_THAT(why, IsOk());
    return why.ok() ? *why : v1::ExplainCaseResponse();
  }

  absl::StatusOr<v1::ApplyOfficeResponse> Apply(const PackageFiles& files) {
    v1::ApplyOfficeRequest request;
    for (const auto& [path, bytes] : files) {
      v1::PackageFile* file = request.add_files();
      file->set_path(path);
      file->set_content(bytes);
    }
    return Call<v1::ApplyOfficeResponse>("operator", request);
  }
};

TEST_F(Adoption, PutsTheListInForceOnItsFirstDay) {
  const v1::Draft adopted =
      MakeLaw(SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}}));
  EXPECT_EQ(adopted.state(), v1::DRAFT_STATE_ADOPTED);
  EXPECT_EQ(adopted.minutes(), "Council 12/24");
  EXPECT_EQ(adopted.adopt_day(), "2024-03-04");
  GetItem("west", Register("clerk", Matter("aid")).name());
  PassTo("2024-04-30 23:59:59");
  EXPECT_EQ(VersionFor("aid"), "1");
  PassTo("2024-05-01 00:00:00");
  const v1::Case moved = Register("clerk", Matter("aid"));
  EXPECT_EQ(moved.classification().list_version(), "2");
  GetItem("desk", moved.name());
  EXPECT_EQ(GetDraft("2").state(), v1::DRAFT_STATE_IN_FORCE);
}

TEST_F(Adoption, IsNeverByWhoHadAHandInTheDraft) {
  // The drafter becomes an adopter: the person counts, not the role of today.
  const v1::Draft heard =
      Consent(Hear(SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}}), "2024-03-20"));
  EXPECT_THAT(TryAdopt(heard, "rule_owner"), HasReason("ROLE_MAY_NOT"));
  PackageFiles files = LawTown();
  std::string& staff = files["staff.csv"];
  const std::string row = "rule_owner,RULE_OWNER";
  staff.replace(staff.find(row), row.size(), "rule_owner,ADOPTER");
  SKRANKE_ASSERT_OK(Apply(files));
  EXPECT_THAT(TryAdopt(heard, "rule_owner"), HasReason("DRAFTER_MAY_NOT_ADOPT"));
  EXPECT_EQ(GetDraft("2").state(), v1::DRAFT_STATE_CONSENTED);
  SKRANKE_EXPECT_OK(TryAdopt(heard, "second_adopter"));
}

TEST_F(Adoption, IsNotByASecondEditorEither) {
  SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}});
  auto edited = FilesWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}});
  edited.set_revision(1);
  const v1::Draft heard = Consent(Hear(Save(edited, "second_owner"), "2024-03-20"));
  PackageFiles files = LawTown();
  std::string& staff = files["staff.csv"];
  const std::string row = "second_owner,RULE_OWNER";
  staff.replace(staff.find(row), row.size(), "second_owner,ADOPTER");
  SKRANKE_ASSERT_OK(Apply(files));
  EXPECT_THAT(TryAdopt(heard, "second_owner"), HasReason("DRAFTER_MAY_NOT_ADOPT"));
}

TEST_F(Adoption, ExplainsAPastCaseByTheListOfItsDayAfterTwoLaterOnes) {
  const v1::Case first = Register("clerk", Matter("aid"));
  GetItem("west", first.name());
  const v1::ExplainCaseResponse before = Why(first.name());
  MakeLaw(SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}}));
  PassTo("2024-05-02 09:00");
  const v1::Case second = Register("clerk", Matter("aid"));
  const v1::Draft third =
      SaveWith("3", "2024-07-01", {{"routing.csv", "aid,centre,none,,,POLICE,PASS\n"}});
  EXPECT_EQ(Adopt(Consent(Hear(third, "2024-06-01"))).base_version(), "2");
  PassTo("2024-07-02 09:00");
  Restart();
  EXPECT_EQ(VersionFor("aid"), "3");
  const v1::ExplainCaseResponse now = Why(first.name());
  EXPECT_EQ(now.SerializeAsString(), before.SerializeAsString());
  EXPECT_TRUE(now.re_derived_same());
  EXPECT_EQ(now.classification().list_version(), "1");
  EXPECT_EQ(Why(second.name()).classification().list_version(), "2");
  EXPECT_TRUE(Why(second.name()).re_derived_same());
  EXPECT_EQ(GetDraft("2").state(), v1::DRAFT_STATE_SUPERSEDED);
}

TEST_F(Adoption, IsRefusedOnceItsFirstDayHasCome) {
  const v1::Draft heard =
      Consent(Hear(SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}}), "2024-03-20"));
  PassTo("2024-05-01 00:00");
  EXPECT_THAT(TryAdopt(heard), HasReason("FIRST_DAY_PAST"));
}

TEST_F(Adoption, IsRefusedWhereAnotherListCameBetween) {
  const v1::Draft heard =
      Consent(Hear(SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}}), "2024-03-20"));
  MakeLaw(SaveWith("3", "2024-04-01", {{"routing.csv", "trade,*,none,,,POLICE,PASS\n"}}));
  EXPECT_THAT(TryAdopt(heard), HasReason("BASE_CHANGED"));
}

TEST_F(Adoption, NeverChangesAnAdoptedVersion) {
  MakeLaw(SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}}));
  auto again = FilesWith("2", "2024-06-01", {{"routing.csv", kTownTakesCentre}});
  EXPECT_THAT(Call<v1::SaveDraftResponse>("rule_owner", again), HasReason("VERSION_TAKEN"));
  again.set_revision(1);
  EXPECT_THAT(Call<v1::SaveDraftResponse>("rule_owner", again), HasReason("VERSION_TAKEN"));
  again = FilesWith("1", "2024-06-01", {{"routing.csv", kTownTakesCentre}});
  EXPECT_THAT(Call<v1::SaveDraftResponse>("rule_owner", again), HasReason("VERSION_TAKEN"));
  PackageFiles files = LawTown();
  AddSecondList(files, "2", "2024-06-01");
  EXPECT_THAT(Apply(files), HasReason("LIST_CHANGED"));
  // What an operator installs lives beside it.
  files = LawTown();
  AddSecondList(files, "ops", "2024-06-01");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto applied, Apply(files));
  EXPECT_THAT(applied.list_versions(), ElementsAre("1", "2", "ops"));
}

TEST_F(Adoption, SavesOverTheLatestRevisionAlone) {
  SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}});
  auto request = FilesWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}});
  EXPECT_THAT(Call<v1::SaveDraftResponse>("rule_owner", request), HasReason("DRAFT_CHANGED"));
  request.set_revision(2);
  EXPECT_THAT(Call<v1::SaveDraftResponse>("rule_owner", request), HasReason("DRAFT_CHANGED"));
  request.set_revision(1);
  SKRANKE_EXPECT_OK(Call<v1::SaveDraftResponse>("second_owner", request));
  request = FilesWith("new", "2024-05-01", {{"routing.csv", kTownTakesCentre}});
  request.set_revision(1);
  EXPECT_THAT(Call<v1::SaveDraftResponse>("rule_owner", request), HasReason("DRAFT_CHANGED"));
}

TEST_F(Adoption, RefusesABrokenDraftWithEveryFault) {
  const auto request =
      FilesWith("2", "2024-05-01",
                {{"routing.csv", "aid,centre,none,,,TOWN,NOWHERE\nnothing,*,none,,,TOWN,DESK\n"}});
  const absl::Status refused = Call<v1::SaveDraftResponse>("rule_owner", request).status();
  EXPECT_THAT(refused, HasReason("PACKAGE_CELL"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("lists/2/routing.csv row 10 column unit"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("row 11 column task_code"));
  v1::GetDraftRequest get;
  get.set_version("2");
  EXPECT_THAT(Call<v1::GetDraftResponse>("auditor", get), HasReason("DRAFT_NOT_FOUND"));
}

TEST_F(Adoption, MakesADraftOfEditsToTheListInForce) {
  v1::SaveDraftRequest request;
  request.set_version("2");
  request.set_valid_from("2024-05-01");
  auto* const change = request.add_edits();
  change->set_file("routing.csv");
  change->set_line(5);
  change->set_row("aid,east,none,,,TOWN,DESK,,,");
  auto* const gone = request.add_edits();
  gone->set_file("routing.csv");
  gone->set_line(7);
  request.add_edits()->set_file("routing.csv");
  request.mutable_edits(2)->set_row("form,*,none,,,POLICE,PASS,,,");
  const v1::Draft draft = Save(request);
  ASSERT_THAT(draft.changes(), SizeIs(3));
  EXPECT_EQ(draft.changes(0).key(), "aid, east, none");
  EXPECT_EQ(draft.changes(0).change(), v1::ROW_CHANGE_CHANGED);
  EXPECT_EQ(draft.changes(1).key(), "acute, *, none");
  EXPECT_EQ(draft.changes(1).change(), v1::ROW_CHANGE_REMOVED);
  EXPECT_EQ(draft.changes(2).change(), v1::ROW_CHANGE_ADDED);
  request.set_version("3");
  request.mutable_edits(0)->set_line(99);
  EXPECT_THAT(Call<v1::SaveDraftResponse>("rule_owner", request), HasReason("INVALID_FIELD"));
  request.set_valid_from("2023-01-01");
  EXPECT_THAT(Call<v1::SaveDraftResponse>("rule_owner", request), HasReason("NO_BASE_LIST"));
}

TEST_F(Adoption, WantsThirtyDaysForWhatATaskAsksAnew) {
  const Added asks = {{"requirements.csv", "aid,document,payslip,,yes,\n"}};
  // 4 March and 29 days.
  v1::Draft heard =
      Hear(SaveWith("2", "2024-04-02", asks), "2024-03-10", {{"WELFARE", v1::PARTY_KIND_ADVISORY}});
  ASSERT_EQ(PartiesOf(heard), "WELFARE ");
  PassTo("2024-03-11 09:00");
  EXPECT_THAT(TryAdopt(heard), HasReason("FACT_NOTICE_TOO_SHORT"));
  SKRANKE_ASSERT_OK(Say("WELFARE", heard, v1::POSITION_CONSENT));
  SKRANKE_EXPECT_OK(TryAdopt(heard));
  // 11 March and 30 days.
  heard = Hear(
      SaveWith("3", "2024-04-10",
               {{"requirements.csv", "aid,document,payslip,,yes,\naid,document,lease,,yes,\n"}}),
      "2024-03-12", {{"WELFARE", v1::PARTY_KIND_ADVISORY}});
  PassTo("2024-03-13 09:00");
  SKRANKE_EXPECT_OK(TryAdopt(heard));
}

TEST_F(Adoption, GivesADraftUp) {
  const v1::Draft draft = SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}});
  auto request = Of<v1::WithdrawDraftRequest>(draft);
  EXPECT_THAT(Call<v1::WithdrawDraftResponse>("rule_owner", request), HasReason("INVALID_FIELD"));
  request.set_reason("Not now.");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto gone,
                               Call<v1::WithdrawDraftResponse>("rule_owner", request));
  EXPECT_EQ(gone.draft().state(), v1::DRAFT_STATE_WITHDRAWN);
  EXPECT_THAT(TryCheck(draft), HasReason("DRAFT_STATE"));
}

TEST_F(Adoption, GivesARepeatedCallItsStoredReply) {
  const v1::Draft heard =
      Consent(Hear(SaveWith("2", "2024-05-01", {{"routing.csv", kTownTakesCentre}}), "2024-03-20"));
  auto request = Of<v1::AdoptDraftRequest>(heard);
  request.set_minutes("Council 12/24");
  request.set_request_id("adopt-once");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto once, Call<v1::AdoptDraftResponse>("adopter", request));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto again, Call<v1::AdoptDraftResponse>("adopter", request));
  EXPECT_EQ(again.SerializeAsString(), once.SerializeAsString());
}

}  // namespace
}  // namespace skranke
