#include "tools/skranke/field_text.h"

#include <gtest/gtest.h>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

TEST(CaseName, IsTheSameWithAndWithoutItsCollection) {
  EXPECT_EQ(CaseName("X"), "cases/X");
  EXPECT_EQ(CaseName("cases/X"), "cases/X");
  EXPECT_EQ(CaseName(""), "");
}

struct FactCase {
  const char* text;
  const char* want;
};

TEST(ParseFact, TellsTheTypeByTheLook) {
  const FactCase cases[] = {
      {"a=true", R"(name: "a" flag: true)"},
      {"a=false", R"(name: "a" flag: false)"},
      {"a=True", R"(name: "a" text: "True")"},
      {"a=12", R"(name: "a" number: "12")"},
      {"a=-12.5", R"(name: "a" number: "-12.5")"},
      {"a=0", R"(name: "a" number: "0")"},
      {"a=0.5", R"(name: "a" number: "0.5")"},
      {"a=0159", R"(name: "a" text: "0159")"},
      {"a=12,5", R"(name: "a" text: "12,5")"},
      {"a=12.", R"(name: "a" text: "12.")"},
      {"a=2026-02-28", R"(name: "a" date: "2026-02-28")"},
      {"a=2026-02-30", R"(name: "a" text: "2026-02-30")"},
      {"a=b=c", R"(name: "a" text: "b=c")"},
      {"a:=12", R"(name: "a" text: "12")"},
      {"a=", R"(name: "a" text: "")"},
  };
  for (const FactCase& fact : cases) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const v1::Fact parsed, ParseFact(fact.text));
    EXPECT_EQ(parsed.ShortDebugString(), fact.want);
  }
}

TEST(ParseFact, NeedsANameAndAValue) {
  for (const char* text : {"a", "=1", ":=1", ""}) {
    EXPECT_THAT(ParseFact(text), HasReason("USAGE")) << text;
  }
}

TEST(ParseDocument, ReadsCodeRoleAndTitle) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const v1::Document full,
                               ParseDocument("birth:other-guardian=Birth: the certificate"));
  EXPECT_EQ(full.code(), "birth");
  EXPECT_EQ(full.of_role(), v1::PARTY_ROLE_OTHER_GUARDIAN);
  EXPECT_EQ(full.title(), "Birth: the certificate");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const v1::Document bare, ParseDocument("birth"));
  EXPECT_EQ(bare.code(), "birth");
  EXPECT_EQ(bare.of_role(), v1::PARTY_ROLE_UNSPECIFIED);
  EXPECT_THAT(ParseDocument("birth:aunt"), HasReason("USAGE"));
}

TEST(ParseAttestation, ReadsKindCodeAndRole) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const v1::Attestation consent,
                               ParseAttestation("consent:passport:OTHER_GUARDIAN"));
  EXPECT_EQ(consent.kind(), v1::REQUIREMENT_KIND_CONSENT);
  EXPECT_EQ(consent.code(), "passport");
  EXPECT_EQ(consent.of_role(), v1::PARTY_ROLE_OTHER_GUARDIAN);
  EXPECT_THAT(ParseAttestation("blessing:passport"), HasReason("USAGE"));
}

TEST(ParseReceiver, KeepsSpacesInUnits) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const v1::Receiver receiver,
                               ParseReceiver("INFO/INFO_Reallocation From Dept"));
  EXPECT_EQ(receiver.agency(), "INFO");
  EXPECT_EQ(receiver.unit(), "INFO_Reallocation From Dept");
  EXPECT_THAT(ParseReceiver("/unit"), HasReason("USAGE"));
}

TEST(ParseExternalReference, NeedsBothHalves) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const v1::ExternalReference reference,
                               ParseExternalReference("system:a:b"));
  EXPECT_EQ(reference.system(), "system");
  EXPECT_EQ(reference.id(), "a:b");
  EXPECT_THAT(ParseExternalReference("system:"), HasReason("USAGE"));
  EXPECT_THAT(ParseExternalReference("system"), HasReason("USAGE"));
}

TEST(ParsePerson, TakesACountryInFront) {
  EXPECT_EQ(ParsePerson("SE:189001019802").country(), "SE");
  EXPECT_EQ(ParsePerson("SE:189001019802").number(), "189001019802");
  EXPECT_EQ(ParsePerson("010203-1234").country(), "");
  EXPECT_EQ(ParsePerson("010203-1234").number(), "010203-1234");
}

TEST(ParseForeignDocument, NeverRepeatsTheNumber) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto document, ParseForeignDocument("SY:N0123456"));
  EXPECT_EQ(document.country(), "SY");
  const absl::Status status = ParseForeignDocument("N98765").status();
  EXPECT_THAT(status, HasReason("USAGE"));
  EXPECT_THAT(std::string(status.message()), testing::Not(testing::HasSubstr("N98765")));
}

TEST(FieldText, ReadsWhatTheCitizenSaysToAPart) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const v1::StatedConsent given, ParseConsent("aid:given"));
  EXPECT_EQ(given.task(), "aid");
  EXPECT_EQ(given.decision(), v1::CONSENT_DECISION_GIVEN);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const v1::StatedConsent refused, ParseConsent("aid:refused"));
  EXPECT_EQ(refused.decision(), v1::CONSENT_DECISION_REFUSED);
  for (const char* text : {"aid", "aid:", ":given", "aid:perhaps"}) {
    EXPECT_THAT(ParseConsent(text), HasReason("USAGE")) << text;
  }
}

TEST(FieldText, NamesALifeEventAsACaseIsNamed) {
  EXPECT_EQ(BundleName("7K3MQ2XD9BT"), "bundles/7K3MQ2XD9BT");
  EXPECT_EQ(BundleName("bundles/7K3MQ2XD9BT"), "bundles/7K3MQ2XD9BT");
  EXPECT_EQ(BundleName(""), "");
}

}  // namespace
}  // namespace skranke
