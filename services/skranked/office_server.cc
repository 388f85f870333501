#include "services/skranked/office_server.h"

#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/webhook_signature.h"
#include "libs/casework/bundle_name.h"
#include "libs/casework/document_verbs.h"
#include "libs/casework/render_bundle.h"
#include "libs/engine/recovery.h"
#include "libs/engine/replay.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agencydesk/methods.h"
#include "services/directorydesk/methods.h"
#include "services/directorydesk/prepared_office.h"
#include "services/forwarding/receiver_methods.h"
#include "services/frontdesk/document_methods.h"
#include "services/frontdesk/methods.h"
#include "services/rulebook/methods.h"
#include "services/skranked/document_carrier.h"
#include "services/supervision/gap_desk.h"
#include "services/supervision/incident_desk.h"
#include "services/supervision/methods.h"
#include "services/supervision/outage_desk.h"

namespace skranke {
namespace {

// Names of what the health service tells beside the server as a whole: whether new cases are taken,
// and whether anything can be changed.
constexpr char kRegistrationHealth[] = "skranke.registration";
constexpr char kChangeHealth[] = "skranke.change";

absl::Status Refused(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, reason, message);
}

// A filled data directory without its head file may have lost acknowledged cases unseen.
absl::Status CheckHeadFile(const StoreSnapshot& store, const std::string& head_file,
                           bool accept_head) {
  SKRANKE_ASSIGN_OR_RETURN(const auto filed, HeadFile::Read(head_file));
  SKRANKE_ASSIGN_OR_RETURN(const auto head, ReadHead(store));
  const bool filled = head && head->position() > 0;
  if (filed || !filled || accept_head) return absl::OkStatus();
  return Refused("HEAD_FILE_MISSING", absl::StrCat(head_file,
                                                   " is missing beside a filled data directory; "
                                                   "--accept_head serves what is there"));
}

// The key makes what is stored findable: beside a filled store it must be there already.
absl::StatusOr<InstallationKey> LoadKey(const StoreSnapshot& store, const std::string& path) {
  SKRANKE_ASSIGN_OR_RETURN(const auto head, ReadHead(store));
  return head ? InstallationKey::Load(path) : InstallationKey::LoadOrCreate(path);
}

absl::Status Rebuild(Store& store, const InstallationKey& key) {
  Log(LogLevel::kInfo, "rebuilding views", {});
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t fence, store.TakeOver());
  return RebuildViews(store, fence, key);
}

