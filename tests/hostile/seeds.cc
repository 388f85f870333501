#include "tests/hostile/seeds.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"

namespace skranke {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;

constexpr char kRegistration[] =
    "task: 'copy' channel: CHANNEL_COUNTER parties { role: PARTY_ROLE_APPLICANT "
    "identity_proof: IDENTITY_PROOF_TRAVEL_DOCUMENT person { number: '09819540400' } }";

std::vector<Seed> FrontDeskSeeds() {
  return {
      {"FrontDeskService/ClassifyCase", "clerk", Shape::kQuery, Stage::kNone, "task: 'copy'"},
      {"FrontDeskService/RegisterCase", "clerk", Shape::kMutation, Stage::kNone, kRegistration},
      {"FrontDeskService/SupplementCase", "clerk", Shape::kMutation, Stage::kIncomplete,
       "note: 'N'"},
      {"FrontDeskService/FinishCase", "clerk", Shape::kMutation, Stage::kComplete,
       "finish { outcome: 'ISSUED' }"},
      {"FrontDeskService/SendToOwner", "clerk", Shape::kMutation, Stage::kComplete, "reason: 'R'"},
      {"FrontDeskService/RouteCase", "supervisor", Shape::kMutation, Stage::kTriage,
       "receiver { agency: 'WELFARE' unit: 'EAST' } reason: 'R'"},
      {"FrontDeskService/GetCase", "clerk", Shape::kQuery, Stage::kComplete, ""},
      {"FrontDeskService/ListCases", "clerk", Shape::kQuery, Stage::kNone,
       "agency: 'WELFARE' page_size: 2"},
      {"FrontDeskService/FindOpenCases", "clerk", Shape::kQuery, Stage::kNone,
       "party { person { number: '09819540400' } }"},
      {"FrontDeskService/WithdrawCase", "clerk", Shape::kMutation, Stage::kComplete, "reason: 'R'"},
      {"FrontDeskService/MisregisterCase", "clerk", Shape::kMutation, Stage::kComplete,
       "reason: 'R'"},
      {"FrontDeskService/ReopenCase", "clerk", Shape::kMutation, Stage::kFinished, "reason: 'R'"},
      {"FrontDeskService/RecordContact", "clerk", Shape::kMutation, Stage::kNone,
       "channel: CHANNEL_PHONE outcome: CONTACT_OUTCOME_GUIDED"},
  };
}

constexpr char kLifeEvent[] =
    "template: 'event' channel: CHANNEL_COUNTER parties { role: PARTY_ROLE_APPLICANT "
    "identity_proof: IDENTITY_PROOF_TRAVEL_DOCUMENT person { number: '09819540400' } }";

std::vector<Seed> BundleSeeds() {
  return {
      {"BundleService/ListBundleTemplates", "clerk", Shape::kQuery, Stage::kNone, ""},
      {"BundleService/RegisterBundle", "clerk", Shape::kMutation, Stage::kNone, kLifeEvent},
      {"BundleService/GetBundle", "clerk", Shape::kQuery, Stage::kBundle, ""},
      {"BundleService/SetConsent", "clerk", Shape::kMutation, Stage::kBundle,
       "task: 'trade' decision: CONSENT_DECISION_GIVEN"},
  };
}

std::vector<Seed> PlanSeeds() {
  return {
      {"PlanService/MoveServiceLine", "importer", Shape::kMutation, Stage::kAccepted,
       "service_line: 'SECOND' reason: 'R'"},
      {"PlanService/SetAppointment", "importer", Shape::kMutation, Stage::kAccepted,
       "appointment { reference: 'A' slot_time { seconds: 3471292800 } }"},
      {"PlanService/CancelAppointment", "importer", Shape::kMutation, Stage::kAppointed,
       "reason: 'R'"},
      {"PlanService/SetPlan", "importer", Shape::kMutation, Stage::kAccepted,
       "plan { reference: 'P' responsible { agency: 'WELFARE' unit: 'EAST' } }"},
  };
}

std::vector<Seed> CorrectionSeeds() {
  return {
      {"CorrectionService/CorrectCase", "supervisor", Shape::kMutation, Stage::kRouted,
       "task: 'newcomer' reason: 'R'"},
      {"CorrectionService/LinkCases", "clerk", Shape::kMutation, Stage::kRouted,
       "kind: LINK_KIND_FOLLOWS"},
      {"CorrectionService/ListWrongPersons", "protector", Shape::kQuery, Stage::kNone, ""},
      {"CorrectionService/SettleWrongPerson", "protector", Shape::kMutation, Stage::kOnWrongPerson,
       "sentence: 'S'"},
  };
}

// The fixture fills in a document that is there.
std::vector<Seed> DocumentSeeds() {
  return {
      {"DocumentService/GetUpload", "clerk", Shape::kQuery, Stage::kNone, ""},
      {"DocumentService/GetDocument", "clerk", Shape::kQuery, Stage::kNone, ""},
      {"DocumentService/ReadDocument", "clerk", Shape::kQuery, Stage::kNone, ""},
      {"DocumentService/DownloadDocument", "clerk", Shape::kStream, Stage::kNone, ""},
      {"DocumentService/ListOrphanDocuments", "supervisor", Shape::kQuery, Stage::kNone,
       "page_size: 2"},
  };
}

// The importer acts for whichever unit has the case.
std::vector<Seed> AgencyDeskSeeds() {
  return {
      {"AgencyDeskService/ListWorkItems", "west", Shape::kQuery, Stage::kNone, "page_size: 2"},
      {"AgencyDeskService/GetWorkItem", "importer", Shape::kQuery, Stage::kRouted, ""},
      {"AgencyDeskService/SubscribeWork", "west", Shape::kStream, Stage::kNone, ""},
      {"AgencyDeskService/TakeNext", "west", Shape::kMutation, Stage::kNone, ""},
      {"AgencyDeskService/AcceptCase", "importer", Shape::kMutation, Stage::kRouted, ""},
      {"AgencyDeskService/StartCase", "importer", Shape::kMutation, Stage::kAccepted, ""},
      {"AgencyDeskService/ReturnCase", "importer", Shape::kMutation, Stage::kAccepted,
       "code: RETURN_CODE_NOT_OURS sentence: 'S'"},
      {"AgencyDeskService/ForwardCase", "importer", Shape::kMutation, Stage::kAccepted,
       "receiver { agency: 'WELFARE' unit: 'EAST' } reason: 'R'"},
      {"AgencyDeskService/RequestInformation", "importer", Shape::kMutation, Stage::kStarted,
       "question: 'Q'"},
      {"AgencyDeskService/DecideCase", "importer", Shape::kMutation, Stage::kStarted,
       "outcome: 'GRANTED'"},
      {"AgencyDeskService/CloseCase", "importer", Shape::kMutation, Stage::kStarted,
       "outcome: 'GRANTED'"},
      {"AgencyDeskService/SetLocalStatus", "importer", Shape::kMutation, Stage::kStarted,
       "local_status: 'L'"},
  };
}

std::vector<Seed> ClockSeeds() {
  return {
      {"ClockService/StopClock", "importer", Shape::kMutation, Stage::kStarted,
       "reason: STOP_REASON_OTHER_BODY note: 'N'"},
      {"ClockService/ResumeClock", "importer", Shape::kMutation, Stage::kStopped, ""},
      {"ClockService/RecordProvisionalAnswer", "importer", Shape::kMutation, Stage::kStarted, ""},
      {"ClockService/DemandDecision", "clerk", Shape::kMutation, Stage::kStarted, ""},
      {"ClockService/ListStops", "supervisor", Shape::kQuery, Stage::kNone, "agency: 'WELFARE'"},
      {"ClockService/ListReminders", "clerk", Shape::kQuery, Stage::kNone, "page_size: 2"},
  };
}

std::vector<Seed> OtherSeeds() {
  return {
      {"SupervisionService/GetCaseHistory", "supervisor", Shape::kQuery, Stage::kComplete, ""},
      {"SupervisionService/ExplainCase", "supervisor", Shape::kQuery, Stage::kComplete, ""},
      {"SupervisionService/GetStatistics", "supervisor", Shape::kQuery, Stage::kNone, ""},
      {"SupervisionService/GetStock", "supervisor", Shape::kQuery, Stage::kNone, ""},
      {"SupervisionService/ReplayTaskList", "supervisor", Shape::kQuery, Stage::kNone,
       "version: '1'"},
      {"SupervisionService/ListUnaccepted", "supervisor", Shape::kQuery, Stage::kNone, ""},
      {"SupervisionService/ListTriage", "supervisor", Shape::kQuery, Stage::kNone, ""},
      {"SupervisionService/ListDisputes", "supervisor", Shape::kQuery, Stage::kNone,
       "page_size: 2"},
      {"SupervisionService/ListMisroutings", "supervisor", Shape::kQuery, Stage::kNone,
       "list_version: '1'"},
      {"SupervisionService/ListDeliveredMessages", "supervisor", Shape::kQuery, Stage::kNone,
       "agency: 'WELFARE' since_time { seconds: 1709542800 }"},
      {"SupervisionService/RedeliverMessage", "supervisor", Shape::kMutation, Stage::kRouted,
       "message_id: 'M'"},
      {"SupervisionService/ListDeadLetters", "supervisor", Shape::kQuery, Stage::kNone, ""},
      {"SupervisionService/RetryDeadLetter", "supervisor", Shape::kMutation, Stage::kRouted,
       "message_id: 'M'"},
      {"SupervisionService/DiscardDeadLetter", "supervisor", Shape::kMutation, Stage::kRouted,
       "message_id: 'M' reason: 'R'"},
      {"SupervisionService/ConfirmClock", "operator", Shape::kMutation, Stage::kNone,
       "confirmed_time { seconds: 1709542800 }"},
      {"ShuttlingService/GetShuttling", "supervisor", Shape::kQuery, Stage::kNone, ""},
      {"ShuttlingService/ListShuttledCases", "supervisor", Shape::kQuery, Stage::kNone,
       "figure: SHUTTLING_FIGURE_HANDOVERS page_size: 2"},
      {"ShuttlingService/ExportEventLog", "supervisor", Shape::kStream, Stage::kNone, ""},
      {"ReceiverService/RenderPacket", "clerk", Shape::kQuery, Stage::kRouted, ""},
      {"ReceiverService/RegisterPacketReceipt", "clerk", Shape::kMutation, Stage::kNone,
       "packet_code: '2222-2222-2222-2222' receipt: PACKET_RECEIPT_DELIVERED"},
      {"ReceiverService/GetWebhookKey", "clerk", Shape::kQuery, Stage::kNone, ""},
      {"DirectoryService/ApplyOffice", "operator", Shape::kMutation, Stage::kNone, ""},
      {"DirectoryService/GetDirectory", "clerk", Shape::kQuery, Stage::kNone, ""},
      {"DirectoryService/ListTaskLists", "clerk", Shape::kQuery, Stage::kNone, ""},
      {"DirectoryService/GetTaskList", "clerk", Shape::kQuery, Stage::kNone, "version: '1'"},
      {"DirectoryService/CheckTaskList", "rule_owner", Shape::kQuery, Stage::kNone, "version: '1'"},
      {"DirectoryService/ConvertTaskList", "rule_owner", Shape::kQuery, Stage::kNone, ""},
      {"DirectoryService/ExportTaskList", "clerk", Shape::kQuery, Stage::kNone, "version: '1'"},
  };
}

std::vector<Seed> RulebookSeeds() {
  constexpr Shape kAsks = Shape::kQuery;
  constexpr Shape kChanges = Shape::kMutation;
  return {
      {"RulebookService/SaveDraft", "rule_owner", kChanges, Stage::kNone,
       "edits { file: 'routing.csv' row: 'aid,centre,none,,,TOWN,DESK,,,' }"},
      {"RulebookService/GetDraft", "auditor", kAsks, Stage::kDraft, ""},
      {"RulebookService/ListDrafts", "auditor", kAsks, Stage::kNone, ""},
      {"RulebookService/CheckDraft", "rule_owner", kChanges, Stage::kDraft, ""},
      {"RulebookService/OpenHearing", "rule_owner", kChanges, Stage::kChecked,
       "hearing_to: '2080-01-01'"},
      {"RulebookService/RecordPosition", "WELFARE", kChanges, Stage::kHearing,
       "position: POSITION_OBJECTION sentence: 'S'"},
      {"RulebookService/AdoptDraft", "adopter", kChanges, Stage::kConsented, "minutes: 'M'"},
      {"RulebookService/WithdrawDraft", "rule_owner", kChanges, Stage::kDraft, "reason: 'R'"},
      {"RulebookService/ListTaskListChanges", "clerk", kAsks, Stage::kNone, ""},
      {"RulebookService/ExportRulebook", "clerk", kAsks, Stage::kNone, "version: '1'"},
      {"RulebookService/ImportRulebook", "operator", kChanges, Stage::kNone, ""},
      {"RulebookService/AdoptEmergency", "adopter", kChanges, Stage::kUrgent, "reason: 'R'"},
      {"RulebookService/RatifyEmergency", "adopter", kChanges, Stage::kEmergency, "minutes: 'M'"},
  };
}

std::vector<Seed> GapSeeds() {
  return {
      {"GapService/ListGaps", "supervisor", Shape::kQuery, Stage::kNone, "agency: 'WELFARE'"},
      {"GapService/ReconcileHoldings", "WELFARE", Shape::kQuery, Stage::kNone,
       "list_id: 'L' list_time { seconds: 1709542800 }"},
      {"GapService/ListReconciliations", "supervisor", Shape::kQuery, Stage::kNone, ""},
      {"OutageService/AnnounceOutage", "operator", Shape::kMutation, Stage::kNone,
       "agency: 'WELFARE' reason: 'R'"},
      {"OutageService/EndOutage", "operator", Shape::kMutation, Stage::kNone, "agency: 'WELFARE'"},
      {"OutageService/ListOutages", "clerk", Shape::kQuery, Stage::kNone, ""},
      {"IncidentService/TagIncident", "clerk", Shape::kMutation, Stage::kComplete,
       "incident: 'FLOOD'"},
      {"IncidentService/ListIncidentCases", "clerk", Shape::kQuery, Stage::kNone,
       "incident: 'FLOOD'"},
  };
}

std::vector<Seed> MakeSeeds() {
  std::vector<Seed> seeds = FrontDeskSeeds();
  for (const auto& part : {BundleSeeds(), CorrectionSeeds(), DocumentSeeds(), AgencyDeskSeeds(),
                           ClockSeeds(), PlanSeeds(), OtherSeeds(), RulebookSeeds(), GapSeeds()}) {
    seeds.insert(seeds.end(), part.begin(), part.end());
  }
  return seeds;
}

struct Part {
  const char* type;
  const char* text;
};

constexpr Part kParts[] = {
    {"Party", "role: PARTY_ROLE_SUBJECT person { number: '09819540400' }"},
    {"Person", "number: '09819540400'"},
    {"Organisation", "country: 'NO' number: '974760673'"},
    {"ForeignDocument", "country: 'DE' number: 'C01X00T47' document_type: 'passport'"},
    {"UnknownPerson", "description: 'A man with a hat'"},
    {"Fact", "name: 'colour' text: 'red'"},
    {"Document", "code: 'paper'"},
    {"Attestation", "kind: REQUIREMENT_KIND_CONSENT code: 'bank'"},
    {"StatedConsent", "task: 'trade' decision: CONSENT_DECISION_GIVEN"},
    {"ExternalReference", "system: 'portal' id: '$'"},
    {"Finish", "outcome: 'ISSUED'"},
    {"Receiver", "agency: 'WELFARE' unit: 'EAST'"},
    {"PackageFile", "path: 'office.csv'"},
    {"RowEdit", "file: 'routing.csv' row: 'aid,quay,none,,,TOWN,DESK,,,'"},
    {"PartyChoice", "agency: 'POLICE' kind: PARTY_KIND_ADVISORY"},
    {"Holding", "name: 'cases/QVNRV8B5HV4'"},
    {"OverruledObjection", "agency: 'POLICE' reason: 'R'"},
};

const MethodDescriptor& Described(const Seed& seed) {
  const std::string name =
      absl::StrReplaceAll(absl::StrCat("skranke.v1.", seed.method), {{"/", "."}});
  return *DescriptorPool::generated_pool()->FindMethodByName(name);
}

}  // namespace

std::string Seed::full_name() const { return absl::StrCat("/skranke.v1.", method); }
const Descriptor& Seed::request() const { return *Described(*this).input_type(); }
const Descriptor& Seed::reply() const { return *Described(*this).output_type(); }

const std::vector<Seed>& Seeds() {
  static const auto& seeds = *new std::vector<Seed>(MakeSeeds());
  return seeds;
}

void FillPart(const std::string& unique, google::protobuf::Message& part) {
  for (const Part& row : kParts) {
    if (part.GetDescriptor()->name() != row.type) continue;
    google::protobuf::TextFormat::ParseFromString(absl::StrReplaceAll(row.text, {{"$", unique}}),
                                                  &part);
  }
}

}  // namespace skranke
