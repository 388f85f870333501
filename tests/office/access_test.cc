// Who may call what: the whole matrix, and that absent and invisible are the same.
#include <map>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "libs/access/caller.h"
#include "libs/casework/case_name.h"
#include "libs/rpc/client/bulk_caller.h"
#include "libs/rpc/client/stream_reader.h"
#include "libs/rpc/client/stream_writer.h"
#include "skranke/v1/clock.pb.h"
#include "skranke/v1/correction.pb.h"
#include "skranke/v1/document.pb.h"
#include "skranke/v1/incident.pb.h"
#include "skranke/v1/plan.pb.h"
#include "skranke/v1/receivers.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::UnorderedElementsAreArray;

constexpr RoleSet kCounter = kClerk | kOfficeHead | kSupervisor | kImporter;
constexpr RoleSet kReading = kCounter | kAuditor | kMediator;
constexpr RoleSet kAgency = kCaseworker | kUnitHead | kAgencySystem | kImporter;
constexpr RoleSet kTaking = kCaseworker | kUnitHead | kAgencySystem;
constexpr RoleSet kDraftReading =
    kRuleOwner | kAdopter | kAuditor | kSupervisor | kUnitHead | kAgencySystem;
constexpr RoleSet kListRoles = kRuleOwner | kAdopter | kSupervisor | kAdministrator | kOperator;
constexpr RoleSet kSupervision = kSupervisor | kOfficeHead | kAuditor | kMediator;

constexpr char kSubscribeMethod[] = "/skranke.v1.AgencyDeskService/SubscribeWork";
constexpr char kExportMethod[] = "/skranke.v1.ShuttlingService/ExportEventLog";
constexpr char kBulkMethod[] = "/skranke.v1.FrontDeskService/RegisterCases";
constexpr char kUploadMethod[] = "/skranke.v1.DocumentService/UploadDocument";
constexpr char kDownloadMethod[] = "/skranke.v1.DocumentService/DownloadDocument";

// One caller of each role.
const std::map<Role, std::string>& Callers() {
  static const auto& callers = *new std::map<Role, std::string>{
      {kClerk, "clerk"},
      {kOfficeHead, "head"},
      {kCaseworker, "passport"},
      {kUnitHead, "passport_head"},
      {kSupervisor, "supervisor"},
      {kMediator, "mediator"},
      {kRuleOwner, "rule_owner"},
      {kAdopter, "adopter"},
      {kAuditor, "auditor"},
      {kDataProtectionOfficer, "protector"},
      {kAdministrator, "administrator"},
      {kAgencySystem, "POLICE"},
      {kImporter, "importer"},
      {kOperator, "operator"},
  };
  return callers;
}

