#include "tools/skranke/importer.h"

#include <algorithm>
#include <utility>

#include "libs/rpc/client/channel.h"
#include "tools/skranke/retry_pause.h"

namespace skranke {
namespace {

// How long a single try may take; the importer's own patience is longer.
constexpr absl::Duration kTryTimeout = absl::Seconds(30);
constexpr char kRegisterCase[] = "/skranke.v1.FrontDeskService/RegisterCase";
constexpr char kRegisterCases[] = "/skranke.v1.FrontDeskService/RegisterCases";
// How often the progress moves.
constexpr absl::Duration kTick = absl::Milliseconds(100);
// Calls that share a connection: servers commonly allow 100 streams on one (RFC 9113, 6.5.2).
constexpr int kCallsPerChannel = 64;

std::vector<std::shared_ptr<grpc::Channel>> MakeChannels(const ImporterSettings& settings) {
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  // The importer retries by itself.
  for (int calls = 0; calls < settings.in_flight; calls += kCallsPerChannel) {
    channels.push_back(MakeChannel(settings.server, {.retry = false}));
  }
  return channels;
}

bool ByLine(const RejectedRow& a, const RejectedRow& b) { return a.line < b.line; }

}  // namespace

Importer::Importer(const ImportMap& map, absl::Span<const CsvRow> rows,
                   const ImporterSettings& settings, const Clock& clock)
    : map_(map),
      rows_(rows),
      options_{.caller = settings.caller, .timeout = kTryTimeout},
      clock_(clock),
      lanes_(static_cast<size_t>(settings.in_flight)),
      entropy_(std::random_device()()),
      caller_(MakeChannels(settings)),
      registrations_(MakeChannel(settings.server, {.retry = false}), kRegisterCases,
                     {.caller = settings.caller}) {}

ImportReport Importer::Run(ImportProgress& progress) {
  const absl::Duration start = clock_.Monotonic();
  {
    MutexLock lock(&mutex_);
    open_lanes_ = lanes_.size();
  }
  for (Lane& lane : lanes_) Drive(lane);
  for (bool open = true; open;) {
    std::vector<Lane*> due;
    size_t done = 0;
    {
      MutexLock lock(&mutex_);
      due = WaitForDue();
      done = done_;
      open = open_lanes_ > 0;
    }
    for (Lane* lane : due) Send(*lane);
    progress.Show(done, clock_.Monotonic() - start);
  }
  ImportReport report = Report(clock_.Monotonic() - start);
  progress.End(static_cast<size_t>(report.read), report.took);
  return report;
}

// Waits a tick at most; the lanes whose pause is over, or all of them once the import has stopped.
std::vector<Importer::Lane*> Importer::WaitForDue() {
  if (open_lanes_ > 0) changed_.WaitFor(&mutex_, kTick);
  const auto end = report_.stopped.ok() ? due_.upper_bound(clock_.Monotonic()) : due_.end();
  std::vector<Lane*> due;
  for (auto entry = due_.begin(); entry != end; ++entry) due.push_back(entry->second);
  due_.erase(due_.begin(), end);
  return due;
}

// Goes on with a lane until a call is in flight or no row is left.
void Importer::Drive(Lane& lane) {
  do {
    if (!lane.chain && !StartRow(lane)) return;
  } while (!StartCall(lane));
}

bool Importer::StartRow(Lane& lane) {
  MutexLock lock(&mutex_);
  if (next_row_ == rows_.size() || !report_.stopped.ok()) {
    --open_lanes_;
    changed_.Signal();
    return false;
  }
  lane.row = &rows_[next_row_++];
  ++report_.read;
  lane.chain.emplace(map_, *lane.row);
  return true;
}

// False where the row has ended instead.
bool Importer::StartCall(Lane& lane) {
  auto call = lane.chain->Next();
  if (!call.ok()) Reject(lane, call.status());
  if (!call.ok() || !*call) {
    EndRow(lane);
    return false;
  }
  lane.call = **std::move(call);
  lane.failures = 0;
  Send(lane);
  return true;
}

void Importer::Send(Lane& lane) {
  const auto done = [this, &lane](const absl::StatusOr<CallReply>& reply) {
    Answered(lane, reply);
  };
  if (lane.call.method == kRegisterCase) {
    registrations_.Start(lane.call.request_id, lane.call.request, done);
  } else {
    caller_.Start(lane.call.method, lane.call.request, options_, done);
  }
}

void Importer::Answered(Lane& lane, const absl::StatusOr<CallReply>& reply) {
  if (HelpsToTryAgain(reply.status()) && TryLater(lane, reply.status())) return;
  const absl::Status status = lane.chain->Take(reply);
  if (!status.ok()) {
    Reject(lane, status);
    EndRow(lane);
  }
  Drive(lane);
}

// False where patience has ended: then the whole import stops, for every row would end so.
bool Importer::TryLater(Lane& lane, const absl::Status& status) {
  const absl::Duration now = clock_.Monotonic();
  if (lane.failures++ == 0) lane.first_failure = now;
  MutexLock lock(&mutex_);
  if (now - lane.first_failure >= kRetryPatience) report_.stopped = status;
  if (!report_.stopped.ok()) return false;
  const double jitter = std::uniform_real_distribution<double>()(entropy_);
  due_.emplace(now + RetryPause(lane.failures, jitter), &lane);
  changed_.Signal();
  return true;
}

void Importer::Reject(Lane& lane, const absl::Status& status) {
  const std::string reason = RejectionText(lane.chain->step_name(), status);
  MutexLock lock(&mutex_);
  report_.rejected.push_back({lane.row->line, reason});
}

void Importer::EndRow(Lane& lane) {
  const RegisterOutcome outcome = lane.chain->outcome();
  lane.chain.reset();
  MutexLock lock(&mutex_);
  ++done_;
  if (outcome == RegisterOutcome::kRegistered) ++report_.registered;
  if (outcome == RegisterOutcome::kDuplicate) ++report_.duplicates;
}

ImportReport Importer::Report(absl::Duration took) {
  MutexLock lock(&mutex_);
  report_.took = took;
  std::sort(report_.rejected.begin(), report_.rejected.end(), ByLine);
  return report_;
}

}  // namespace skranke
