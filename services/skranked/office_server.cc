#include "services/skranked/office_server.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/engine/recovery.h"
#include "libs/engine/replay.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agencydesk/methods.h"
#include "services/directorydesk/methods.h"
#include "services/directorydesk/prepared_office.h"
#include "services/frontdesk/methods.h"
#include "services/rulebook/methods.h"
#include "services/supervision/methods.h"

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

std::vector<Method> AllMethods(const Engine& engine) {
  std::vector<Method> all = FrontDeskMethods();
  for (auto part :
       {AgencyDeskMethods(), SupervisionMethods(), DirectoryMethods(), RulebookMethods(&engine)}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
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
  SKRANKE_ASSIGN_OR_RETURN(InstallationKey key,
                           LoadKey(*server->store_->Snapshot(), absl::StrCat(base, ".key")));
  if (options.rebuild_views) SKRANKE_RETURN_IF_ERROR(Rebuild(*server->store_, key));

  Installation installation;
  installation.dev = options.dev;
  installation.endpoints = options.endpoints;
  options.engine.head_file = options.head_file;
  SKRANKE_ASSIGN_OR_RETURN(server->engine_,
                           Engine::Open(options.engine, server->store_,
                                        std::make_shared<const InstallationKey>(std::move(key)),
                                        std::move(installation), clock, entropy));
  SKRANKE_RETURN_IF_ERROR(SeedOrCompare(*server->engine_, options.office_dir));
  server->engine_->Start();
  server->StartForwarding(entropy->Next());

  server->dispatcher_ = std::make_unique<Dispatcher>(
      server->engine_.get(), AllMethods(*server->engine_), DispatcherOptions{});
  const std::vector<RpcMethod> methods = server->dispatcher_->RpcMethods();
  for (const RpcMethod& method : methods) server->method_names_.push_back(method.full_name);
  RpcServerOptions rpc{.listen = options.listen,
                       .pollers = options.pollers,
                       .max_message_bytes = kPackageBytesMax,
                       .reflection = options.reflection};
  SKRANKE_ASSIGN_OR_RETURN(
      server->rpc_, RpcServer::Start(rpc, methods, server->dispatcher_.get(), &server->calls_));
  server->RefreshHealth();
  return server;
}

void OfficeServer::StartForwarding(uint64_t seed) {
  const auto bell = std::make_shared<Bell>();
  jitter_ = std::make_unique<SeededEntropy>(seed);
  forwarder_ = std::make_unique<Forwarder>(
      engine_.get(), [this] { return jitter_->Next(); }, bell);
  timers_ = std::make_unique<Timers>(engine_.get(), bell);
  mover_ = std::make_unique<CaseMover>(engine_.get(), bell);
  stepping_ = std::make_unique<StepThread>(
      engine_.get(), bell,
      std::vector<StepThread::Step>{[this](absl::Time now) { return forwarder_->Step(now); },
                                    [this](absl::Time now) { return timers_->Step(now); },
                                    [this](absl::Time now) { return mover_->Step(now); }});
}

OfficeServer::~OfficeServer() { Drain(absl::ZeroDuration()); }

void OfficeServer::Drain(absl::Duration longest) {
  if (rpc_ != nullptr) rpc_->Drain(longest);
  if (stepping_ != nullptr) {
    stepping_->Stop();
    stepping_.reset();
    forwarder_->Drain(engine_->clock().Now());
  }
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
