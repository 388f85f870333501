#include "tests/faults/campaign.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/channel.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

absl::Status Finding(const char* reason, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

// A number no desk of a campaign has.
constexpr uint64_t kUnknownDesk = 39;

}  // namespace

Campaign::Campaign(CampaignOptions options) : options_(std::move(options)), chance_(options_.seed) {
  for (int i = 0; i < options_.desks; ++i) {
    desks_.push_back(std::make_unique<Desk>(i, chance_.Next()));
    if (options_.disk_may_fill) desks_.back()->set_disk_may_fill();
  }
}

std::string Campaign::data_dir() const { return absl::StrCat(options_.dir, "/data"); }
std::string Campaign::head_file() const { return absl::StrCat(data_dir(), ".head"); }
std::string Campaign::LogFile() const { return absl::StrCat(options_.dir, "/skranked.log"); }

std::vector<std::string> Campaign::ServeFlags() const {
  std::vector<std::string> flags = {absl::StrCat("--data_dir=", data_dir()),
                                    absl::StrCat("--office=", options_.office),
                                    "--listen=127.0.0.1:0", "--dev"};
  if (accept_head_) flags.push_back("--accept_head");
  return flags;
}

// Recovery is killed, too; what it leaves must start again.
absl::Status Campaign::KillAtStart() {
  SKRANKE_ASSIGN_OR_RETURN(auto server,
                           DoomedServer::Spawn(options_.skranked, ServeFlags(), LogFile()));
  absl::SleepFor(absl::Milliseconds(1 + chance_.Next() % 150));
  server->Kill();
  return absl::OkStatus();
}

absl::Status Campaign::Start() {
  SKRANKE_ASSIGN_OR_RETURN(server_,
                           DoomedServer::Spawn(options_.skranked, ServeFlags(), LogFile()));
  SKRANKE_ASSIGN_OR_RETURN(address_, server_->AwaitReady());
  return absl::OkStatus();
}

