#include "tests/office/office_fixture.h"

#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

// A Monday morning. In the past of every machine's clock: deadlines travel in real time.
constexpr char kFirstMorning[] = "2024-03-04 10:00";

}  // namespace

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
