#include "services/forwarding/delivery_fixture.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/directory/parse_directory.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/tasklist/parse_task_list.h"
#include "services/agencydesk/methods.h"
#include "services/frontdesk/methods.h"

namespace skranke {
namespace {

constexpr char kMorning[] = "2026-02-02T08:00:00Z";

PackageFiles Package() {
  return {
      {"office.csv",
       "key,value\ninstallation,small\ncountry,NO\nzone,Europe/Oslo\nquick_max_minutes,20\n"},
      {"offices.csv", "office,title,sorting_unit\nhall,Town hall,CITY/SORT\n"},
      {"service_points.csv", "point,office,title,place\ncounter,hall,Counter,\n"},
      {"agencies.csv",
       "agency,title,principal,endpoint,max_in_flight\n"
       "CITY,The city,City,,\nSTATE,The state,State,,2\n"},
      {"units.csv",
       "agency,unit,title,protected,valid_from,valid_to,successor\n"
       "CITY,SORT,Sorting,no,,,\nCITY,DESK,Desk,no,,,\nSTATE,DESK,State desk,no,,,\n"},
      {"staff.csv",
       "name,role,office,agency,unit,point,languages,competences\n"
       "clerk,CLERK,hall,,,counter,nb,\nsupervisor,SUPERVISOR,hall,,,,nb,\n"
       "importer,IMPORTER,hall,,,,nb,\noperator,OPERATOR,,,,,nb,\n"},
      {"lists/1/list.csv", "version,valid_from,resolution\n1,2026-01-01,Council 7/25\n"},
      {"lists/1/tasks.csv",
       "task_code,title_en,title_local,owner_agency,structured,quick_minutes,discretion,"
       "personal_attendance_required,legal_basis,required_documents\n"
       "trade,Trade,Handel,STATE,no,,yes,no,Trade Act 2,\n"
       "trade_two,Other trade,Annen handel,STATE,no,,yes,no,Trade Act 3,\n"
       "grant,Grant,Tilskudd,CITY,no,,yes,no,Grant Act 1,\n"
       "pass,Passport,Pass,STATE,yes,15,no,yes,Passport Act 3,ID\n"},
      {"lists/1/conditions.csv", "task_code,fact,test,legal_basis\n"},
      {"lists/1/requirements.csv",
       "task_code,kind,code,type,required,of_role\npass,document,id_document,,yes,applicant\n"},
      {"lists/1/routing.csv",
       "task_code,place,protection,valid_from,valid_to,agency,unit\n"
       "grant,*,*,,,CITY,DESK\n"},
  };
}

Installation MakeInstallation(const std::map<std::string, std::string>& endpoints, absl::Time now) {
  const PackageFiles files = Package();
  Installation installation;
  auto content = ParseDirectory(files).value();
  const auto list = TaskList::Make(ParseTaskList(files, "1", content).value()).value();
  installation.directory = Directory::Make(1, now, std::move(content)).value();
  installation.lists = TaskListBook().With(list).value();
  installation.test_persons = std::make_shared<const TestPersons>();
  installation.endpoints.insert(endpoints.begin(), endpoints.end());
  installation.dev = true;
  return installation;
}

std::vector<Method> Methods() {
  std::vector<Method> methods = FrontDeskMethods();
  for (Method& method : AgencyDeskMethods()) methods.push_back(std::move(method));
  methods.push_back(MutationMethod<v1::RetryDeadLetterRequest>(
      "/skranke.v1.SupervisionService/RetryDeadLetter", kSupervisor, {},
      &NothingToCheck<v1::RetryDeadLetterRequest>, &ReadsNothing<v1::RetryDeadLetterRequest>,
      &JudgeRetryDeadLetter));
  return methods;
}

void Must(const absl::Status& status) {
  if (status.ok()) return;
  absl::FPrintF(stderr, "%s\n", status.ToString());
  std::abort();
}

}  // namespace

DeliveryOffice::DeliveryOffice(std::map<std::string, std::string> endpoints,
                               ForwarderOptions options)
    : endpoints_(std::move(endpoints)), options_(options), methods_(Methods()) {
  absl::Time morning;
  absl::ParseTime(absl::RFC3339_full, kMorning, &morning, nullptr);
  clock_.SetNow(morning);
  key_ = std::make_shared<const InstallationKey>(
      InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k')).value());
  Open();
}

DeliveryOffice::~DeliveryOffice() { Close(); }

void DeliveryOffice::Open() {
  bell_ = std::make_shared<Bell>();
  std::shared_ptr<Store> store = OpenRocksDb(dir_.Path("data")).value();
  engine_ = Engine::Open({.head_file = dir_.Path("head")}, std::move(store), key_,
                         MakeInstallation(endpoints_, clock_.Now()), &clock_, &entropy_)
                .value();
  dispatcher_ = std::make_unique<Dispatcher>(engine_.get(), methods_, DispatcherOptions());
  server_ =
      RpcServer::Start({.listen = "127.0.0.1:0"}, dispatcher_->RpcMethods(), dispatcher_.get())
          .value();
  forwarder_ = std::make_unique<Forwarder>(
      engine_.get(), [this] { return jitter_.Next(); }, bell_, options_);
  timers_ = std::make_unique<Timers>(engine_.get(), bell_);
}

void DeliveryOffice::Close() {
  forwarder_.reset();
  timers_.reset();
  // Answers what the server still waits for.
  engine_->Stop();
  dispatcher_->Stop();
  server_.reset();
  dispatcher_.reset();
  engine_.reset();
}

void DeliveryOffice::Reopen() {
  Close();
  Open();
}

bool DeliveryOffice::StepUntil(const std::function<bool()>& done, absl::Duration pass) {
  const absl::Time end = absl::Now() + kDeliveryPatience;
  while (absl::Now() < end) {
    const bool judged = engine_->Step();
    forwarder_->Step(clock_.Now());
    timers_->Step(clock_.Now());
    if (done()) return true;
    if (judged) continue;
    bell_->WaitFor(absl::Milliseconds(1));
    clock_.Advance(pass);
  }
  return false;
}

Answer DeliveryOffice::Mutate(const std::string& caller, const std::string& method,
                              const google::protobuf::MessageLite& request) {
  for (const Method& row : methods_) {
    if (row.full_name != absl::StrCat("/skranke.v1.", method)) continue;
    auto command = row.mutation(request.SerializeAsString());
    Must(command.status());
    command->caller = caller;
    Answer got;
    command->done = [&got](Answer answer) { got = std::move(answer); };
    engine_->Submit(*std::move(command));
    engine_->Step();
    Must(got.status);
    return got;
  }
  Must(absl::NotFoundError(method));
  return {};
}

uint64_t DeliveryOffice::Register(const std::string& task) {
  v1::RegisterCaseRequest request;
  request.set_request_id(absl::StrCat("register-", ++requests_));
  request.set_task(task);
  request.set_channel(v1::CHANNEL_COUNTER);
  v1::Party& party = *request.add_parties();
  party.set_role(v1::PARTY_ROLE_APPLICANT);
  party.mutable_anonymous();
  request.set_note("Et notat.");
  v1::RegisterCaseResponse response;
  response.ParseFromString(Mutate("clerk", "FrontDeskService/RegisterCase", request).reply);
  return ParseCaseName(response.citizen_case().name(), "name").value();
}

void DeliveryOffice::Supplement(uint64_t number) {
  v1::SupplementCaseRequest request;
  request.set_request_id(absl::StrCat("supplement-", ++requests_));
  request.set_name(FormatCaseName(number));
  v1::Document& document = *request.add_documents();
  document.set_code("letter");
  document.set_title("Brev");
  document.set_direction(v1::Document::DIRECTION_INCOMING);
  Mutate("clerk", "FrontDeskService/SupplementCase", request);
}

void DeliveryOffice::Withdraw(uint64_t number) {
  v1::WithdrawCaseRequest request;
  request.set_request_id(absl::StrCat("withdraw-", ++requests_));
  request.set_name(FormatCaseName(number));
  request.set_etag(EtagOf(Case(number)));
  request.set_reason("Ikke lenger aktuelt.");
  Mutate("clerk", "FrontDeskService/WithdrawCase", request);
}

void DeliveryOffice::Route(uint64_t number, const std::string& agency, const std::string& unit) {
  v1::RouteCaseRequest request;
  request.set_request_id(absl::StrCat("route-", ++requests_));
  request.set_name(FormatCaseName(number));
  request.set_etag(EtagOf(Case(number)));
  request.mutable_receiver()->set_agency(agency);
  request.mutable_receiver()->set_unit(unit);
  request.set_reason("Hører hjemme der.");
  Mutate("supervisor", "FrontDeskService/RouteCase", request);
}

void DeliveryOffice::RetryDeadLetter(uint64_t number) {
  const auto citizen_case = Case(number);
  v1::RetryDeadLetterRequest request;
  request.set_request_id(absl::StrCat("retry-", ++requests_));
  request.set_name(FormatCaseName(number));
  request.set_message_id(FormatMessageId({.number = number,
                                          .agency = citizen_case.messages(0).agency(),
                                          .sequence = citizen_case.messages(0).sequence()}));
  Mutate("supervisor", "SupervisionService/RetryDeadLetter", request);
}

storage::v1::CaseState DeliveryOffice::Case(uint64_t number) const {
  return *engine_->snapshot()->FindCase(number).value();
}

AgencyDelivery DeliveryOffice::Delivery(const std::string& agency) const {
  for (const AgencyDelivery& delivery : forwarder_->deliveries()) {
    if (delivery.agency == agency) return delivery;
  }
  return {};
}

std::string DeliveryOffice::address() const { return absl::StrCat("127.0.0.1:", server_->port()); }

ScriptedAgency::ScriptedAgency(Script script, std::string listen) : script_(std::move(script)) {
  server_ = RpcServer::Start({.listen = std::move(listen)}, Intake::RpcMethods(), this).value();
}

void ScriptedAgency::Unary(IncomingCall call, AnswerCall answer) {
  v1::ReceiveRequest message;
  message.ParseFromString(call.bytes);
  size_t n = 0;
  {
    MutexLock lock(&mutex_);
    n = messages_.size();
    messages_.push_back(message);
  }
  answer(script_(n, message));
}

void ScriptedAgency::OpenStream(IncomingCall /*call*/, std::shared_ptr<StreamWriter> writer) {
  writer->Finish(absl::UnimplementedError("no streams"));
}

std::string ScriptedAgency::address() const { return absl::StrCat("127.0.0.1:", server_->port()); }

std::vector<v1::ReceiveRequest> ScriptedAgency::messages() const {
  MutexLock lock(&mutex_);
  return messages_;
}

UnaryAnswer Acknowledge(const v1::ReceiveRequest& message) {
  v1::ReceiveResponse response;
  response.set_message_id(message.message_id());
  return {.bytes = response.SerializeAsString()};
}

std::string FreeAddress() {
  return ScriptedAgency([](size_t, const v1::ReceiveRequest&) { return UnaryAnswer(); }).address();
}

std::unique_ptr<ReferenceAgency> StartAgency(const std::string& agency, const std::string& listen,
                                             const std::string& office_server,
                                             const std::string& behave, const std::string& dir,
                                             const Clock& clock) {
  std::shared_ptr<Store> store = OpenRocksDb(dir).value();
  return ReferenceAgency::Start({.agency = agency,
                                 .listen = listen,
                                 .office_server = office_server,
                                 .behaviour = ParseBehaviour(behave).value()},
                                std::move(store), &clock)
      .value();
}

}  // namespace skranke
