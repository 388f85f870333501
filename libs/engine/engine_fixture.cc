#include "libs/engine/engine_fixture.h"

#include "libs/calendar/office_day.h"
#include "libs/engine/replay.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agencydesk/methods.h"
#include "services/directorydesk/methods.h"
#include "services/directorydesk/prepared_office.h"
#include "services/frontdesk/methods.h"
#include "services/supervision/incident_desk.h"
#include "services/supervision/methods.h"
#include "services/supervision/outage_desk.h"

namespace skranke {
namespace {

std::vector<Method> AllMethods() {
  std::vector<Method> all = FrontDeskMethods();
  for (const auto& part : {AgencyDeskMethods(), ClockMethods(), SupervisionMethods(),
                           OutageMethods(), IncidentMethods(), DirectoryMethods()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

void FaultyStore::Hold() {
  MutexLock lock(&mutex_);
  held_ = true;
}

void FaultyStore::Release() {
  MutexLock lock(&mutex_);
  held_ = false;
  changed_.SignalAll();
}

void FaultyStore::AwaitHeldCommit() {
  MutexLock lock(&mutex_);
  while (!waiting_) changed_.Wait(&mutex_);
}

void FaultyStore::WaitWhileHeld() {
  MutexLock lock(&mutex_);
  waiting_ = held_;
  changed_.SignalAll();
  while (held_) changed_.Wait(&mutex_);
  waiting_ = false;
}

absl::Status FaultyStore::Commit(const Batch& batch, uint64_t fence) {
  WaitWhileHeld();
  if (broken_) {
    return ReasonError(absl::StatusCode::kUnavailable, "STORE_IO_ERROR", "the disk is gone");
  }
  latest_puts_.clear();
  batch.ForEach([&](const Batch::Change& change) {
    if (change.value.has_value()) latest_puts_.push_back(change.table);
  });
  return store_->Commit(batch, fence);
}

EngineFixture::EngineFixture(PackageFiles files)
    : files_(std::move(files)),
      clock_(*OfficeZone::Load("Europe/Oslo")->ParseLocalTime("2024-03-04 10:00")),
      entropy_(1),
      methods_(AllMethods()),
      key_(std::make_shared<const InstallationKey>(
          *InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k')))) {
  options_.head_file = dir_.Path("head");
  EXPECT_THAT(Open(), IsOk());
}

EngineFixture::~EngineFixture() { Close(); }

absl::Status EngineFixture::Open() {
  SKRANKE_ASSIGN_OR_RETURN(auto stored, OpenRocksDb(DataDir()));
  auto store = std::make_shared<FaultyStore>(std::move(stored));
  Installation installation;
  installation.dev = true;
  installation.endpoints["WELFARE"] = "127.0.0.1:1";
  SKRANKE_ASSIGN_OR_RETURN(
      engine_, Engine::Open(options_, store, key_, std::move(installation), &clock_, &entropy_));
  store_ = std::move(store);
  if (engine_->snapshot()->installation().directory == nullptr) InstallTown();
  return absl::OkStatus();
}

void EngineFixture::Close() {
  engine_.reset();
  store_.reset();
}

void EngineFixture::InstallTown() {
  const auto office = *PrepareOffice(files_);
  EXPECT_THAT(AsSystem([office](const View& view, const Caller&, absl::Time now) {
                return JudgeApplyOffice(view, *office, false, now);
              }),
              IsOk());
}

Answer EngineFixture::Run(Command command) {
  Answer answer;
  command.done = [&answer](Answer done) { answer = std::move(done); };
  engine_->Submit(std::move(command));
  engine_->Step();
  return answer;
}

absl::Status EngineFixture::AsSystem(Judge judge) {
  Command command;
  command.system = true;
  command.method = "system/Test";
  command.judge = std::move(judge);
  return Run(std::move(command)).status;
}

v1::Case EngineFixture::Register(const v1::RegisterCaseRequest& request) {
  const auto response = Do<v1::RegisterCaseResponse>("clerk", request);
  EXPECT_THAT(response, IsOk()) << request.task();
  return response.ok() ? response->citizen_case() : v1::Case();
}

absl::Status EngineFixture::VerifyViewsNow() {
  SKRANKE_ASSIGN_OR_RETURN(const auto scratch,
                           OpenRocksDb(dir_.Path(absl::StrCat("scratch-", ++scratches_))));
  return VerifyViews(*store_, *scratch, *key_);
}

void EngineFixture::Tamper(const std::function<void(const StoreSnapshot&, Batch&)>& change) {
  Close();
  const auto store = *OpenRocksDb(DataDir());
  Batch batch;
  change(*store->Snapshot(), batch);
  ASSERT_THAT(store->Commit(batch, *store->TakeOver()), IsOk());
}

const Method& EngineFixture::Row(const std::string& name) const {
  for (const Method& method : methods_) {
    if (method.full_name == name) return method;
  }
  ADD_FAILURE() << "no method " << name;
  return methods_.front();
}

}  // namespace skranke
