#include "tools/skranke/party_flags.h"

#include <gtest/gtest.h>

#include "libs/testing/matchers.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

absl::StatusOr<std::vector<v1::Party>> Parties(const std::vector<std::string>& tokens) {
  SKRANKE_ASSIGN_OR_RETURN(const Arguments arguments, Arguments::Parse(tokens, PartyFlags()));
  return PartiesOf(arguments);
}

TEST(PartyFlags, MakeAnApplicantWithEverythingAboutHim) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto parties,
      Parties({"--person=SE:189001019802", "--proof=travel-document", "--language=so",
               "--interpreter", "--phone=12345678", "--email=a@example.com", "--address=Road 1"}));
  ASSERT_EQ(parties.size(), 1u);
  const v1::Party& applicant = parties[0];
  EXPECT_EQ(applicant.role(), v1::PARTY_ROLE_APPLICANT);
  EXPECT_EQ(applicant.person().country(), "SE");
  EXPECT_EQ(applicant.identity_proof(), v1::IDENTITY_PROOF_TRAVEL_DOCUMENT);
  EXPECT_EQ(applicant.language(), "so");
  EXPECT_TRUE(applicant.interpreter());
  EXPECT_EQ(applicant.contact().phone(), "12345678");
  EXPECT_EQ(applicant.contact().email(), "a@example.com");
  EXPECT_EQ(applicant.contact().address(), "Road 1");
}

struct IdentityFlag {
  const char* flag;
  v1::Party::IdentityCase identity;
};

TEST(PartyFlags, TakeEveryWayToBeSomebody) {
  const IdentityFlag cases[] = {{"--person=1", v1::Party::kPerson},
                                {"--organisation=1", v1::Party::kOrganisation},
                                {"--foreign=SY:1", v1::Party::kForeignDocument},
                                {"--unknown=red scarf", v1::Party::kUnknown},
                                {"--anonymous", v1::Party::kAnonymous}};
  for (const IdentityFlag& one : cases) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto parties, Parties({one.flag}));
    ASSERT_EQ(parties.size(), 1u) << one.flag;
    EXPECT_EQ(parties[0].identity_case(), one.identity) << one.flag;
  }
}

TEST(PartyFlags, AddTheOthersBehindTheApplicant) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto parties, Parties({"--other-guardian=3", "--subject=2",
                                                            "--person=1", "--subject=4"}));
  std::vector<std::string> numbers;
  for (const v1::Party& party : parties) numbers.push_back(party.person().number());
  EXPECT_THAT(numbers, testing::ElementsAre("1", "2", "4", "3"));
  EXPECT_EQ(parties[1].role(), v1::PARTY_ROLE_SUBJECT);
  EXPECT_EQ(parties[3].role(), v1::PARTY_ROLE_OTHER_GUARDIAN);
}

TEST(PartyFlags, RefuseTwoApplicantsAndWordsAboutNobody) {
  EXPECT_THAT(Parties({"--person=1", "--anonymous"}), HasReason("USAGE"));
  EXPECT_THAT(Parties({"--language=so"}), HasReason("USAGE"));
  EXPECT_THAT(Parties({"--person=1", "--role=aunt"}), HasReason("USAGE"));
  EXPECT_THAT(Parties({"--foreign=1"}), HasReason("USAGE"));
}

TEST(PartyFlags, LeaveNobodyWhereNothingIsGiven) {
  EXPECT_THAT(Parties({}), IsOkAndHolds(testing::IsEmpty()));
  EXPECT_THAT(Parties({"--anonymous=false"}), IsOkAndHolds(testing::IsEmpty()));
}

TEST(FillParties, FillsTheOneOrTheMany) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Arguments arguments,
                               Arguments::Parse({"--person=1", "--subject=2"}, PartyFlags()));
  v1::RegisterCaseRequest registration;
  SKRANKE_ASSERT_OK(FillParties(arguments, registration));
  EXPECT_EQ(registration.parties_size(), 2);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const Arguments one,
                               Arguments::Parse({"--person=1"}, IdentityFlags()));
  v1::FindOpenCasesRequest find;
  SKRANKE_ASSERT_OK(FillParties(one, find));
  EXPECT_EQ(find.party().person().number(), "1");
}

}  // namespace
}  // namespace skranke
