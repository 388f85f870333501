#include "tests/bench/requests.h"

#include <array>

#include "absl/strings/str_format.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/bench/synthetic_person.h"

namespace skranke {
namespace {

constexpr std::array<const char*, 10> kTasks = {
    "helse_hjemmesykepleie",    "id_minid_kodebrev",       "nav_arbeidssoker",
    "sosial_midlertidig_bolig", "kultur_lanekort",         "nav_alderspensjon",
    "bolig_kommunal_bolig",     "teknisk_avfallsbeholder", "sosial_gjeldsradgivning",
    "utlending_beskyttelse"};

constexpr std::array<v1::Channel, 4> kChannels = {v1::CHANNEL_COUNTER, v1::CHANNEL_PHONE,
                                                  v1::CHANNEL_WEB, v1::CHANNEL_EMAIL};

void AddApplicant(uint64_t i, v1::Party* party) {
  party->set_role(v1::PARTY_ROLE_APPLICANT);
  party->mutable_person()->set_number(SyntheticNumber(i));
  party->mutable_person()->set_given_name("Kari Testesen Nordvik");
  party->set_identity_proof(v1::IDENTITY_PROOF_TRAVEL_DOCUMENT);
  party->set_language("nb");
  party->mutable_contact()->set_phone("+47 00 00 00 00");
}

}  // namespace

std::string RegisterRequestId(uint64_t i) {
  return absl::StrFormat("00000000-0000-4000-8000-%012x", i);
}

std::string RegisterRequest(uint64_t i) {
  v1::RegisterCaseRequest request;
  request.set_request_id(RegisterRequestId(i));
  request.set_task(kTasks[i % kTasks.size()]);
  request.set_channel(kChannels[i % kChannels.size()]);
  AddApplicant(i, request.add_parties());
  request.set_note("Møtte uten time og har fått vite hva som skjer videre, og når.");
  return request.SerializeAsString();
}

std::string GetRequest(const std::string& name) {
  v1::GetCaseRequest request;
  request.set_name(name);
  return request.SerializeAsString();
}

std::string ListRequest() {
  v1::ListCasesRequest request;
  request.set_state(v1::STATE_ROUTED);
  request.set_agency("HELSE");
  request.set_page_size(50);
  return request.SerializeAsString();
}

std::string ClassifyRequest(uint64_t i) {
  v1::ClassifyCaseRequest request;
  request.set_task(kTasks[i % kTasks.size()]);
  AddApplicant(i, request.add_parties());
  return request.SerializeAsString();
}

}  // namespace skranke