absl::Status Campaign::Everywhere(const std::function<absl::Status(Desk&, grpc::Channel&)>& act) {
  std::vector<absl::Status> results(desks_.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < desks_.size(); ++i) {
    threads.emplace_back([&, i] {
      const auto channel = MakeChannel(address_, {.retry = false});
      results[i] = act(*desks_[i], *channel);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) SKRANKE_RETURN_IF_ERROR(result);
  return absl::OkStatus();
}

absl::Status Campaign::CountAlso(std::vector<std::string> names) {
  for (std::string& name : names) {
    const auto [at, is_new] = cases_.insert(std::move(name));
    if (!is_new) return Finding(kLost, absl::StrCat(*at, " was given to two registrations"));
  }
  return absl::OkStatus();
}

absl::Status Campaign::CountCases() {
  for (const auto& desk : desks_) {
    SKRANKE_RETURN_IF_ERROR(CountAlso(desk->TakeRegistered()));
  }
  return absl::OkStatus();
}

absl::Status Campaign::CheckCount() {
  SKRANKE_RETURN_IF_ERROR(CountCases());
  const auto channel = MakeChannel(address_, {.retry = false});
  SKRANKE_ASSIGN_OR_RETURN(
      const auto statistics,
      Call<v1::GetStatisticsResponse>(*channel, "/skranke.v1.SupervisionService/GetStatistics",
                                      v1::GetStatisticsRequest(), {.caller = "supervisor"}));
  const auto stored = static_cast<size_t>(statistics.case_count());
  if (stored == cases_.size()) return absl::OkStatus();
  return Finding(
      stored > cases_.size() ? kDoubled : kLost,
      absl::StrCat(cases_.size(), " cases were registered, the statistics count ", stored));
}

absl::Status Campaign::Check() {
  // Before anything new is written: what is lost shows as what it is.
  SKRANKE_RETURN_IF_ERROR(
      Everywhere([](Desk& desk, grpc::Channel& channel) { return desk.CheckReplays(channel); }));
  SKRANKE_RETURN_IF_ERROR(
      Everywhere([](Desk& desk, grpc::Channel& channel) { return desk.Settle(channel); }));
  return CheckCount();
}

absl::Status Campaign::LoadUntilKilled(absl::Duration after) {
  return LoadDuring([after](DoomedServer&) {
    absl::SleepFor(after);
    return absl::OkStatus();
  });
}

absl::Status Campaign::LoadThenKillAtRest(absl::Duration load) {
  const absl::Time until = absl::Now() + load;
  const absl::Status worked = Everywhere([until](Desk& desk, grpc::Channel& channel) {
    SKRANKE_RETURN_IF_ERROR(desk.Work(channel, until));
    return desk.Settle(channel);
  });
  server_->Kill();
  SKRANKE_RETURN_IF_ERROR(worked);
  return CountCases();
}

absl::Status Campaign::LoadDuring(const std::function<absl::Status(DoomedServer& server)>& act) {
  absl::Status result;
  std::thread load([&] {
    result = Everywhere([](Desk& desk, grpc::Channel& channel) { return desk.Work(channel); });
  });
  const absl::Status acted = act(*server_);
  // Here, because the server must not outlive the thread that started it.
  server_->Kill();
  load.join();
  SKRANKE_RETURN_IF_ERROR(acted);
  return result;
}

absl::Status Campaign::Cycle() {
  if (chance_.Next() % 10 == 0) SKRANKE_RETURN_IF_ERROR(KillAtStart());
  SKRANKE_RETURN_IF_ERROR(Start());
  if (chance_.Next() % 4 != 0) SKRANKE_RETURN_IF_ERROR(Check());
  return LoadUntilKilled(absl::Milliseconds(50 + chance_.Next() % 351));
}

absl::Status Campaign::CheckAtRest() {
  SKRANKE_RETURN_IF_ERROR(Start());
  SKRANKE_RETURN_IF_ERROR(Check());
  // What the first check has settled is checked by the second.
  SKRANKE_RETURN_IF_ERROR(Check());
  const int code = server_->Drain();
  if (code == 0) return absl::OkStatus();
  return Finding(kServerFailed,
                 absl::StrCat("SIGTERM ended with ", code, ": ", server_->EndOfLog()));
}

absl::Status Campaign::Verify() {
  SKRANKE_ASSIGN_OR_RETURN(
      auto server,
      DoomedServer::Spawn(options_.skranked, {"--verify", absl::StrCat("--data_dir=", data_dir())},
                          LogFile()));
  const int code = server->AwaitEnd();
  if (code == 0) return absl::OkStatus();
  return Finding(kServerFailed,
                 absl::StrCat("--verify ended with ", code, ": ", server->EndOfLog()));
}

absl::Status Campaign::RegisterUnknown() {
  const Attempt attempt = Journey(kUnknownDesk, options_.seed).Next();
  const auto channel = MakeChannel(address_, {.retry = false});
  return CallBytes(*channel, attempt.method, attempt.request, {.caller = attempt.caller}).status();
}

std::vector<Acknowledged> Campaign::Kept() const {
  std::vector<Acknowledged> kept;
  for (const auto& desk : desks_) {
    kept.insert(kept.end(), desk->older().begin(), desk->older().end());
    kept.insert(kept.end(), desk->recent().begin(), desk->recent().end());
  }
  return kept;
}

std::vector<std::string> Campaign::CaseNames() const {
  std::vector<std::string> names(cases_.begin(), cases_.end());
  std::sort(names.begin(), names.end());
  return names;
}

uint64_t Campaign::acknowledged() const {
  uint64_t sum = 0;
  for (const auto& desk : desks_) sum += desk->acknowledged();
  return sum;
}

uint64_t Campaign::retried() const {
  uint64_t sum = 0;
  for (const auto& desk : desks_) sum += desk->retried();
  return sum;
}

uint64_t Campaign::unchecked() const {
  uint64_t sum = 0;
  for (const auto& desk : desks_) sum += desk->recent().size();
  return sum;
}

}  // namespace skranke