// Written down apart from the services' own rows, so that no row changes unseen.
const std::map<std::string, RoleSet>& Allowed() {
  static const auto& allowed = *new std::map<std::string, RoleSet>{
      {"/skranke.v1.FrontDeskService/ClassifyCase", kCounter},
      {"/skranke.v1.FrontDeskService/RegisterCase", kCounter},
      {kBulkMethod, kCounter},
      {"/skranke.v1.FrontDeskService/SupplementCase", kCounter},
      {"/skranke.v1.FrontDeskService/FinishCase", kCounter},
      {"/skranke.v1.FrontDeskService/SendToOwner", kCounter},
      {"/skranke.v1.FrontDeskService/RouteCase", kSupervisor | kMediator | kCaseworker | kUnitHead},
      {"/skranke.v1.FrontDeskService/GetCase", kReading},
      {"/skranke.v1.FrontDeskService/ListCases", kReading},
      {"/skranke.v1.FrontDeskService/FindOpenCases", kReading},
      {"/skranke.v1.FrontDeskService/WithdrawCase", kCounter},
      {"/skranke.v1.FrontDeskService/MisregisterCase", kCounter},
      {"/skranke.v1.FrontDeskService/ReopenCase", kCounter},
      {"/skranke.v1.FrontDeskService/RecordContact", kCounter},
      {"/skranke.v1.BundleService/ListBundleTemplates", kReading},
      {"/skranke.v1.BundleService/RegisterBundle", kCounter},
      {"/skranke.v1.BundleService/GetBundle", kReading | kAgency},
      {"/skranke.v1.BundleService/SetConsent", kCounter},
      {"/skranke.v1.PlanService/MoveServiceLine", kAgency},
      {"/skranke.v1.PlanService/SetAppointment", kAgency},
      {"/skranke.v1.PlanService/CancelAppointment", kAgency},
      {"/skranke.v1.PlanService/SetPlan", kAgency},
      {"/skranke.v1.CorrectionService/CorrectCase", kCounter},
      {"/skranke.v1.CorrectionService/LinkCases", kCounter},
      {"/skranke.v1.CorrectionService/ListWrongPersons", kDataProtectionOfficer | kAuditor},
      {"/skranke.v1.CorrectionService/SettleWrongPerson", kDataProtectionOfficer},
      {kUploadMethod, kCounter},
      {"/skranke.v1.DocumentService/GetUpload", kCounter},
      {"/skranke.v1.DocumentService/GetDocument", kReading | kAgency},
      {kDownloadMethod, kReading | kAgency},
      {"/skranke.v1.DocumentService/ReadDocument", kReading | kAgency},
      {"/skranke.v1.DocumentService/ListOrphanDocuments", kCounter | kAuditor},
      {"/skranke.v1.AgencyDeskService/ListWorkItems", kAgency},
      {"/skranke.v1.AgencyDeskService/GetWorkItem", kAgency},
      {kSubscribeMethod, kTaking},
      {"/skranke.v1.AgencyDeskService/TakeNext", kTaking},
      {"/skranke.v1.AgencyDeskService/AcceptCase", kAgency},
      {"/skranke.v1.AgencyDeskService/StartCase", kAgency},
      {"/skranke.v1.AgencyDeskService/ReturnCase", kAgency},
      {"/skranke.v1.AgencyDeskService/ForwardCase", kAgency},
      {"/skranke.v1.AgencyDeskService/RequestInformation", kAgency},
      {"/skranke.v1.AgencyDeskService/DecideCase", kAgency},
      {"/skranke.v1.AgencyDeskService/CloseCase", kAgency},
      {"/skranke.v1.AgencyDeskService/SetLocalStatus", kAgency},
      {"/skranke.v1.ClockService/StopClock", kAgency},
      {"/skranke.v1.ClockService/ResumeClock", kAgency},
      {"/skranke.v1.ClockService/RecordProvisionalAnswer", kAgency | kCounter},
      {"/skranke.v1.ClockService/DemandDecision", kAgency | kCounter},
      {"/skranke.v1.ClockService/ListStops", kSupervision},
      {"/skranke.v1.ClockService/ListReminders", kCounter},
      {"/skranke.v1.SupervisionService/GetCaseHistory", kSupervision},
      {"/skranke.v1.SupervisionService/ExplainCase", kSupervision},
      {"/skranke.v1.SupervisionService/GetStatistics", kSupervision},
      {"/skranke.v1.SupervisionService/GetStock", kSupervision},
      {"/skranke.v1.SupervisionService/ListUnaccepted", kSupervision | kUnitHead | kAgencySystem},
      {"/skranke.v1.SupervisionService/ReplayTaskList", kSupervision | kRuleOwner | kAdopter},
      {"/skranke.v1.SupervisionService/ListTriage", kSupervision},
      {"/skranke.v1.SupervisionService/ListDisputes", kSupervision},
      {"/skranke.v1.SupervisionService/ListMisroutings", kSupervision | kRuleOwner},
      {"/skranke.v1.SupervisionService/ListDeliveredMessages", kSupervision | kOperator},
      {"/skranke.v1.SupervisionService/RedeliverMessage", kSupervisor | kOperator},
      {"/skranke.v1.SupervisionService/ListDeadLetters", kSupervision | kOperator},
      {"/skranke.v1.SupervisionService/RetryDeadLetter", kSupervisor | kOperator},
      {"/skranke.v1.SupervisionService/DiscardDeadLetter", kSupervisor | kOperator},
      {"/skranke.v1.SupervisionService/ConfirmClock", kOperator},
      {"/skranke.v1.ShuttlingService/GetShuttling", kSupervision | kRuleOwner},
      {"/skranke.v1.ShuttlingService/ListShuttledCases", kSupervisor | kAuditor | kMediator},
      {kExportMethod, kSupervision},
      {"/skranke.v1.GapService/ListGaps", kSupervision | kOperator},
      {"/skranke.v1.GapService/ReconcileHoldings", kAgencySystem},
      {"/skranke.v1.GapService/ListReconciliations", kSupervision | kAgencySystem},
      {"/skranke.v1.OutageService/AnnounceOutage",
       kAgencySystem | kUnitHead | kOperator | kAdministrator},
      {"/skranke.v1.OutageService/EndOutage",
       kAgencySystem | kUnitHead | kOperator | kAdministrator},
      {"/skranke.v1.OutageService/ListOutages", kEveryRole},
      {"/skranke.v1.IncidentService/TagIncident", kCounter | kMediator | kAgency},
      {"/skranke.v1.IncidentService/ListIncidentCases", kCounter | kSupervision | kAgency},
      {"/skranke.v1.ReceiverService/RenderPacket", kCounter | kCaseworker | kUnitHead},
      {"/skranke.v1.ReceiverService/RegisterPacketReceipt", kCounter},
      {"/skranke.v1.ReceiverService/GetWebhookKey", kEveryRole},
      {"/skranke.v1.DirectoryService/ApplyOffice", kOperator | kAdministrator},
      {"/skranke.v1.DirectoryService/GetDirectory", kEveryRole},
      {"/skranke.v1.DirectoryService/ListTaskLists", kEveryRole},
      {"/skranke.v1.DirectoryService/GetTaskList", kEveryRole},
      {"/skranke.v1.DirectoryService/CheckTaskList", kListRoles},
      {"/skranke.v1.DirectoryService/ConvertTaskList", kListRoles},
      {"/skranke.v1.DirectoryService/ExportTaskList", kEveryRole},
      {"/skranke.v1.RulebookService/SaveDraft", kRuleOwner},
      {"/skranke.v1.RulebookService/GetDraft", kDraftReading},
      {"/skranke.v1.RulebookService/ListDrafts", kDraftReading},
      {"/skranke.v1.RulebookService/CheckDraft", kRuleOwner},
      {"/skranke.v1.RulebookService/OpenHearing", kRuleOwner},
      {"/skranke.v1.RulebookService/RecordPosition", kRuleOwner | kUnitHead | kAgencySystem},
      {"/skranke.v1.RulebookService/AdoptDraft", kAdopter},
      {"/skranke.v1.RulebookService/AdoptEmergency", kAdopter},
      {"/skranke.v1.RulebookService/RatifyEmergency", kAdopter},
      {"/skranke.v1.RulebookService/WithdrawDraft", kRuleOwner},
      {"/skranke.v1.RulebookService/ListTaskListChanges", kEveryRole},
      {"/skranke.v1.RulebookService/ExportRulebook", kEveryRole},
      {"/skranke.v1.RulebookService/ImportRulebook", kOperator | kAdministrator},
  };
  return allowed;
}

