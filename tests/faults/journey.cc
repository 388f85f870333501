#include "tests/faults/journey.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/bench/synthetic_person.h"

namespace skranke {
namespace {

struct Errand {
  const char* task;
  // Finished in the same command with this outcome; nullptr: not.
  const char* outcome;
};

// Tasks of deploy/offices/nordvik: quick ones, ones that lack a document at first, routed ones.
constexpr std::array<Errand, 6> kErrands = {{{"id_minid_kodebrev", "ORDERED"},
                                             {"kultur_lanekort", nullptr},
                                             {"skatt_klage", nullptr},
                                             {"nav_sykepenger", nullptr},
                                             {"nav_alderspensjon", nullptr},
                                             {"utlending_beskyttelse", nullptr}}};

// Persons of one desk, so that desks do not meet in one person's cases.
constexpr uint64_t kPersonsOfDesk = 100'000;

template <typename Request>
Attempt Of(const char* method, const char* caller, const Request& request) {
  return {.method = absl::StrCat("/skranke.v1.", method),
          .caller = caller,
          .request = request.SerializeAsString(),
          .request_id = request.request_id()};
}

void AddApplicant(uint64_t person, v1::RegisterCaseRequest& request) {
  v1::Party* party = request.add_parties();
  party->set_role(v1::PARTY_ROLE_APPLICANT);
  party->mutable_person()->set_number(SyntheticNumber(person));
  party->set_identity_proof(v1::IDENTITY_PROOF_TRAVEL_DOCUMENT);
}

}  // namespace

std::string Journey::NewRequestId() { return absl::StrCat("desk", desk_, "-", ++requests_); }

Attempt Journey::Next() {
  // Some cases stay where they are, so that every state is met by a later kill.
  const bool left_alone = chance_.Next() % 8 == 0;
  switch (left_alone ? v1::STATE_UNSPECIFIED : case_.state()) {
    case v1::STATE_INCOMPLETE:
      return Supplement();
    case v1::STATE_ROUTED:
      return Accept();
    case v1::STATE_ACCEPTED:
      return Start();
    case v1::STATE_IN_PROGRESS:
      return Close();
    default:
      return Register();
  }
}

Attempt Journey::Register() {
  const Errand& errand = kErrands[chance_.Next() % kErrands.size()];
  v1::RegisterCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_task(errand.task);
  request.set_channel(v1::CHANNEL_COUNTER);
  request.set_service_point("radhuset");
  AddApplicant(desk_ * kPersonsOfDesk + chance_.Next() % kPersonsOfDesk, request);
  if (errand.outcome != nullptr) request.mutable_finish()->set_outcome(errand.outcome);
  const bool has_reference = chance_.Next() % 4 != 0;
  if (has_reference) {
    request.mutable_external_reference()->set_system("faults");
    request.mutable_external_reference()->set_id(request.request_id());
  }
  Attempt attempt =
      Of("FrontDeskService/RegisterCase", chance_.Next() % 2 == 0 ? "clerk" : "importer", request);
  attempt.registers = true;
  attempt.has_reference = has_reference;
  return attempt;
}

Attempt Journey::Supplement() {
  v1::SupplementCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(case_.name());
  for (const v1::Requirement& missing : case_.missing()) {
    v1::Document* document = request.add_documents();
    document->set_code(missing.code());
    document->set_title(missing.code());
    document->set_direction(v1::Document::DIRECTION_INCOMING);
    document->set_of_role(missing.of_role());
  }
  return Of("FrontDeskService/SupplementCase", "clerk", request);
}

Attempt Journey::Accept() {
  v1::AcceptCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(case_.name());
  request.set_etag(case_.etag());
  request.set_agency_case_number(absl::StrCat("A-", request.request_id()));
  return Of("AgencyDeskService/AcceptCase", "importer", request);
}

Attempt Journey::Start() {
  v1::StartCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(case_.name());
  request.set_etag(case_.etag());
  return Of("AgencyDeskService/StartCase", "importer", request);
}

Attempt Journey::Close() {
  v1::CloseCaseRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(case_.name());
  request.set_etag(case_.etag());
  request.set_outcome("GRANTED");
  return Of("AgencyDeskService/CloseCase", "importer", request);
}

}  // namespace skranke