std::vector<Method> AllMethods(Engine& engine, Documents& documents, const SigningKey& signing_key,
                               const GapFinder* gaps, Reconciliations* reconciliations) {
  std::vector<Method> all = FrontDeskMethods();
  for (auto part : {DocumentMethods(&engine, &documents), AgencyDeskMethods(), ClockMethods(),
                    SupervisionMethods(), ShuttlingMethods(), DirectoryMethods(),
                    RulebookMethods(&engine), GapMethods(gaps, reconciliations), OutageMethods(),
                    IncidentMethods(), ReceiverMethods(signing_key.public_key().ToText())}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

// The package may name addresses before the host has a mail system: cases do not wait for that.
void WarnOfMailsNobodySends(const Directory& directory) {
  for (const auto& row : directory.content().agencies()) {
    if (row.notify_email().empty()) continue;
    Log(LogLevel::kWarning, "an agency is not told of new cases by e-mail: no --mail_dir",
        {{"agency", row.agency()}});
  }
}

// What the gap finder is told of documents that no case has, once they had their working day.
std::vector<StrayDocument> StrayDocuments(const Documents& documents, const Snapshot& snapshot,
                                          absl::Time now) {
  const Directory& directory = *snapshot.installation().directory;
  const auto is_gap = [&](const LooseDocument& document) {
    return DocumentGapTime(document.time, directory) <= now;
  };
  std::vector<StrayDocument> stray;
  const auto orphans = documents.Orphans(snapshot, is_gap, kGapsKept);
  if (!orphans.ok()) {
    Log(LogLevel::kError, "documents cannot be looked through",
        {{"cause", orphans.status().message()}});
    return stray;
  }
  for (const Documents::Orphan& orphan : *orphans) {
    stray.push_back({.reference = ToHex(orphan.header.sha256),
                     .office = orphan.office,
                     .since = DocumentGapTime(orphan.upload_time, directory)});
  }
  return stray;
}

// Runs one command of the system's own on an engine whose writer is not running yet.
Answer RunAtStart(Engine& engine, Command command) {
  Answer result;
  command.system = true;
  command.done = [&result](Answer answer) { result = std::move(answer); };
  engine.Submit(std::move(command));
  engine.Step();
  return result;
}

absl::StatusOr<v1::ApplyOfficeResponse> Apply(Engine& engine,
                                              std::shared_ptr<const PreparedOffice> office,
                                              bool dry_run) {
  Command command;
  command.method = "/skranke.v1.DirectoryService/ApplyOffice";
  command.only_asks = dry_run;
  command.judge = [office, dry_run](const View& view, const Caller&, absl::Time now) {
    return JudgeApplyOffice(view, *office, dry_run, now);
  };
  const Answer answer = RunAtStart(engine, std::move(command));
  SKRANKE_RETURN_IF_ERROR(answer.status);
  v1::ApplyOfficeResponse response;
  response.ParseFromString(answer.reply);
  return response;
}

// An empty data directory is seeded with the package; a filled one is served as it is.
absl::Status SeedOrCompare(Engine& engine, const std::string& office_dir) {
  SKRANKE_ASSIGN_OR_RETURN(const PackageFiles files, ReadPackage(office_dir));
  SKRANKE_ASSIGN_OR_RETURN(const auto office, PrepareOffice(files));
  const bool empty = engine.snapshot()->installation().directory == nullptr;
  SKRANKE_ASSIGN_OR_RETURN(const auto response, Apply(engine, office, /*dry_run=*/!empty));
  for (const std::string& change : response.changes()) {
    Log(empty ? LogLevel::kInfo : LogLevel::kWarning,
        empty ? "installed" : "package differs, serving what is stored", {{"what", change}});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<OfficeServer>> OfficeServer::Start(OfficeServerOptions options,
                                                                  Clock* clock, Entropy* entropy) {
  std::unique_ptr<OfficeServer> server(new OfficeServer());
  std::string base = options.data_dir;
  while (base.size() > 1 && base.back() == '/') base.pop_back();
  if (options.head_file.empty()) options.head_file = absl::StrCat(base, ".head");
  SKRANKE_ASSIGN_OR_RETURN(server->store_, OpenRocksDb(base));
  SKRANKE_RETURN_IF_ERROR(
      CheckHeadFile(*server->store_->Snapshot(), options.head_file, options.accept_head));
  SKRANKE_ASSIGN_OR_RETURN(InstallationKey loaded,
                           LoadKey(*server->store_->Snapshot(), absl::StrCat(base, ".key")));
  const auto key = std::make_shared<const InstallationKey>(std::move(loaded));
  // A new one only costs the agencies a look: they have to be told its public half.
  SKRANKE_ASSIGN_OR_RETURN(SigningKey signing_key,
                           SigningKey::LoadOrCreate(absl::StrCat(base, ".signing_key")));
  server->signing_key_ = std::make_unique<SigningKey>(std::move(signing_key));
  if (options.rebuild_views) SKRANKE_RETURN_IF_ERROR(Rebuild(*server->store_, *key));
  if (options.documents_dir.empty()) options.documents_dir = absl::StrCat(base, ".documents");
  options.documents.files.low_space_bytes = options.engine.low_space_bytes;
  SKRANKE_ASSIGN_OR_RETURN(server->documents_,
                           Documents::Open(options.documents_dir, options.documents, key));

  Installation installation;
  installation.dev = options.dev;
  installation.endpoints = options.endpoints;
  options.engine.head_file = options.head_file;
  SKRANKE_ASSIGN_OR_RETURN(server->engine_, Engine::Open(options.engine, server->store_, key,
                                                         std::move(installation), clock, entropy));
  SKRANKE_RETURN_IF_ERROR(SeedOrCompare(*server->engine_, options.office_dir));
  server->engine_->Start();
  server->StartForwarding(options, entropy->Next());
  server->StartGapFinder();
  SKRANKE_RETURN_IF_ERROR(server->StartWire(options));
  server->RefreshHealth();
  return server;
}

void OfficeServer::StartKeeping() {
  keeper_ = std::make_unique<DocumentKeeper>(engine_.get(), documents_.get());
  keeping_ = std::make_unique<StepThread>(
      engine_.get(), std::make_shared<Bell>(),
      std::vector<StepThread::Step>{[this](absl::Time now) { return keeper_->Step(now); },
                                    [this](absl::Time now) {
                                      dispatcher_->Step();
                                      return now + absl::Seconds(1);
                                    }});
}

absl::Status OfficeServer::StartWire(const OfficeServerOptions& options) {
  reconciliations_ = std::make_unique<Reconciliations>(&engine_->clock());
  dispatcher_ = std::make_unique<Dispatcher>(
      engine_.get(),
      AllMethods(*engine_, *documents_, *signing_key_, gaps_.get(), reconciliations_.get()),
      DispatcherOptions{});
  StartKeeping();
  const std::vector<RpcMethod> methods = dispatcher_->RpcMethods();
  for (const RpcMethod& method : methods) method_names_.push_back(method.full_name);
  const RpcServerOptions rpc{.listen = options.listen,
                             .pollers = options.pollers,
                             .max_message_bytes = kPackageBytesMax,
                             .reflection = options.reflection};
  SKRANKE_ASSIGN_OR_RETURN(rpc_, RpcServer::Start(rpc, methods, dispatcher_.get(), &calls_));
  if (options.gateway_listen.empty()) return absl::OkStatus();
  const GatewayServerOptions gateway{.listen = options.gateway_listen,
                                     .max_message_bytes = rpc.max_message_bytes};
  SKRANKE_ASSIGN_OR_RETURN(gateway_,
                           GatewayServer::Start(gateway, methods, dispatcher_.get(), &calls_));
  return absl::OkStatus();
}

void OfficeServer::StartForwarding(const OfficeServerOptions& options, uint64_t seed) {
  const auto bell = std::make_shared<Bell>();
  jitter_ = std::make_unique<SeededEntropy>(seed);
  DialParts ways{.sign = [key = *signing_key_](
                             absl::string_view id, absl::Time sent,
                             absl::string_view body) { return SignWebhook(key, id, sent, body); },
                 .clock = &engine_->clock(),
                 .http = {.ca_file = options.webhook_ca_file},
                 .file_drop = WithDocuments(options.file_drop, engine_.get(), documents_.get())};
  forwarder_ = std::make_unique<Forwarder>(
      engine_.get(), [this] { return jitter_->Next(); }, bell, ForwarderOptions{},
      DialByEndpoint(std::move(ways)));
  receipts_ = std::make_unique<ReceiptDesk>(engine_.get(), options.file_drop.look_every);
  timers_ = std::make_unique<Timers>(engine_.get(), bell);
  mover_ = std::make_unique<CaseMover>(engine_.get(), bell);
  outages_ = std::make_unique<OutageWatch>(engine_.get(), forwarder_.get(), bell);
  std::vector<StepThread::Step> steps{[this](absl::Time now) { return forwarder_->Step(now); },
                                      [this](absl::Time now) { return timers_->Step(now); },
                                      [this](absl::Time now) { return mover_->Step(now); },
                                      [this](absl::Time now) { return receipts_->Step(now); },
                                      [this](absl::Time now) { return outages_->Step(now); }};
  if (options.mail_dir.empty()) {
    WarnOfMailsNobodySends(*engine_->snapshot()->installation().directory);
  } else {
    notifier_ =
        std::make_unique<MailNotifier>(engine_.get(), options.mail_dir, options.mail_sender);
    // On a thread of its own: it waits for a disk.
    mailing_ = std::make_unique<StepThread>(
        engine_.get(), std::make_shared<Bell>(),
        std::vector<StepThread::Step>{[this](absl::Time now) { return notifier_->Step(now); }});
  }
  stepping_ = std::make_unique<StepThread>(engine_.get(), bell, std::move(steps));
}

namespace {

// The case of the part that leads. What was only called by a name has none.
absl::StatusOr<std::shared_ptr<const storage::v1::CaseState>> FindLead(const Snapshot& snapshot,
                                                                       const std::string& name) {
  std::shared_ptr<const storage::v1::CaseState> lead;
  const auto number = ParseBundleName(name, "name");
  if (!number.ok()) return lead;
  SKRANKE_ASSIGN_OR_RETURN(const auto bundle, snapshot.FindBundle(*number));
  if (!bundle) return lead;
  absl::Status read;
  const auto case_of = [&](uint64_t of_part) {
    auto found = snapshot.FindCase(of_part);
    read.Update(found.status());
    if (found.ok()) lead = *std::move(found);
    return lead.get();
  };
  const bool is_sent = LeadOf(*bundle, snapshot.installation(), case_of) != nullptr;
  SKRANKE_RETURN_IF_ERROR(read);
  return is_sent ? lead : nullptr;
}

}  // namespace

void OfficeServer::StartGapFinder() {
  const auto lines = [this] {
    std::vector<SilentLine> silent;
    for (const AgencyDelivery& line : forwarder_->deliveries()) {
      if (line.backing_off) silent.push_back({.agency = line.agency, .since = line.away_since});
    }
    return silent;
  };
  const auto documents = [this](absl::Time now) {
    return StrayDocuments(*documents_, *engine_->snapshot(), now);
  };
  gaps_ = std::make_unique<GapFinder>(
      engine_.get(), GapSources{.lines = lines, .documents = documents, .lead = FindLead});
  finding_ = std::make_unique<StepThread>(
      engine_.get(), std::make_shared<Bell>(),
      std::vector<StepThread::Step>{[this](absl::Time now) { return gaps_->Step(now); }});
}

OfficeServer::~OfficeServer() { Drain(absl::ZeroDuration()); }

void OfficeServer::Drain(absl::Duration longest) {
  // Both at once: neither takes new calls while the other ends its own.
  std::thread gateway([&] {
    if (gateway_ != nullptr) gateway_->Drain(longest);
  });
  if (rpc_ != nullptr) rpc_->Drain(longest);
  gateway.join();
  if (finding_ != nullptr) finding_->Stop();
  if (mailing_ != nullptr) mailing_->Stop();
  if (stepping_ != nullptr) {
    stepping_->Stop();
    stepping_.reset();
    receipts_.reset();
    forwarder_->Drain(engine_->clock().Now());
  }
  keeping_.reset();
  if (dispatcher_ != nullptr) dispatcher_->Stop();
  if (engine_ != nullptr) engine_->Stop();
  // The next start then has no log to replay.
  if (store_ != nullptr) store_->Flush().IgnoreError();
}

void OfficeServer::RefreshHealth() {
  const EngineHealth health = engine_->health();
  const bool change =
      health.writer.ok() && health.clock_trusted && health.space != SpaceLevel::kLast;
  rpc_->SetServing(kChangeHealth, change);
  rpc_->SetServing(kRegistrationHealth, change && health.space == SpaceLevel::kEnough);
}

}  // namespace skranke