class Access : public OfficeFixture {
 protected:
  // The status of a request, or of an empty one, to that method.
  absl::Status Knock(const std::string& method, const std::string& caller,
                     const std::string& request = "") {
    if (method == kBulkMethod) return KnockInBulk(caller);
    if (method == kUploadMethod) {
      return ByteStreamWriter(channel(), method, {.caller = caller}).Finish().status();
    }
    if (method != kSubscribeMethod && method != kExportMethod && method != kDownloadMethod) {
      return CallBytes(*channel(), method, request, {.caller = caller}).status();
    }
    // Who follows work and may, waits for more.
    const absl::Duration timeout =
        method == kSubscribeMethod ? absl::Milliseconds(300) : absl::Seconds(10);
    ByteStreamReader stream(channel(), method, request, {.caller = caller, .timeout = timeout});
    return stream.Next().status();
  }

 private:
  absl::Status KnockInBulk(const std::string& caller) {
    v1::RegisterCaseRequest request;
    request.set_request_id("knock");
    absl::Status status = absl::UnknownError("not answered");
    {
      BulkCaller bulk(channel(), kBulkMethod, {.caller = caller});
      bulk.Start("knock", request.SerializeAsString(),
                 [&](const absl::StatusOr<CallReply>& reply) { status = reply.status(); });
    }
    return status;
  }
};

