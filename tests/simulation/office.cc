#include "tests/simulation/office.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "libs/access/case_access.h"
#include "libs/base/files.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agencydesk/methods.h"
#include "services/directorydesk/prepared_office.h"
#include "services/frontdesk/methods.h"
#include "services/supervision/gap_desk.h"
#include "services/supervision/methods.h"
#include "services/supervision/outage_desk.h"
#include "tests/office/town_package.h"
#include "tests/simulation/requests.h"

namespace skranke {
namespace {

// How long the office lies down after a crash.
constexpr absl::Duration kShortestAway = absl::Milliseconds(20);
constexpr absl::Duration kLongestAway = absl::Seconds(20);
// Timers look again after this, where what is due was refused.
constexpr absl::Duration kTimerLook = absl::Seconds(1);
// Lies before the office that loses commits has to be caught.
constexpr int kLiePermille = 20;
constexpr int kTamperPermille = 300;

// Without a gap finder: nobody here asks for gaps.
std::vector<Method> Methods(Reconciliations* reconciliations) {
  std::vector<Method> all = FrontDeskMethods();
  for (const auto& part : {AgencyDeskMethods(), ClockMethods(), SupervisionMethods(),
                           OutageMethods(), GapMethods(nullptr, reconciliations)}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

std::shared_ptr<const InstallationKey> TestKey() {
  return std::make_shared<const InstallationKey>(
      InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k')).value());
}

std::string DataIn(const std::string& dir) { return absl::StrCat(dir, "/data"); }
std::string HeadIn(const std::string& dir) { return absl::StrCat(dir, "/head"); }

}  // namespace

absl::Status SimulatedOffice::Install(const std::string& dir, absl::Time now) {
  FakeClock clock(now);
  SeededEntropy entropy(1);
  SKRANKE_ASSIGN_OR_RETURN(std::shared_ptr<Store> store, OpenRocksDb(DataIn(dir)));
  SKRANKE_ASSIGN_OR_RETURN(const auto engine,
                           Engine::Open({.head_file = HeadIn(dir)}, std::move(store), TestKey(),
                                        Installation{.dev = true}, &clock, &entropy));
  SKRANKE_ASSIGN_OR_RETURN(const auto town, PrepareOffice(TownPackage()));
  absl::Status installed;
  Command command;
  command.system = true;
  command.method = "system/Install";
  command.judge = [town](const View& view, const Caller&, absl::Time at) {
    return JudgeApplyOffice(view, *town, /*dry_run=*/false, at);
  };
  command.done = [&installed](const Answer& answer) { installed = answer.status; };
  engine->Submit(std::move(command));
  engine->Step();
  return installed;
}

SimulatedOffice::SimulatedOffice(OfficeSettings settings, Agenda* agenda, History* history,
                                 DialAgency dial)
    : settings_(std::move(settings)),
      agenda_(agenda),
      history_(history),
      dial_(std::move(dial)),
      reconciliations_(&agenda_->clock()),
      methods_(Methods(&reconciliations_)),
      key_(TestKey()),
      chance_(settings_.seed),
      entropy_(chance_.Next()),
      jitter_(chance_.Next()) {}

SimulatedOffice::~SimulatedOffice() { Close(); }

absl::Status SimulatedOffice::Open() {
  ++life_;
  SKRANKE_ASSIGN_OR_RETURN(auto stored,
                           OpenRocksDb(DataIn(settings_.dir), {.wal_bytes = settings_.wal_bytes}));
  store_ = std::make_shared<MortalStore>(std::move(stored), settings_.bite, &chance_, &watch_);
  store_->set_free_bytes(free_bytes_);
  Installation installation{.dev = true};
  installation.endpoints.insert(settings_.endpoints.begin(), settings_.endpoints.end());
  SKRANKE_ASSIGN_OR_RETURN(engine_,
                           Engine::Open({.head_file = HeadIn(settings_.dir)}, store_, key_,
                                        std::move(installation), &agenda_->clock(), &entropy_));
  bell_ = std::make_shared<Bell>();
  forwarder_ = std::make_unique<Forwarder>(
      engine_.get(), [this] { return jitter_.Next(); }, bell_, ForwarderOptions(), dial_);
  timers_ = std::make_unique<Timers>(engine_.get(), bell_);
  outages_ = std::make_unique<OutageWatch>(engine_.get(), forwarder_.get(), bell_);
  next_tick_ = absl::InfiniteFuture();
  history_->Note(agenda_->now(),
                 absl::StrCat("the office is up at position ", engine_->snapshot()->position()));
  Ring();
  return absl::OkStatus();
}

void SimulatedOffice::Close() {
  ++life_;
  old_snapshot_.reset();
  outages_.reset();
  forwarder_.reset();
  timers_.reset();
  // What still waits is judged by the destructor, but neither stored nor answered.
  if (store_ != nullptr) store_->Die();
  engine_.reset();
  store_.reset();
}

void SimulatedOffice::Crash() {
  if (!up()) return;
  history_->Note(agenda_->now(), "the office crashes");
  ++crashes_;
  const bool lied = store_->lies();
  Close();
  if (lied) failure_.Update(WriteFileDurably(HeadIn(settings_.dir), head_before_lie_));
  agenda_->In(chance_.Between(kShortestAway, kLongestAway), [this] {
    if (!up()) failure_.Update(Open());
  });
}

void SimulatedOffice::Doom(int commits, Fate fate) {
  if (up()) store_->Doom(commits, fate);
}

void SimulatedOffice::SetFreeBytes(uint64_t bytes) {
  free_bytes_ = bytes;
  if (up()) store_->set_free_bytes(bytes);
}

const Method* SimulatedOffice::FindMethod(const std::string& name) const {
  const auto found = std::find_if(methods_.begin(), methods_.end(),
                                  [&](const Method& method) { return method.full_name == name; });
  return found == methods_.end() ? nullptr : &*found;
}

void SimulatedOffice::Call(const std::string& caller, const std::string& method,
                           const std::string& bytes, absl::Time deadline, Done done) {
  const Method* row = FindMethod(method);
  if (row == nullptr) return done({.status = absl::UnimplementedError(method)});
  if (row->mutation != nullptr) return Mutate(*row, caller, bytes, deadline, std::move(done));
  Query(*row, caller, bytes, done);
}

void SimulatedOffice::Mutate(const Method& method, const std::string& caller,
                             const std::string& bytes, absl::Time deadline, Done done) {
  auto command = method.mutation(Bitten(method, bytes));
  if (!command.ok()) return done({.status = command.status()});
  command->caller = caller;
  command->request_bytes = bytes;
  command->deadline = engine_->clock().Monotonic() + (deadline - engine_->clock().Now());
  command->done = [this, life = life_, done = std::move(done)](Answer answer) {
    if (life != life_ || store_->dead()) return;
    if (settings_.bite == Bite::kOtherBytes && answer.replayed) answer.reply += '\0';
    done(std::move(answer));
  };
  engine_->Submit(*std::move(command));
  WakeAt(agenda_->now() + chance_.Between(absl::ZeroDuration(), settings_.longest_step));
}

void SimulatedOffice::Query(const Method& method, const std::string& caller,
                            const std::string& bytes, const Done& done) {
  std::shared_ptr<const Snapshot> snapshot = engine_->snapshot();
  if (settings_.bite == Bite::kStaleRead) {
    if (old_snapshot_ == nullptr || !chance_.Happens(kTamperPermille)) old_snapshot_ = snapshot;
    snapshot = old_snapshot_;
  }
  Answer answer{.position = snapshot->position()};
  const auto known = ResolveCaller(*snapshot->installation().directory, caller);
  answer.status = known.status();
  if (answer.status.ok()) answer.status = MayInRole(*known, method.roles);
  if (answer.status.ok()) {
    auto reply = method.query(*snapshot, *known, bytes);
    answer.status = reply.status();
    if (reply.ok()) answer.reply = *std::move(reply);
  }
  done(std::move(answer));
}

std::string SimulatedOffice::Bitten(const Method& method, const std::string& bytes) const {
  const bool etag = settings_.bite == Bite::kEtagIgnored;
  if (!etag && settings_.bite != Bite::kTokenIgnored) return bytes;
  const auto request = NewRequest(method.full_name);
  request->ParseFromString(bytes);
  const auto* field = request->GetDescriptor()->FindFieldByName(etag ? "etag" : "token");
  const auto number = ParseCaseName(NameIn(*request), "name");
  if (field == nullptr || !number.ok()) return bytes;
  const auto citizen_case = engine_->snapshot()->FindCase(*number);
  if (!citizen_case.ok() || *citizen_case == nullptr) return bytes;
  const auto& c = **citizen_case;
  const uint64_t token = c.has_lease()             ? c.lease().token()
                         : c.handovers_size() == 0 ? 0
                                                   : c.handovers(c.handovers_size() - 1).token();
  const std::string now = etag ? EtagOf(c) : token == 0 ? "" : FormatToken(token);
  request->GetReflection()->SetString(request.get(), field, now);
  return request->SerializeAsString();
}

void SimulatedOffice::Ring() {
  if (up()) WakeAt(agenda_->now() + chance_.Between(absl::ZeroDuration(), settings_.longest_step));
}

void SimulatedOffice::WakeAt(absl::Time when) {
  if (when >= next_tick_) return;
  next_tick_ = when;
  agenda_->At(when, [this, life = life_, when] {
    if (life != life_ || when != next_tick_) return;
    next_tick_ = absl::InfiniteFuture();
    Tick();
  });
}

void SimulatedOffice::Tick() {
  const absl::Time now = agenda_->now();
  if (settings_.bite == Bite::kCommitLost && !store_->lies() && chance_.Happens(kLiePermille)) {
    head_before_lie_ = ReadFile(HeadIn(settings_.dir)).value_or("");
    store_->Lie();
    agenda_->In(settings_.longest_step, [this] { Crash(); });
  }
  absl::Time next = forwarder_->Step(now);
  timers_->Step(now);
  // It has something new to say only where the forwarder has: no time of its own to wait for.
  outages_->Step(now);
  const bool judged = engine_->Step();
  if (store_->dead() || !engine_->health().writer.ok()) return Crash();
  next = std::min(next, NextTimer());
  const bool rung = bell_->WaitFor(absl::ZeroDuration());
  if (judged || rung) next = now + chance_.Between(absl::Microseconds(100), settings_.longest_step);
  if (next < absl::InfiniteFuture()) WakeAt(std::max(next, now + absl::Microseconds(1)));
}

absl::Time SimulatedOffice::NextTimer() const {
  return std::max(watch_.FirstTimer(), agenda_->now() + kTimerLook);
}

}  // namespace skranke
