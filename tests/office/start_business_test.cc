// Somebody starts a business: one visit to the sample office's counter, eleven agencies, none of
// which she has to find (features.md, SE7).
#include <set>
#include <string>

#include "libs/directory/package.h"
#include "libs/testing/shared_data.h"
#include "skranke/v1/bundle.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr size_t kReceivers = 11;

class StartBusiness : public OfficeFixture {
 protected:
  StartBusiness() : OfficeFixture(ReadPackage(SourceFile("deploy/offices/nordvik")).value()) {
    // Its list is in force from 2026 on.
    Pass(Local("2026-06-01 10:00") - clock().Now());
  }

  static void State(const std::string& name, const std::string& text,
                    v1::RegisterBundleRequest& request) {
    request.add_facts()->set_name(name);
    request.mutable_facts(request.facts_size() - 1)->set_text(text);
  }
  static void Count(const std::string& name, const std::string& number,
                    v1::RegisterBundleRequest& request) {
    request.add_facts()->set_name(name);
    request.mutable_facts(request.facts_size() - 1)->set_number(number);
  }

  // All that some part asks for, said once.
  static v1::RegisterBundleRequest Everything() {
    v1::RegisterBundleRequest request;
    request.set_template_("start_business");
    request.set_channel(v1::CHANNEL_COUNTER);
    *request.mutable_parties() = Matter("aid").parties();
    State("business_name", "Fjordbakeriet", request);
    State("trade_mark", "Fjordbrød", request);
    State("import_goods", "Mel", request);
    Count("expected_turnover", "900000", request);
    Count("employees", "3", request);
    request.add_facts()->set_name("opening_date");
    request.mutable_facts(request.facts_size() - 1)->set_date("2026-09-01");
    for (const char* code : {"articles_of_association", "floor_plan", "licence_test",
                             "purpose_confirmation", "business_plan"}) {
      v1::Document* document = request.add_documents();
      document->set_code(code);
      document->set_of_role(v1::PARTY_ROLE_APPLICANT);
    }
    v1::Attestation* signature = request.add_attestations();
    signature->set_kind(v1::REQUIREMENT_KIND_SIGNATURE);
    signature->set_code("founder_signature");
    signature->set_of_role(v1::PARTY_ROLE_APPLICANT);
    v1::StatedConsent* consent = request.add_consents();
    consent->set_task("innovasjon_oppstart");
    consent->set_decision(v1::CONSENT_DECISION_GIVEN);
    request.add_wanted("toll_import");
    request.add_wanted("patent_varemerke");
    return request;
  }
};

TEST_F(StartBusiness, IsOneVisitAndElevenAgenciesAcceptEachItsPart) {
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto registered,
                               Call<v1::RegisterBundleResponse>("clerk", Everything()));
  ASSERT_THAT(registered.bundle().parts(), SizeIs(kReceivers));
  std::set<std::string> agencies;
  for (const v1::BundlePart& part : registered.bundle().parts()) {
    const v1::Case c = Get("clerk", part.citizen_case());
    EXPECT_THAT(c.missing(), IsEmpty()) << part.task();
    ASSERT_EQ(c.state(), v1::STATE_ROUTED) << part.task();
    const std::string agency = c.responsibility().authority();
    agencies.insert(agency);
    EXPECT_EQ(Accept(agency, c).state(), v1::STATE_ACCEPTED) << part.task();
  }
  EXPECT_THAT(agencies, SizeIs(kReceivers));
}

}  // namespace
}  // namespace skranke