TEST_F(Access, NamesEveryMethodOfTheTable) {
  std::vector<std::string> named;
  for (const auto& [method, roles] : Allowed()) named.push_back(method);
  EXPECT_THAT(server().method_names(), UnorderedElementsAreArray(named));
}

TEST_F(Access, LetsEachRoleCallWhatItMayAndNothingElse) {
  for (const auto& [method, roles] : Allowed()) {
    for (const auto& [role, caller] : Callers()) {
      const absl::Status status = Knock(method, caller);
      if ((roles & role) != 0) {
        EXPECT_FALSE(absl::IsPermissionDenied(status) || absl::IsUnauthenticated(status))
            << method << " as " << RoleName(role) << ": " << status;
      } else {
        EXPECT_THAT(status, HasReason("ROLE_MAY_NOT")) << method << " as " << RoleName(role);
      }
    }
  }
}

TEST_F(Access, KnowsNobodyWithoutANameAndNobodyUnknown) {
  for (const auto& [method, roles] : Allowed()) {
    EXPECT_THAT(Knock(method, ""), HasReason("NO_CALLER")) << method;
    EXPECT_THAT(Knock(method, "stranger"), HasReason("UNKNOWN_CALLER")) << method;
    // Nobody outside can be the engine itself.
    EXPECT_THAT(Knock(method, "system"), HasReason("UNKNOWN_CALLER")) << method;
  }
}

TEST_F(Access, HasNoMethodThatIsNotListed) {
  for (const char* method : {"/skranke.v1.FrontDeskService/DeleteCase", "/nobody/Knows"}) {
    const absl::Status status = Knock(method, "supervisor");
    EXPECT_TRUE(absl::IsUnimplemented(status)) << status;
    EXPECT_NE(ReasonOf(status), "");
  }
}

// A request about a case, with all that any method wants of it before it looks for the case.
template <class Request>
Request Asking(const std::string& name, int serial) {
  Request request;
  request.set_name(name);
  if constexpr (requires { request.request_id(); }) {
    request.set_request_id(absl::StrCat("try-", serial));
  }
  if constexpr (requires { request.etag(); }) request.set_etag("v3");
  if constexpr (std::is_same_v<Request, v1::StopClockRequest>) {
    request.set_reason(v1::STOP_REASON_CITIZEN);
  } else if constexpr (requires { request.reason(); }) {
    request.set_reason("A reason.");
  }
  if constexpr (requires { request.note(); }) request.set_note("A note.");
  if constexpr (requires { request.finish(); }) request.mutable_finish()->set_outcome("ISSUED");
  if constexpr (requires { request.receiver(); }) {
    request.mutable_receiver()->set_agency("POLICE");
  }
  if constexpr (requires { request.sentence(); }) request.set_sentence("A sentence.");
  if constexpr (requires { request.service_line(); }) request.set_service_line("SECOND");
  if constexpr (requires { request.appointment(); }) {
    request.mutable_appointment()->mutable_slot_time()->set_seconds(1);
  }
  if constexpr (requires { request.question(); }) request.set_question("A question?");
  if constexpr (requires { request.sha256(); }) request.set_sha256(std::string(32, 'x'));
  if constexpr (requires { request.code(); }) request.set_code(v1::RETURN_CODE_NOT_OURS);
  if constexpr (requires { request.task(); }) request.set_task("copy");
  if constexpr (requires { request.target(); }) request.set_target(name);
  if constexpr (requires { request.kind(); }) request.set_kind(v1::LINK_KIND_FOLLOWS);
  if constexpr (requires { request.message_id(); }) {
    request.set_message_id(absl::StrCat(name.substr(6), ".WELFARE.1"));
  }
  if constexpr (
      !requires { request.finish(); } && requires { request.outcome(); }) {
    request.set_outcome("GRANTED");
  }
  return request;
}

