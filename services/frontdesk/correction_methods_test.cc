#include "services/frontdesk/correction_methods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "libs/base/limits.h"
#include "libs/casework/case_name.h"
#include "libs/testing/matchers.h"

namespace skranke {
namespace {

v1::CorrectCaseRequest Correction() {
  v1::CorrectCaseRequest request;
  request.set_name(FormatCaseName(7));
  request.set_etag("v1");
  request.set_task("copy");
  request.set_reason("It is a copy.");
  return request;
}

TEST(ValidateCorrectCase, TakesAnyOneThingThatIsPutRight) {
  SKRANKE_EXPECT_OK(ValidateCorrectCase(Correction()));
  v1::CorrectCaseRequest nothing = Correction();
  nothing.clear_task();
  EXPECT_THAT(ValidateCorrectCase(nothing), HasField("parties"));
  v1::CorrectCaseRequest received = nothing;
  received.mutable_receive_time()->set_seconds(1);
  SKRANKE_EXPECT_OK(ValidateCorrectCase(received));
  v1::CorrectCaseRequest removed = nothing;
  removed.add_remove_facts("age");
  SKRANKE_EXPECT_OK(ValidateCorrectCase(removed));
  v1::CorrectCaseRequest fact = nothing;
  fact.add_facts()->set_name("age");
  EXPECT_THAT(ValidateCorrectCase(fact), HasField("facts[0].value"));
  fact.mutable_facts(0)->set_number("18");
  SKRANKE_EXPECT_OK(ValidateCorrectCase(fact));
  v1::CorrectCaseRequest party = nothing;
  party.add_parties();
  EXPECT_THAT(ValidateCorrectCase(party), HasField("parties[0].role"));
  party.mutable_parties(0)->set_role(v1::PARTY_ROLE_APPLICANT);
  SKRANKE_EXPECT_OK(ValidateCorrectCase(party));
}

TEST(ValidateCorrectCase, RefusesAReasonOfWhiteSpace) {
  for (const std::string& reason :
       {std::string(), std::string(" \n\t"), std::string(kReasonBytesMax + 1, 'x')}) {
    v1::CorrectCaseRequest request = Correction();
    request.set_reason(reason);
    EXPECT_THAT(ValidateCorrectCase(request), HasField("reason"));
  }
}

TEST(ValidateCorrectCase, NeedsTheCaseAndItsEtag) {
  v1::CorrectCaseRequest unnamed = Correction();
  unnamed.clear_name();
  EXPECT_THAT(ValidateCorrectCase(unnamed), HasField("name"));
  v1::CorrectCaseRequest untagged = Correction();
  untagged.clear_etag();
  EXPECT_THAT(ValidateCorrectCase(untagged), HasField("etag"));
}

TEST(ValidateLinkCases, NeedsBothCasesAndHow) {
  v1::LinkCasesRequest request;
  EXPECT_THAT(ValidateLinkCases(request), HasField("name"));
  request.set_name(FormatCaseName(7));
  EXPECT_THAT(ValidateLinkCases(request), HasField("target"));
  request.set_target(FormatCaseName(7));
  EXPECT_THAT(ValidateLinkCases(request), HasField("kind"));
  request.set_kind(v1::LINK_KIND_FOLLOWS);
  SKRANKE_EXPECT_OK(ValidateLinkCases(request));
}

TEST(ValidateSettleWrongPerson, NeedsTheCaseAndASentence) {
  v1::SettleWrongPersonRequest request;
  EXPECT_THAT(ValidateSettleWrongPerson(request), HasField("name"));
  request.set_name(FormatCaseName(7));
  request.set_sentence("  ");
  EXPECT_THAT(ValidateSettleWrongPerson(request), HasField("sentence"));
  request.set_sentence("Nobody else read it.");
  SKRANKE_EXPECT_OK(ValidateSettleWrongPerson(request));
}

}  // namespace
}  // namespace skranke
