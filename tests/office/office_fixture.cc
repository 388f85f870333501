#include "tests/office/office_fixture.h"

#include "absl/strings/str_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

// A Monday morning. In the past of every machine's clock: deadlines travel in real time.
constexpr char kFirstMorning[] = "2024-03-04 10:00";

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
  ADD_FAILURE() << "no method takes " << request.full_name();
  return "";
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

OfficeFixture::OfficeFixture(const PackageFiles& package)
    : clock_(*OfficeZone::Load("Europe/Oslo")->ParseLocalTime(kFirstMorning)), entropy_(1) {
  for (const auto& [path, bytes] : package) dir_.Write(absl::StrCat("package/", path), bytes);
  options_.data_dir = dir_.Path("data");
  options_.office_dir = dir_.Path("package");
  options_.dev = true;
  // The machine that runs the tests may be full; the tests of watermarks set their own.
  options_.engine.low_space_bytes = 0;
  options_.engine.last_space_bytes = 0;
  EXPECT_THAT(Open(), IsOk());
}

absl::Status OfficeFixture::Open() {
  SKRANKE_ASSIGN_OR_RETURN(server_, OfficeServer::Start(options_, &clock_, &entropy_));
  channel_ = MakeChannel(absl::StrCat("127.0.0.1:", server_->port()));
  return absl::OkStatus();
}

void OfficeFixture::Restart() {
  server_->Drain(absl::Seconds(10));
  server_.reset();
  ASSERT_THAT(Open(), IsOk());
}

v1::Case OfficeFixture::Get(absl::string_view caller, absl::string_view name) {
  v1::GetCaseRequest request;
  request.set_name(std::string(name));
  const auto response = Call<v1::GetCaseResponse>(caller, request);
  EXPECT_THAT(response, IsOk()) << caller;
  return response.ok() ? response->citizen_case() : v1::Case();
}

v1::WorkItem OfficeFixture::GetItem(absl::string_view caller, absl::string_view name) {
  v1::GetWorkItemRequest request;
  request.set_name(std::string(name));
  const auto response = Call<v1::GetWorkItemResponse>(caller, request);
  EXPECT_THAT(response, IsOk()) << caller;
  return response.ok() ? response->work_item() : v1::WorkItem();
}

v1::Case OfficeFixture::Register(absl::string_view caller, const v1::RegisterCaseRequest& request) {
  const auto response = Call<v1::RegisterCaseResponse>(caller, request);
  EXPECT_THAT(response, IsOk()) << caller << " " << request.task();
  return response.ok() ? response->citizen_case() : v1::Case();
}

v1::Case OfficeFixture::Accept(absl::string_view caller, const v1::Case& citizen_case) {
  const auto response =
      Call<v1::AcceptCaseResponse>(caller, About<v1::AcceptCaseRequest>(citizen_case));
  EXPECT_THAT(response, IsOk()) << caller;
  return response.ok() ? response->citizen_case() : v1::Case();
}

v1::Case OfficeFixture::Start(absl::string_view caller, const v1::Case& citizen_case) {
  const auto response =
      Call<v1::StartCaseResponse>(caller, About<v1::StartCaseRequest>(citizen_case));
  EXPECT_THAT(response, IsOk()) << caller;
  return response.ok() ? response->citizen_case() : v1::Case();
}

v1::Case OfficeFixture::Close(absl::string_view caller, const v1::Case& citizen_case,
                              absl::string_view outcome) {
  auto request = About<v1::CloseCaseRequest>(citizen_case);
  request.set_outcome(std::string(outcome));
  const auto response = Call<v1::CloseCaseResponse>(caller, request);
  EXPECT_THAT(response, IsOk()) << caller;
  return response.ok() ? response->citizen_case() : v1::Case();
}

void OfficeFixture::Pass(absl::Duration time) {
  clock_.Advance(time);
  v1::RecordContactRequest noticed;
  noticed.set_channel(v1::CHANNEL_COUNTER);
  noticed.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
  EXPECT_THAT(Call<v1::RecordContactResponse>("clerk", noticed), IsOk());
}

absl::Time OfficeFixture::Local(absl::string_view text) const {
  return *OfficeZone::Load("Europe/Oslo")->ParseLocalTime(text);
}

}  // namespace skranke