// A method that takes the name of a case, and callers to whom the case of the test is invisible.
struct CaseMethod {
  std::string method;
  std::vector<std::string> callers;
  std::string (*request)(const std::string& name, int serial);
};

template <class Request>
CaseMethod Taking(std::vector<std::string> callers) {
  return {MethodTaking(*Request::descriptor()), std::move(callers),
          [](const std::string& name, int serial) {
            return Asking<Request>(name, serial).SerializeAsString();
          }};
}

std::vector<CaseMethod> CounterMethods() {
  const std::vector<std::string> elsewhere = {"branch_clerk", "branch_supervisor"};
  return {Taking<v1::GetCaseRequest>(elsewhere),      Taking<v1::SupplementCaseRequest>(elsewhere),
          Taking<v1::FinishCaseRequest>(elsewhere),   Taking<v1::SendToOwnerRequest>(elsewhere),
          Taking<v1::WithdrawCaseRequest>(elsewhere), Taking<v1::MisregisterCaseRequest>(elsewhere),
          Taking<v1::ReopenCaseRequest>(elsewhere),   Taking<v1::CorrectCaseRequest>(elsewhere),
          Taking<v1::LinkCasesRequest>(elsewhere),    Taking<v1::RenderPacketRequest>(elsewhere)};
}

std::vector<CaseMethod> AgencyMethods() {
  const std::vector<std::string> agencies = {"east", "passport", "POLICE"};
  return {
      Taking<v1::GetWorkItemRequest>(agencies),    Taking<v1::AcceptCaseRequest>(agencies),
      Taking<v1::StartCaseRequest>(agencies),      Taking<v1::ReturnCaseRequest>(agencies),
      Taking<v1::ForwardCaseRequest>(agencies),    Taking<v1::RequestInformationRequest>(agencies),
      Taking<v1::DecideCaseRequest>(agencies),     Taking<v1::CloseCaseRequest>(agencies),
      Taking<v1::StopClockRequest>(agencies),      Taking<v1::ResumeClockRequest>(agencies),
      Taking<v1::SetLocalStatusRequest>(agencies), Taking<v1::MoveServiceLineRequest>(agencies),
      Taking<v1::SetAppointmentRequest>(agencies), Taking<v1::CancelAppointmentRequest>(agencies),
      Taking<v1::SetPlanRequest>(agencies)};
}

std::vector<CaseMethod> MethodsOfBoth() {
  const std::vector<std::string> everybody = {"branch_clerk", "branch_supervisor", "east",
                                              "passport", "POLICE"};
  return {Taking<v1::GetDocumentRequest>(everybody),
          Taking<v1::ReadDocumentRequest>(everybody),
          Taking<v1::DownloadDocumentRequest>(everybody),
          Taking<v1::RecordProvisionalAnswerRequest>(everybody),
          Taking<v1::DemandDecisionRequest>(everybody),
          Taking<v1::TagIncidentRequest>(everybody)};
}

std::vector<CaseMethod> SupervisingMethods() {
  return {Taking<v1::RouteCaseRequest>({"branch_supervisor", "sorter", "east"}),
          Taking<v1::GetCaseHistoryRequest>({"branch_supervisor"}),
          Taking<v1::ExplainCaseRequest>({"branch_supervisor"}),
          Taking<v1::RedeliverMessageRequest>({"branch_supervisor"}),
          Taking<v1::RetryDeadLetterRequest>({"branch_supervisor"}),
          Taking<v1::DiscardDeadLetterRequest>({"branch_supervisor"}),
          Taking<v1::SettleWrongPersonRequest>({"protector"})};
}

