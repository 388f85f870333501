#include "services/frontdesk/validate.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

// A request that nothing is wrong with.
v1::RegisterCaseRequest Good() {
  v1::RegisterCaseRequest request;
  request.set_task("pass");
  request.set_channel(v1::CHANNEL_COUNTER);
  request.add_parties()->set_role(v1::PARTY_ROLE_APPLICANT);
  v1::Fact* fact = request.add_facts();
  fact->set_name("birth");
  fact->set_date("2024-02-29");
  v1::Document* document = request.add_documents();
  document->set_code("letter");
  document->set_document_date("2024-02-29");
  document->set_sha256(std::string(32, 'x'));
  v1::Attestation* fee = request.add_attestations();
  fee->set_kind(v1::REQUIREMENT_KIND_FEE);
  fee->set_code("pass_fee");
  request.mutable_external_reference()->set_system("portal");
  request.mutable_external_reference()->set_id("1");
  request.mutable_finish()->set_outcome("ISSUED");
  return request;
}

TEST(ValidateRegisterCase, TakesARequestThatNothingIsWrongWith) {
  SKRANKE_EXPECT_OK(ValidateRegisterCase(Good()));
}

TEST(ValidateRegisterCase, NamesTheFieldAtFault) {
  struct Row {
    const char* field;
    std::function<void(v1::RegisterCaseRequest&)> spoil;
  };
  const Row rows[] = {
      {"task", [](auto& r) { r.clear_task(); }},
      {"channel", [](auto& r) { r.clear_channel(); }},
      {"parties", [](auto& r) { r.clear_parties(); }},
      {"parties[1].role", [](auto& r) { r.add_parties(); }},
      {"facts[0].name", [](auto& r) { r.mutable_facts(0)->clear_name(); }},
      {"facts[0].value", [](auto& r) { r.mutable_facts(0)->clear_value(); }},
      {"facts[0].date", [](auto& r) { r.mutable_facts(0)->set_date("2023-02-29"); }},
      {"documents[0].sha256", [](auto& r) { r.mutable_documents(0)->set_sha256("short"); }},
      {"documents[0].document_date",
       [](auto& r) { r.mutable_documents(0)->set_document_date("yesterday"); }},
      {"attestations[0].kind",
       [](auto& r) { r.mutable_attestations(0)->set_kind(v1::REQUIREMENT_KIND_DOCUMENT); }},
      {"attestations[0].code", [](auto& r) { r.mutable_attestations(0)->clear_code(); }},
      {"external_reference.system",
       [](auto& r) { r.mutable_external_reference()->clear_system(); }},
      {"external_reference.id", [](auto& r) { r.mutable_external_reference()->clear_id(); }},
      {"finish.outcome", [](auto& r) { r.mutable_finish()->clear_outcome(); }},
  };
  for (const Row& row : rows) {
    v1::RegisterCaseRequest request = Good();
    row.spoil(request);
    EXPECT_THAT(ValidateRegisterCase(request), HasField(row.field));
  }
}

TEST(ValidateListCases, NeedsTheAgencyThatANumberOrUnitIsOf) {
  v1::ListCasesRequest by_unit;
  by_unit.set_unit("DESK");
  EXPECT_THAT(ValidateListCases(by_unit), HasField("agency"));
  v1::ListCasesRequest by_number;
  by_number.set_agency_case_number("17");
  EXPECT_THAT(ValidateListCases(by_number), HasField("agency"));
  by_number.set_agency("STATE");
  SKRANKE_EXPECT_OK(ValidateListCases(by_number));
  v1::ListCasesRequest negative;
  negative.set_page_size(-1);
  EXPECT_THAT(ValidateListCases(negative), HasField("page_size"));
}

}  // namespace
}  // namespace skranke
