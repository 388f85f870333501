// A list for a crisis: in force within the minute, gone by itself, or ratified afterwards.
#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;

class Emergency : public RulebookFixture {
 protected:
  v1::Draft Draft(const std::string& version = "flood") {
    return Check(
        SaveWith(version, "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}}));
  }

  absl::StatusOr<v1::AdoptEmergencyResponse> TryDeclare(const v1::Draft& draft,
                                                        const std::string& to,
                                                        const std::string& who = "adopter") {
    auto request = Of<v1::AdoptEmergencyRequest>(draft);
    request.set_reason("The river is over its banks.");
    request.set_valid_to(to);
    return Call<v1::AdoptEmergencyResponse>(who, request);
  }

  v1::Draft Declare(const v1::Draft& draft, const std::string& to) {
    const auto response = TryDeclare(draft, to);
    EXPECT_THAT(response, IsOk());
    return response.ok() ? response->draft() : draft;
  }

  absl::StatusOr<v1::RatifyEmergencyResponse> TryRatify(const std::string& version) {
    v1::RatifyEmergencyRequest request;
    request.set_version(version);
    request.set_minutes("Council 15/24");
    return Call<v1::RatifyEmergencyResponse>("adopter", request);
  }

  bool IsMarked(const v1::Case& citizen_case) {
    v1::ExplainCaseRequest request;
    request.set_name(citizen_case.name());
    const auto why = Call<v1::ExplainCaseResponse>("inspector", request);
    EXPECT_THAT(why, IsOk());
    EXPECT_TRUE(why.ok() && why->re_derived_same());
    return why.ok() && why->emergency_list();
  }
};

TEST_F(Emergency, IsInForceAtOnceAndEndsByItself) {
  const v1::Draft declared = Declare(Draft(), "2024-03-10");
  EXPECT_EQ(declared.state(), v1::DRAFT_STATE_IN_FORCE);
  EXPECT_EQ(declared.valid_from(), "2024-03-04");
  const v1::Case marked = Register("clerk", Matter("aid"));
  EXPECT_EQ(marked.classification().list_version(), "flood");
  EXPECT_TRUE(IsMarked(marked));
  GetItem("desk", marked.name());
  PassTo("2024-03-10 23:59:59");
  EXPECT_EQ(VersionFor("aid"), "flood");
  PassTo("2024-03-11 00:00:00");
  const v1::Case after = Register("clerk", Matter("aid"));
  EXPECT_EQ(after.classification().list_version(), "1");
  EXPECT_FALSE(IsMarked(after));
  EXPECT_TRUE(IsMarked(marked));
  EXPECT_EQ(GetDraft("flood").state(), v1::DRAFT_STATE_EXPIRED);
  EXPECT_THAT(TryRatify("flood"), HasReason("EMERGENCY_EXPIRED"));
  Restart();
  EXPECT_EQ(VersionFor("aid"), "1");
}

TEST_F(Emergency, StaysOnceItIsRatified) {
  Consent(Declare(Draft(), "2024-03-10"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto ratified, TryRatify("flood"));
  EXPECT_EQ(ratified.draft().ratify_minutes(), "Council 15/24");
  EXPECT_THAT(TryRatify("flood"), HasReason("ALREADY_RATIFIED"));
  PassTo("2024-03-20 09:00:00");
  EXPECT_EQ(VersionFor("aid"), "flood");
  Restart();
  EXPECT_EQ(VersionFor("aid"), "flood");
}

TEST_F(Emergency, IsNotRatifiedOverAVeto) {
  const v1::Draft declared = Declare(Draft(), "2024-03-10");
  ASSERT_EQ(PartiesOf(declared), "TOWN WELFARE ");
  SKRANKE_ASSERT_OK(Say("WELFARE", declared, v1::POSITION_OBJECTION, "It is over."));
  const absl::Status refused = TryRatify("flood").status();
  EXPECT_THAT(refused, HasReason("VETO_OBJECTION"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("It is over."));
  SKRANKE_ASSERT_OK(Say("WELFARE", declared, v1::POSITION_CONSENT));
  // Silence is no consent where no row can drop out.
  EXPECT_THAT(TryRatify("flood"), HasReason("VETO_SILENT"));
  SKRANKE_ASSERT_OK(Say("TOWN", declared, v1::POSITION_CONSENT));
  SKRANKE_ASSERT_OK(TryRatify("flood"));
  EXPECT_THAT(Say("WELFARE", declared, v1::POSITION_OBJECTION, "Late."), HasReason("DRAFT_STATE"));
}

TEST_F(Emergency, DoesNotPassOverWhoObjectedToTheSameRows) {
  const v1::Draft heard = Hear(Draft(), "2024-03-20");
  SKRANKE_ASSERT_OK(Say("TOWN", heard, v1::POSITION_CONSENT));
  SKRANKE_ASSERT_OK(Say("WELFARE", heard, v1::POSITION_OBJECTION, "We are not flooded."));
  auto again = FilesWith("flood", "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}});
  again.set_revision(heard.revision());
  EXPECT_THAT(TryDeclare(Check(Save(again)), "2024-03-10"), HasReason("VETO_OBJECTION"));
  // Another row is another question; who consented to what stayed has said so.
  again = FilesWith("flood", "2024-05-01", {{"routing.csv", "aid,quay,none,,,TOWN,DESK\n"}});
  again.set_revision(heard.revision() + 1);
  const v1::Draft declared = Declare(Check(Save(again)), "2024-03-10");
  for (const auto& party : declared.parties()) EXPECT_FALSE(party.has_position());
}

TEST_F(Emergency, AsksNothingAnewThatNobodyWasShown) {
  const v1::Draft draft = Check(
      SaveWith("flood", "2024-05-01", {{"requirements.csv", "aid,document,payslip,,yes,\n"}}));
  EXPECT_THAT(TryDeclare(draft, "2024-03-10"), HasReason("FACT_NOTICE_TOO_SHORT"));
}

TEST_F(Emergency, LastsThirtyDaysAtMost) {
  const v1::Draft draft = Draft();
  EXPECT_THAT(TryDeclare(draft, "2024-03-03"), HasReason("INVALID_FIELD"));
  EXPECT_THAT(TryDeclare(draft, "2024-04-03"), HasReason("INVALID_FIELD"));
  SKRANKE_EXPECT_OK(TryDeclare(draft, "2024-04-02"));
}

TEST_F(Emergency, IsNotProlongedByAnother) {
  Declare(Draft(), "2024-03-10");
  PassTo("2024-03-09 09:00:00");
  const v1::Draft second =
      Check(SaveWith("flood-2", "2024-05-01", {{"routing.csv", "aid,quay,none,,,TOWN,DESK\n"}}));
  EXPECT_THAT(TryDeclare(second, "2024-03-11"), HasReason("INVALID_FIELD"));
  Declare(second, "2024-03-10");
  PassTo("2024-03-11 00:00:00");
  EXPECT_EQ(VersionFor("aid"), "1");
}

TEST_F(Emergency, IsOfACheckedDraftAndByAnAdopterWithAReason) {
  const v1::Draft saved =
      SaveWith("flood", "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}});
  EXPECT_THAT(TryDeclare(saved, "2024-03-10"), HasReason("DRAFT_STATE"));
  const v1::Draft checked = Check(saved);
  EXPECT_THAT(TryDeclare(checked, "2024-03-10", "rule_owner"), HasReason("ROLE_MAY_NOT"));
  auto request = Of<v1::AdoptEmergencyRequest>(checked);
  request.set_valid_to("2024-03-10");
  request.set_reason(" ");
  EXPECT_THAT(Call<v1::AdoptEmergencyResponse>("adopter", request), HasReason("INVALID_FIELD"));
}

TEST_F(Emergency, AloneIsRatified) {
  MakeLaw(SaveWith("2", "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}}));
  EXPECT_THAT(TryRatify("2"), HasReason("NOT_AN_EMERGENCY"));
  EXPECT_THAT(TryRatify("9"), HasReason("DRAFT_NOT_FOUND"));
}

}  // namespace
}  // namespace skranke