std::vector<CaseMethod> CaseMethods() {
  std::vector<CaseMethod> all;
  for (auto& some : {CounterMethods(), AgencyMethods(), MethodsOfBoth(), SupervisingMethods()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

// Whether its request has a name that is a case's.
bool TakesACase(absl::string_view method) {
  // A life event's.
  if (absl::StrContains(method, "/GetBundle") || absl::StrContains(method, "/SetConsent")) {
    return false;
  }
  const std::string full_name = absl::StrReplaceAll(method.substr(1), {{"/", "."}});
  const auto* row = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(full_name);
  return row != nullptr && row->input_type()->FindFieldByName("name") != nullptr;
}

TEST_F(Access, TriesEveryMethodThatTakesACase) {
  std::vector<std::string> takes;
  for (const std::string& method : server().method_names()) {
    if (TakesACase(method)) takes.push_back(method);
  }
  std::vector<std::string> tried;
  for (const CaseMethod& row : CaseMethods()) tried.push_back(row.method);
  EXPECT_THAT(tried, UnorderedElementsAreArray(takes));
}

TEST_F(Access, AnswersForAnInvisibleCaseExactlyAsForNone) {
  const std::string hidden = Register("clerk", Matter("aid")).name();
  const std::string absent = FormatCaseName(12345);
  int serial = 0;
  for (const CaseMethod& row : CaseMethods()) {
    for (const std::string& caller : row.callers) {
      const absl::Status invisible = Knock(row.method, caller, row.request(hidden, ++serial));
      const absl::Status none = Knock(row.method, caller, row.request(absent, ++serial));
      EXPECT_THAT(invisible, HasReason("CASE_NOT_FOUND")) << row.method << " as " << caller;
      EXPECT_EQ(invisible.ToString(), none.ToString()) << row.method << " as " << caller;
    }
  }
  EXPECT_EQ(Get("clerk", hidden).etag(), "v3");
}

TEST_F(Access, ListsOnlyTheOwnOffice) {
  Register("clerk", Matter("aid"));
  Register("branch_clerk", Matter("aid"));
  struct Row {
    const char* caller;
    int want;
  };
  for (const Row& row : {Row{"clerk", 1}, Row{"branch_clerk", 1}, Row{"supervisor", 1},
                         Row{"branch_supervisor", 1}, Row{"inspector", 2}, Row{"auditor", 2}}) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto listed,
                                 Call<v1::ListCasesResponse>(row.caller, v1::ListCasesRequest()));
    EXPECT_EQ(listed.cases_size(), row.want) << row.caller;
  }
}

TEST_F(Access, ShowsASupervisorNoOpenCaseOfAnotherOffice) {
  Register("branch_clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto registered,
                               Call<v1::RegisterCaseResponse>("supervisor", Matter("aid")));
  EXPECT_EQ(registered.open_cases_size(), 0);
}

TEST_F(Access, RegistersOnlyAtTheOwnOffice) {
  v1::RegisterCaseRequest request = Matter("aid");
  request.set_service_point("quay");
  EXPECT_THAT(Call<v1::RegisterCaseResponse>("clerk", request), HasReason("OTHER_OFFICE"));
  SKRANKE_EXPECT_OK(Call<v1::RegisterCaseResponse>("inspector", request));
}

TEST_F(Access, GivesEveryErrorAReason) {
  EXPECT_THAT(CallBytes(*channel(), "/skranke.v1.FrontDeskService/GetCase", "\xff\xff",
                        {.caller = "clerk"}),
              HasReason("INVALID_MESSAGE"));
  v1::GetCaseRequest nameless;
  EXPECT_THAT(Call<v1::GetCaseResponse>("clerk", nameless), HasField("name"));
}

}  // namespace
}  // namespace skranke
