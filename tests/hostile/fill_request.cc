// What the fixture's office is, and what a request to it must say to be granted.
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "libs/base/sha256.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/parse_directory.h"
#include "libs/rpc/client/stream_writer.h"
#include "libs/tasklist/dmn_form.h"
#include "libs/tasklist/parse_task_list.h"
#include "skranke/v1/clock.pb.h"
#include "tests/hostile/hostile_fixture.h"

namespace skranke {
namespace {

using google::protobuf::Message;

void SetIfThere(Message& request, const char* field, const std::string& text) {
  const auto* found = request.GetDescriptor()->FindFieldByName(field);
  if (found != nullptr) request.GetReflection()->SetString(&request, found, text);
}

// The town, whose list passes the check: a draft of it can be adopted. With a second service line,
// and a life event that asks for what FillPart states.
PackageFiles HostileTown() {
  PackageFiles files = TownPackage();
  files["lists/1/requirements.csv"] +=
      "newcomer,fact,residence,text,no,\nform,fact,colour,text,no,\nform,consent,bank,,no,\n";
  std::string& routing = files["lists/1/routing.csv"];
  absl::StrReplaceAll({{"\n", ",\n"}, {"agency,unit\n", "agency,unit,service_line\n"}}, &routing);
  routing += "aid,*,none,,,WELFARE,EAST,SECOND\n";
  files["lists/1/bundles.csv"] =
      "bundle,title_en,title_local,task_code,lead,consent,consent_scope\n"
      "event,An event,Hendelse,copy,yes,,\n"
      "event,,,form,no,,\n"
      "event,,,trade,no,trade_consent,to tell the trade register\n";
  return files;
}

template <typename Files>
void AddTown(Files* files) {
  for (const auto& [path, bytes] : HostileTown()) {
    v1::PackageFile* const file = files->Add();
    file->set_path(path);
    file->set_content(bytes);
  }
}

std::string TownListAsDmn() {
  const PackageFiles files = HostileTown();
  const auto directory = ParseDirectory(files).value();
  return ToDmn(ParseTaskList(files, "1", directory).value()).value();
}

}  // namespace

HostileFixture::HostileFixture() : OfficeFixture(HostileTown()) {}

v1::Case HostileFixture::CaseAt(Stage stage) {
  switch (stage) {
    case Stage::kNone:
      return {};
    case Stage::kIncomplete:
      return Register("clerk", Matter("form"));
    case Stage::kComplete:
      return Register("clerk", Matter("copy"));
    case Stage::kTriage:
      return Register("clerk", Matter("orphan"));
    case Stage::kFinished: {
      v1::RegisterCaseRequest quick = Matter("copy");
      quick.mutable_finish()->set_outcome("ISSUED");
      return Register("clerk", quick);
    }
    case Stage::kRouted:
      return Register("clerk", Matter("aid"));
    case Stage::kAccepted:
      return Accept("importer", CaseAt(Stage::kRouted));
    case Stage::kStarted:
      return OfficeFixture::Start("importer", CaseAt(Stage::kAccepted));
    case Stage::kAppointed:
      return Appointed();
    case Stage::kBundle:
      return NamedBundle();
    case Stage::kOnWrongPerson:
      return OnWrongPerson();
    case Stage::kStopped: {
      auto request = About<v1::StopClockRequest>(CaseAt(Stage::kStarted));
      request.set_reason(v1::STOP_REASON_OTHER_BODY);
      request.set_note("N");
      const auto stopped = Call<v1::StopClockResponse>("importer", request);
      EXPECT_THAT(stopped, IsOk());
      return stopped.ok() ? stopped->citizen_case() : v1::Case();
    }
    default:
      DraftAt(stage);
      return {};
  }
}

v1::Case HostileFixture::OnWrongPerson() {
  auto request = About<v1::CorrectCaseRequest>(CaseAt(Stage::kRouted));
  *request.mutable_parties() = Matter("aid", SyntheticNumber(1)).parties();
  request.set_reason("R");
  const auto response = Call<v1::CorrectCaseResponse>("clerk", request);
  EXPECT_THAT(response, IsOk());
  return response.ok() ? response->citizen_case() : v1::Case();
}

v1::Case HostileFixture::Appointed() {
  auto request = About<v1::SetAppointmentRequest>(CaseAt(Stage::kAccepted));
  request.mutable_appointment()->set_reference("A");
  request.mutable_appointment()->mutable_slot_time()->set_seconds(3471292800);  // 2080
  const auto response = Call<v1::SetAppointmentResponse>("importer", request);
  EXPECT_THAT(response, IsOk());
  return response.ok() ? response->citizen_case() : v1::Case();
}

// Its name and etag, where those of a case stand.
v1::Case HostileFixture::NamedBundle() {
  v1::RegisterBundleRequest request;
  request.set_template_("event");
  request.set_channel(v1::CHANNEL_COUNTER);
  *request.mutable_parties() = Matter("copy").parties();
  const auto response = Call<v1::RegisterBundleResponse>("clerk", request);
  EXPECT_THAT(response, IsOk());
  v1::Case named;
  if (!response.ok()) return named;
  named.set_name(response->bundle().name());
  named.set_etag(response->bundle().etag());
  return named;
}

v1::SaveDraftRequest HostileFixture::NewDraft() {
  v1::SaveDraftRequest request;
  request.set_version(absl::StrCat("draft-", ++drafts_));
  // Another list for each day, the latest first: each is compared with the office's own.
  request.set_valid_from(FormatDay(AddDays(absl::CivilDay(2099, 12, 31), -drafts_)));
  auto* const edit = request.add_edits();
  edit->set_file("routing.csv");
  // A place of its own: what was adopted before may be the list that this one changes.
  edit->set_row(absl::StrCat("aid,district-", drafts_, ",none,,,TOWN,DESK,,,"));
  // So that all three agencies are asked.
  auto* const other = request.add_edits();
  other->set_file("routing.csv");
  other->set_row(absl::StrCat("trade,district-", drafts_, ",none,,,POLICE,PASS,,,"));
  return request;
}

template <class Asked, class Replied>
void HostileFixture::Step(const char* caller, Asked request) {
  request.set_version(draft_.version());
  if constexpr (requires { request.set_revision(1); }) request.set_revision(draft_.revision());
  const auto response = Call<Replied>(caller, request);
  ASSERT_THAT(response, IsOk()) << Asked::descriptor()->name();
  draft_ = response->draft();
}

void HostileFixture::DraftAt(Stage stage) {
  // One emergency list a day.
  if (stage == Stage::kUrgent || stage == Stage::kEmergency) Pass(absl::Hours(24));
  const v1::SaveDraftRequest draft = NewDraft();
  draft_.set_version(draft.version());
  draft_.set_revision(0);
  Step<v1::SaveDraftRequest, v1::SaveDraftResponse>("rule_owner", draft);
  if (stage == Stage::kDraft) return;
  Step<v1::CheckDraftRequest, v1::CheckDraftResponse>("rule_owner", {});
  if (stage == Stage::kChecked || stage == Stage::kUrgent) return;
  if (stage == Stage::kEmergency) {
    v1::AdoptEmergencyRequest emergency;
    emergency.set_reason("R");
    emergency.set_valid_to(FormatDay(absl::ToCivilDay(clock().Now(), absl::UTCTimeZone())));
    Step<v1::AdoptEmergencyRequest, v1::AdoptEmergencyResponse>("adopter", emergency);
  } else {
    v1::OpenHearingRequest hearing;
    hearing.set_hearing_to("2080-01-01");
    Step<v1::OpenHearingRequest, v1::OpenHearingResponse>("rule_owner", hearing);
  }
  if (stage == Stage::kHearing) return;
  v1::RecordPositionRequest consent;
  consent.set_position(v1::POSITION_CONSENT);
  for (const char* agency : {"POLICE", "TOWN", "WELFARE"}) {
    Step<v1::RecordPositionRequest, v1::RecordPositionResponse>(agency, consent);
  }
}

void HostileFixture::FillDraft(const Seed& seed, Message& request) {
  if (seed.request().name() == "SaveDraftRequest") {
    const v1::SaveDraftRequest draft = NewDraft();
    SetIfThere(request, "version", draft.version());
    SetIfThere(request, "valid_from", draft.valid_from());
  } else if (seed.stage != Stage::kNone) {
    SetIfThere(request, "version", draft_.version());
    const auto* const revision = seed.request().FindFieldByName("revision");
    if (revision != nullptr) {
      request.GetReflection()->SetUInt64(&request, revision, draft_.revision());
    }
    SetIfThere(request, "valid_to",
               FormatDay(absl::ToCivilDay(clock().Now(), absl::UTCTimeZone())));
  } else if (seed.request().name() == "ImportRulebookRequest") {
    v1::ExportRulebookRequest package;
    package.set_version("1");
    const auto exported = Call<v1::ExportRulebookResponse>("clerk", package);
    ASSERT_THAT(exported, IsOk());
    *static_cast<v1::ImportRulebookRequest&>(request).mutable_files() = exported->files();
  }
}

void HostileFixture::FillDocument(Message& request) {
  const std::string bytes = "a letter";
  if (document_case_.name().empty()) {
    StreamSender<v1::UploadDocumentRequest, v1::UploadDocumentResponse> sender(
        channel(), "/skranke.v1.DocumentService/UploadDocument", {.caller = "clerk"});
    v1::UploadDocumentRequest message;
    message.mutable_header()->set_upload_id("U");
    message.mutable_header()->set_size_bytes(static_cast<int64_t>(bytes.size()));
    message.mutable_header()->set_sha256(Sha256(bytes));
    sender.Write(message);
    message.mutable_chunk()->set_data(bytes);
    sender.Write(message);
    ASSERT_THAT(sender.Finish(), IsOk());
    v1::RegisterCaseRequest matter = Matter("aid");
    matter.add_documents()->set_sha256(Sha256(bytes));
    document_case_ = Register("clerk", matter);
  }
  SetIfThere(request, "upload_id", "U");
  SetIfThere(request, "name", document_case_.name());
  SetIfThere(request, "sha256", Sha256(bytes));
}

void HostileFixture::FillIn(const Seed& seed, Message& request) {
  ++unique_;
  SetIfThere(request, "request_id", absl::StrCat("hostile-", unique_));
  if (seed.stage != Stage::kNone) {
    SetIfThere(request, "name", case_.name());
    SetIfThere(request, "etag", case_.etag());
  }
  if (absl::StartsWith(seed.method, "RulebookService/")) FillDraft(seed, request);
  if (absl::StartsWith(seed.method, "DocumentService/")) FillDocument(request);
  const std::string& type = seed.request().name();
  if (type == "LinkCasesRequest") SetIfThere(request, "target", CaseAt(Stage::kComplete).name());
  if (type == "ApplyOfficeRequest") {
    AddTown(static_cast<v1::ApplyOfficeRequest&>(request).mutable_files());
  } else if (type == "CheckTaskListRequest") {
    AddTown(static_cast<v1::CheckTaskListRequest&>(request).mutable_files());
  } else if (type == "ReplayTaskListRequest") {
    AddTown(static_cast<v1::ReplayTaskListRequest&>(request).mutable_files());
  } else if (type == "ConvertTaskListRequest") {
    static_cast<v1::ConvertTaskListRequest&>(request).set_dmn(TownListAsDmn());
  }
}

}  // namespace skranke
