#include "tests/faults/unsynced_office.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/engine/recovery.h"
#include "libs/engine/replay.h"
#include "libs/rpc/client/call.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agencydesk/methods.h"
#include "services/directorydesk/methods.h"
#include "services/frontdesk/methods.h"
#include "services/supervision/methods.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

constexpr char kDataDir[] = "/office/data";
constexpr int kClients = 4;
// What is kept of what was checked before, and how many of those are asked for at each check.
constexpr size_t kOlderMax = 500;
constexpr int kOlderChecked = 4;
// A power cut comes within so many operations of the disk: a start has some 60, a commit two.
constexpr uint64_t kCutWithin = 160;
constexpr int kStepsMax = 24;
// One check in so many reads everything.
constexpr uint64_t kDeepEvery = 16;

std::vector<Method> AllMethods() {
  std::vector<Method> all = FrontDeskMethods();
  for (const auto& part : {AgencyDeskMethods(), SupervisionMethods(), DirectoryMethods()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

absl::Status Finding(const char* reason, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

absl::Status Finding(const char* reason, const Attempt& attempt, absl::string_view what) {
  return Finding(reason, absl::StrCat(attempt.method, " ", attempt.request_id, " ", what));
}

// A day on which the list of deploy/offices/nordvik is in force: 2026-06-01.
constexpr int64_t kDay = 1'780'300'800;

// So little log that it is flushed every few commits, and tables are merged every few flushes.
RocksDbOptions OptionsOn(LossyDisk& disk) {
  return {.block_cache_bytes = size_t{4} << 20,
          .wal_bytes = size_t{64} << 10,
          .environment = disk.Environment()};
}

}  // namespace

UnsyncedOffice::UnsyncedOffice(std::shared_ptr<const PreparedOffice> office, std::string head_file,
                               uint64_t seed, LossyDisk::Lie lie)
    : office_(std::move(office)),
      methods_(AllMethods()),
      key_(std::make_shared<const InstallationKey>(
          *InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k')))),
      chance_(seed),
      entropy_(~seed),
      clock_(absl::FromUnixSeconds(kDay)),
      disk_(lie),
      head_file_(std::move(head_file)) {
  for (int i = 0; i < kClients; ++i) clients_.push_back({.journey = Journey(i, chance_.Next())});
}

UnsyncedOffice::~UnsyncedOffice() { LosePower(); }

absl::Status UnsyncedOffice::Cycle() {
  // Early: while starting. Late: while working. Never: at rest, with everything answered.
  if (chance_.Next() % 8 != 0) disk_.CutAfter(1 + chance_.Next() % kCutWithin);
  SKRANKE_RETURN_IF_ERROR(Start());
  if (!disk_.is_cut() && chance_.Next() % 4 != 0) SKRANKE_RETURN_IF_ERROR(Check());
  if (!disk_.is_cut()) {
    SKRANKE_RETURN_IF_ERROR(Work(static_cast<int>(chance_.Next() % kStepsMax)));
  }
  LosePower();
  return absl::OkStatus();
}

absl::Status UnsyncedOffice::CheckAll() {
  SKRANKE_RETURN_IF_ERROR(Start());
  SKRANKE_RETURN_IF_ERROR(Check());
  SKRANKE_RETURN_IF_ERROR(CheckDeep());
  LosePower();
  return absl::OkStatus();
}

void UnsyncedOffice::LosePower() {
  head_file_.Remember();
  disk_.CutAfter(1);
  engine_.reset();
  store_.reset();
  disk_.Restart(chance_.Next());
  head_file_.Restart(chance_.Next());
  ++cuts_;
}

// What fails without power is no finding, whatever it says.
bool UnsyncedOffice::IsCutOff(const absl::Status& status) const {
  return !status.ok() && disk_.is_cut();
}

absl::Status UnsyncedOffice::Start() {
  const absl::Status started = StartEngine();
  if (started.ok() || IsCutOff(started)) return absl::OkStatus();
  return Finding(kServerFailed, absl::StrCat("the start is refused: ", started.ToString()));
}

absl::Status UnsyncedOffice::StartEngine() {
  SKRANKE_ASSIGN_OR_RETURN(store_, OpenRocksDb(kDataDir, OptionsOn(disk_)));
  SKRANKE_RETURN_IF_ERROR(CheckHeadFile());
  Installation installation;
  installation.dev = true;
  SKRANKE_ASSIGN_OR_RETURN(engine_, Engine::Open({.head_file = head_file_.path()}, store_, key_,
                                                 std::move(installation), &clock_, &entropy_));
  head_file_.Started(clock_.Monotonic());
  return engine_->snapshot()->installation().directory == nullptr ? Install() : absl::OkStatus();
}

// As skranked does: HEAD_FILE_MISSING.
absl::Status UnsyncedOffice::CheckHeadFile() const {
  SKRANKE_ASSIGN_OR_RETURN(const auto filed, HeadFile::Read(head_file_.path()));
  SKRANKE_ASSIGN_OR_RETURN(const auto head, ReadHead(*store_->Snapshot()));
  if (filed || !head || head->position() == 0) return absl::OkStatus();
  return absl::FailedPreconditionError("the head file is missing beside a filled data directory");
}

absl::Status UnsyncedOffice::Install() {
  Command command;
  command.system = true;
  command.method = "/skranke.v1.DirectoryService/ApplyOffice";
  command.judge = [office = office_](const View& view, const Caller&, absl::Time now) {
    return JudgeApplyOffice(view, *office, /*dry_run=*/false, now);
  };
  std::vector<Command> commands;
  commands.push_back(std::move(command));
  return Run(std::move(commands))[0].status;
}

std::vector<Answer> UnsyncedOffice::Run(std::vector<Command> commands) {
  std::vector<Answer> answers(commands.size());
  for (size_t i = 0; i < commands.size(); ++i) {
    commands[i].done = [&answers, i](Answer answer) { answers[i] = std::move(answer); };
    engine_->Submit(std::move(commands[i]));
  }
  head_file_.BeforeStep(clock_.Monotonic());
  while (engine_->Step()) {
  }
  return answers;
}

absl::StatusOr<Command> UnsyncedOffice::CommandOf(const Attempt& attempt) const {
  for (const Method& method : methods_) {
    if (method.full_name != attempt.method || !method.mutation) continue;
    SKRANKE_ASSIGN_OR_RETURN(Command command, method.mutation(attempt.request));
    command.caller = attempt.caller;
    return command;
  }
  return absl::InternalError(absl::StrCat("no method ", attempt.method));
}

absl::Status UnsyncedOffice::Work(int steps) {
  for (int i = 0; i < steps && !disk_.is_cut(); ++i) {
    clock_.Advance(absl::Milliseconds(chance_.Next() % 400));
    for (Client& client : clients_) {
      if (!client.pending && chance_.Next() % 2 == 0) client.pending = client.journey.Next();
    }
    SKRANKE_RETURN_IF_ERROR(SendPending());
    if (chance_.Next() % 32 != 0) continue;
    const absl::Status flushed = store_->Flush();
    if (!flushed.ok() && !IsCutOff(flushed)) return flushed;
  }
  return absl::OkStatus();
}

absl::Status UnsyncedOffice::SendPending() {
  std::vector<Client*> senders;
  std::vector<Command> commands;
  for (Client& client : clients_) {
    if (!client.pending) continue;
    SKRANKE_ASSIGN_OR_RETURN(Command command, CommandOf(*client.pending));
    commands.push_back(std::move(command));
    senders.push_back(&client);
  }
  const std::vector<Answer> answers = Run(std::move(commands));
  for (size_t i = 0; i < answers.size(); ++i) {
    SKRANKE_RETURN_IF_ERROR(Keep(*senders[i], answers[i]));
  }
  return absl::OkStatus();
}

absl::Status UnsyncedOffice::Keep(Client& client, const Answer& answer) {
  if (IsCutOff(answer.status)) return absl::OkStatus();
  if (!answer.status.ok()) {
    return Finding(kRefusedWrongly, *client.pending,
                   absl::StrCat("was refused: ", answer.status.ToString()));
  }
  // The replies of all verbs of a journey have the case as their field 1.
  v1::RegisterCaseResponse response;
  response.ParseFromString(answer.reply);
  client.journey.Reached(std::move(*response.mutable_citizen_case()));
  if (client.pending->registers) ++registered_;
  ++acknowledged_;
  recent_.push_back({*std::exchange(client.pending, std::nullopt), Sha256(answer.reply)});
  return absl::OkStatus();
}

absl::Status UnsyncedOffice::Check() {
  for (const Acknowledged& kept : recent_) SKRANKE_RETURN_IF_ERROR(CheckReplay(kept));
  for (int i = 0; i < kOlderChecked && !older_.empty(); ++i) {
    SKRANKE_RETURN_IF_ERROR(CheckReplay(older_[chance_.Next() % older_.size()]));
  }
  if (disk_.is_cut()) return absl::OkStatus();
  const std::vector<Client> before = clients_;
  SKRANKE_RETURN_IF_ERROR(SendPending());
  for (const Client& client : before) {
    if (client.pending && client.pending->has_reference && !disk_.is_cut()) {
      SKRANKE_RETURN_IF_ERROR(CheckReferenceTaken(*client.pending));
    }
  }
  if (disk_.is_cut()) return absl::OkStatus();
  SKRANKE_RETURN_IF_ERROR(CheckCount());
  for (Acknowledged& kept : recent_) {
    if (older_.size() < kOlderMax)
      older_.push_back(std::move(kept));
    else
      older_[chance_.Next() % kOlderMax] = std::move(kept);
  }
  recent_.clear();
  return chance_.Next() % kDeepEvery == 0 ? CheckDeep() : absl::OkStatus();
}

absl::Status UnsyncedOffice::CheckReplay(const Acknowledged& kept) {
  std::vector<Command> commands(1);
  SKRANKE_ASSIGN_OR_RETURN(commands[0], CommandOf(kept.attempt));
  const Answer answer = Run(std::move(commands))[0];
  if (IsCutOff(answer.status)) return absl::OkStatus();
  if (!answer.status.ok()) {
    return Finding(kLost, kept.attempt,
                   absl::StrCat("was acknowledged and is refused: ", answer.status.ToString()));
  }
  if (!answer.replayed) return Finding(kLost, kept.attempt, "was acknowledged and is done anew");
  if (Sha256(answer.reply) == kept.reply_hash) return absl::OkStatus();
  return Finding(kLost, kept.attempt, "was acknowledged with other bytes");
}

// What had no answer, and has one now, happened once.
absl::Status UnsyncedOffice::CheckReferenceTaken(const Attempt& attempt) {
  v1::RegisterCaseRequest request;
  request.ParseFromString(attempt.request);
  request.set_request_id(absl::StrCat(attempt.request_id, "-again"));
  Attempt again = attempt;
  again.request = request.SerializeAsString();
  std::vector<Command> commands(1);
  SKRANKE_ASSIGN_OR_RETURN(commands[0], CommandOf(again));
  const Answer answer = Run(std::move(commands))[0];
  if (answer.status.ok()) return Finding(kDoubled, attempt, "was registered under two request ids");
  const bool expected = ReasonOf(answer.status) == "EXTERNAL_REFERENCE_TAKEN";
  if (expected || IsCutOff(answer.status)) return absl::OkStatus();
  return Finding(kRefusedWrongly, attempt, answer.status.ToString());
}

absl::StatusOr<std::string> UnsyncedOffice::Ask(const std::string& method,
                                                const std::string& request) const {
  const auto snapshot = engine_->snapshot();
  SKRANKE_ASSIGN_OR_RETURN(const Caller caller,
                           ResolveCaller(*snapshot->installation().directory, "supervisor"));
  for (const Method& row : methods_) {
    if (row.full_name == method && row.query) return row.query(*snapshot, caller, request);
  }
  return absl::InternalError(absl::StrCat("no method ", method));
}

absl::Status UnsyncedOffice::CheckCount() {
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes,
                           Ask("/skranke.v1.SupervisionService/GetStatistics", ""));
  v1::GetStatisticsResponse statistics;
  statistics.ParseFromString(bytes);
  const auto stored = static_cast<uint64_t>(statistics.case_count());
  if (stored == registered_) return absl::OkStatus();
  return Finding(
      stored > registered_ ? kDoubled : kLost,
      absl::StrCat(registered_, " cases were registered, the statistics count ", stored));
}

absl::Status UnsyncedOffice::CheckDeep() {
  LossyDisk memory;
  SKRANKE_ASSIGN_OR_RETURN(const auto scratch, OpenRocksDb("/scratch", OptionsOn(memory)));
  absl::Status whole = VerifyLog(*store_->Snapshot()).status();
  if (whole.ok()) whole = VerifyViews(*store_, *scratch, *key_);
  if (whole.ok()) whole = store_->Verify();
  if (whole.ok() || IsCutOff(whole)) return absl::OkStatus();
  return Finding(kLost, whole.ToString());
}

void UnsyncedOffice::SaveTo(const std::string& dir) const {
  disk_.SaveTo(dir).IgnoreError();
  std::error_code error;
  std::filesystem::copy_file(head_file_.path(), dir + kDataDir + ".head",
                             std::filesystem::copy_options::overwrite_existing, error);
}

}  // namespace skranke
