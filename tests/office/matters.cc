#include "tests/office/matters.h"

#include <cstdlib>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace skranke {
namespace {

int ControlDigit(absl::string_view digits, std::initializer_list<int> weights) {
  int sum = 0;
  size_t i = 0;
  for (const int weight : weights) sum += weight * (digits[i++] - '0');
  return (11 - sum % 11) % 11;
}

// Empty where the individual number gets no control digits.
std::string WithControlDigits(std::string digits) {
  const int first = ControlDigit(digits, {3, 7, 6, 1, 8, 9, 4, 5, 2});
  if (first == 10) return "";
  absl::StrAppend(&digits, first);
  const int second = ControlDigit(digits, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2});
  if (second == 10) return "";
  return absl::StrCat(digits, second);
}

}  // namespace

std::string MethodTaking(const google::protobuf::Descriptor& request) {
  const auto& file = *request.file();
  for (int s = 0; s < file.service_count(); ++s) {
    for (int m = 0; m < file.service(s)->method_count(); ++m) {
      const auto& method = *file.service(s)->method(m);
      if (method.input_type() != &request) continue;
      return absl::StrCat("/", file.service(s)->full_name(), "/", method.name());
    }
  }
  std::abort();
}

std::string SyntheticNumber(int i) {
  std::string number;
  for (int individual = 0; number.empty(); ++individual) {
    number = WithControlDigits(absl::StrFormat("%02d%02d%02d%03d", 1 + i % 28, 81 + i / 28 % 12,
                                               50 + i / 336 % 50, i / 16800 % 100 + individual));
  }
  return number;
}

v1::RegisterCaseRequest Matter(absl::string_view task, absl::string_view person) {
  v1::RegisterCaseRequest request;
  request.set_task(std::string(task));
  request.set_channel(v1::CHANNEL_COUNTER);
  v1::Party* party = request.add_parties();
  party->set_role(v1::PARTY_ROLE_APPLICANT);
  party->mutable_person()->set_number(std::string(person));
  party->set_identity_proof(v1::IDENTITY_PROOF_TRAVEL_DOCUMENT);
  return request;
}

v1::RegisterCaseRequest WholePassport(absl::string_view person) {
  v1::RegisterCaseRequest request = Matter("pass", person);
  v1::Fact* age = request.add_facts();
  age->set_name("age");
  age->set_number("18");
  v1::Document* document = request.add_documents();
  document->set_code("id_document");
  document->set_of_role(v1::PARTY_ROLE_APPLICANT);
  v1::Attestation* fee = request.add_attestations();
  fee->set_kind(v1::REQUIREMENT_KIND_FEE);
  fee->set_code("pass_fee");
  return request;
}

std::vector<v1::RegisterCaseRequest> EveryKindOfMatter() {
  std::vector<v1::RegisterCaseRequest> matters;
  for (const char* task : {"copy", "pass", "newcomer", "aid", "acute", "form", "trade", "dated",
                           "orphan", "witchcraft"}) {
    matters.push_back(Matter(task));
    matters.push_back(Matter(task));
    matters.back().set_accept_incomplete(true);
  }
  matters.push_back(WholePassport());
  matters.push_back(WholePassport());
  matters.back().mutable_finish()->set_outcome("ISSUED");
  return matters;
}

}  // namespace skranke
