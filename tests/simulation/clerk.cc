#include "tests/simulation/clerk.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

constexpr const char* kTasks[] = {"copy",  "pass", "pass", "newcomer", "aid",   "aid",   "aid",
                                  "acute", "form", "form", "trade",    "trade", "dated", "orphan"};
constexpr int kPersons = 12;
// What busy clerks do, of a thousand.
constexpr int kBusyRegister = 800;
// External references come from few numbers, so that some come twice.
constexpr size_t kReferences = 200;
constexpr size_t kBusyReferences = 20000;

}  // namespace

void Clerk::Act() {
  if (day().busy && chance().Happens(kBusyRegister)) return Register();
  const size_t choice = chance().Below(100);
  if (choice < 32 || notebook().empty()) return Register();
  if (choice < 35) {
    v1::RecordContactRequest contact;
    contact.set_channel(v1::CHANNEL_PHONE);
    contact.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
    return Ask(std::move(contact));
  }
  if (choice < (day().busy ? 36 : 38)) {
    v1::ListCasesRequest list;
    list.set_open(true);
    list.set_page_size(1000);
    return Ask(std::move(list));
  }
  const KnownCase& known = notebook().Pick(chance());
  if (choice < 58) return Supplement(known);
  if (choice < 66) return Finish(known);
  Other(known);
}

void Clerk::Register() {
  const std::string task = chance().Pick(kTasks);
  const std::string person = SyntheticNumber(static_cast<int>(chance().Below(kPersons)));
  v1::RegisterCaseRequest request =
      task == "pass" && chance().Happens(500) ? WholePassport(person) : Matter(task, person);
  request.add_documents()->set_title(NewText());
  request.set_accept_incomplete(chance().Happens(100));
  if (chance().Happens(300)) request.set_place("east");
  if (chance().Happens(250)) {
    request.mutable_external_reference()->set_system("old");
    request.mutable_external_reference()->set_id(
        absl::StrCat(chance().Below(day().busy ? kBusyReferences : kReferences)));
  }
  if (chance().Happens(150)) request.mutable_finish()->set_outcome("ISSUED");
  if (chance().Happens(150)) {
    const absl::Time receipt = day().agenda->now() - absl::Hours(chance().Below(9 * 24));
    request.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(receipt));
  }
  Ask(std::move(request));
}

void Clerk::Supplement(const KnownCase& known) {
  v1::SupplementCaseRequest request;
  request.set_name(known.name);
  v1::Document* document = request.add_documents();
  document->set_title(NewText());
  document->set_code(chance().Happens(500) ? "paper" : "id_document");
  document->set_of_role(v1::PARTY_ROLE_APPLICANT);
  if (chance().Happens(500)) {
    v1::Fact* age = request.add_facts();
    age->set_name("age");
    age->set_number(chance().Happens(800) ? "30" : "12");
    v1::Attestation* fee = request.add_attestations();
    fee->set_kind(v1::REQUIREMENT_KIND_FEE);
    fee->set_code("pass_fee");
  }
  request.set_accept_incomplete(chance().Happens(150));
  Ask(std::move(request));
}

void Clerk::Finish(const KnownCase& known) {
  auto request = About<v1::FinishCaseRequest>(known);
  request.mutable_finish()->set_outcome(chance().Happens(900) ? "ISSUED" : "REFUSED");
  Ask(std::move(request));
}

void Clerk::Other(const KnownCase& known) {
  const auto with_reason = [](auto request) {
    request.set_reason("Slik er det.");
    return request;
  };
  const size_t choice = chance().Below(34);
  if (choice < 12) {
    v1::GetCaseRequest request;
    request.set_name(known.name);
    return Ask(std::move(request));
  }
  if (choice < 20) return Ask(with_reason(About<v1::SendToOwnerRequest>(known)));
  if (choice < 25) return Ask(with_reason(About<v1::WithdrawCaseRequest>(known)));
  if (choice < 27) return Ask(with_reason(About<v1::MisregisterCaseRequest>(known)));
  Ask(with_reason(About<v1::ReopenCaseRequest>(known)));
}

}  // namespace skranke
