// peer_campaign: agencies that hang, answer by halves, do not read, reset or vanish, and clients
// that hang with open streams, while one agency and the counters go on. Nobody may wait for them,
// the office must end when it is told to, and when they come back every message must be there once.
//
// Exit 0 nothing found, 1 found (the seed and the data are left for you).
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "libs/vault/entropy.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/bench/synthetic_person.h"
#include "tests/faults/doomed_server.h"
#include "tests/faults/finding.h"
#include "tests/faults/harness.h"
#include "tests/faults/peer_agency.h"
#include "tests/faults/peer_clients.h"
#include "tests/faults/peer_socket.h"
#include "tests/faults/process_watch.h"

ABSL_FLAG(std::string, skranked, "build/bin/skranked", "The office; skranke-agency is beside it.");
ABSL_FLAG(std::string, office, "deploy/offices/nordvik", "Office package.");
ABSL_FLAG(int, count, 0, "Rounds; 0: 1, with SKRANKE_LONG=1 50.");
ABSL_FLAG(uint64_t, seed, 0, "Which persons come; 0: another each time.");
ABSL_FLAG(bool, teeth, false, "Break what is promised and see that it is found.");

namespace skranke {
namespace {

constexpr char kName[] = "peer_campaign";
// The agency that is never spoilt, and what is handed over to it at once.
constexpr char kGood[] = "NAV";
// Cases for each agency while it is away: more than may be under way to one.
constexpr int kCases = 12;
// Cases of the good agency before and meanwhile, one after the other.
constexpr int kTimed = 20;
constexpr int kClients = 5;
// How much longer the good agency and the counter may take than before. Other programs are on the
// machine: what it really is, is printed.
constexpr double kSlowerMax = 10;
// Longer than anything here takes; what has not come by then never comes. The longest pause of the
// forwarder and of an agency is a minute.
constexpr absl::Duration kPatience = absl::Seconds(150);
// Of one message to an agency that is there.
constexpr absl::Duration kPatienceOfGood = absl::Seconds(5);
// What the office holds for agencies and clients that hang.
constexpr uint64_t kMoreThreadsMax = 32;
constexpr uint64_t kGrowthMaxMib = 100;

struct Errand {
  const char* agency;
  const char* task;
  Line fault = Line::kOpen;
};

constexpr Errand kErrands[] = {{kGood, "nav_alderspensjon"},
                               {"POLITI", "politi_adressesperre", Line::kSilent},
                               {"SOSIAL", "sosial_gjeldsradgivning", Line::kHalf},
                               {"HELSE", "helse_hjemmesykepleie", Line::kDeaf},
                               {"SKATT", "skatt_betalingsutsettelse", Line::kReset},
                               {"KOMMUNE", "bolig_kommunal_bolig"}};

// The agency whose process is frozen or killed, and one of those that come back while the office
// runs; the others come back after it was restarted.
constexpr char kVanishing[] = "KOMMUNE";
constexpr char kResetting[] = "SKATT";

struct Plan {
  // The vanishing agency is killed, else frozen.
  bool kills = false;
  // Only the vanishing agency is spoilt, and the office goes on running: for teeth.
  bool only_vanishing = false;
  // Promises broken on purpose.
  bool good_is_silent = false;
  bool inbox_lost = false;
  bool office_hangs = false;
};

absl::Status Finding(const char* reason, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

struct Pace {
  std::vector<double> register_ms;
  std::vector<double> begun_ms;
};

class Round {
 public:
  Round(std::string dir, uint64_t seed, Plan plan)
      : dir_(std::move(dir)), plan_(plan), next_person_(seed % 1'000'000) {}

  absl::Status Run() {
    SKRANKE_RETURN_IF_ERROR(StartAll());
    SKRANKE_ASSIGN_OR_RETURN(const Pace before, Time(/*also_others=*/false));
    SKRANKE_RETURN_IF_ERROR(Meanwhile(before));
    SKRANKE_RETURN_IF_ERROR(HealInProcess());
    if (!plan_.only_vanishing) SKRANKE_RETURN_IF_ERROR(RestartAndHeal());
    SKRANKE_RETURN_IF_ERROR(AwaitAll());
    return CheckOnce();
  }

 private:
  absl::Status StartAll() {
    std::filesystem::create_directories(dir_);
    for (const Errand& errand : kErrands) {
      SKRANKE_ASSIGN_OR_RETURN(
          agencies_[errand.agency],
          PeerAgency::Make(errand.agency, absl::StrCat(dir_, "/", errand.agency)));
    }
    // The same at every start, so that agencies find the office again.
    const int free = ListenOnLoopback();
    address_ = absl::StrCat("127.0.0.1:", PortOf(free));
    Reset(free);
    SKRANKE_RETURN_IF_ERROR(StartOffice());
    for (auto& [code, agency] : agencies_) SKRANKE_RETURN_IF_ERROR(StartAgency(*agency));
    return absl::OkStatus();
  }

  absl::Status StartOffice() {
    std::vector<std::string> flags = {absl::StrCat("--data_dir=", dir_, "/data"),
                                      absl::StrCat("--office=", absl::GetFlag(FLAGS_office)),
                                      absl::StrCat("--listen=", address_), "--dev"};
    for (const auto& [code, agency] : agencies_) {
      flags.push_back(absl::StrCat("--agency_endpoint=", code, "=", agency->address()));
    }
    SKRANKE_ASSIGN_OR_RETURN(office_, DoomedServer::Spawn(absl::GetFlag(FLAGS_skranked), flags,
                                                          absl::StrCat(dir_, "/skranked.log")));
    SKRANKE_RETURN_IF_ERROR(office_->AwaitReady().status());
    channel_ = MakeChannel(address_);
    return absl::OkStatus();
  }

  absl::Status StartAgency(PeerAgency& agency) {
    const std::filesystem::path skranked = absl::GetFlag(FLAGS_skranked);
    return agency.Start((skranked.parent_path() / "skranke-agency").string(), address_);
  }

  absl::Status Register(const Errand& errand) {
    v1::RegisterCaseRequest request;
    request.set_request_id(absl::StrCat("peer-", ++requests_));
    request.set_task(errand.task);
    request.set_channel(v1::CHANNEL_COUNTER);
    request.set_service_point("radhuset");
    request.set_accept_incomplete(true);
    v1::Party* party = request.add_parties();
    party->set_role(v1::PARTY_ROLE_APPLICANT);
    party->mutable_person()->set_number(SyntheticNumber(next_person_++));
    party->set_identity_proof(v1::IDENTITY_PROOF_TRAVEL_DOCUMENT);
    SKRANKE_ASSIGN_OR_RETURN(
        const auto response,
        Call<v1::RegisterCaseResponse>(*channel_, "/skranke.v1.FrontDeskService/RegisterCase",
                                       request, {.caller = "clerk"}));
    cases_[errand.agency].push_back(response.citizen_case().name());
    if (response.citizen_case().state() == v1::STATE_ROUTED) return absl::OkStatus();
    return absl::InternalError(absl::StrCat(errand.task, " was not handed over"));
  }

  absl::StatusOr<bool> IsBegun(const std::string& name) {
    v1::GetCaseRequest request;
    request.set_name(name);
    SKRANKE_ASSIGN_OR_RETURN(
        const auto response,
        Call<v1::GetCaseResponse>(*channel_, "/skranke.v1.FrontDeskService/GetCase", request,
                                  {.caller = "clerk"}));
    return response.citizen_case().state() == v1::STATE_IN_PROGRESS;
  }

  // The agency has the message, has accepted and begun.
  absl::Status AwaitBegun(const std::string& agency, const std::string& name,
                          absl::Duration patience) {
    for (const absl::Time end = absl::Now() + patience; absl::Now() < end;) {
      SKRANKE_ASSIGN_OR_RETURN(const bool begun, IsBegun(name));
      if (begun) return absl::OkStatus();
      absl::SleepFor(absl::Milliseconds(3));
    }
    return Finding(kServerFailed, absl::StrCat(name, " never came to ", agency));
  }

  // One case after the other to the good agency; meanwhile, one to each other agency.
  absl::StatusOr<Pace> Time(bool also_others) {
    Pace pace;
    for (int i = 0; i < kTimed; ++i) {
      for (const Errand& errand : kErrands) {
        const bool good = errand.agency == absl::string_view(kGood);
        if (!good && (!also_others || i >= kCases)) continue;
        const absl::Time start = absl::Now();
        SKRANKE_RETURN_IF_ERROR(Register(errand));
        pace.register_ms.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
      }
      const absl::Time start = absl::Now();
      SKRANKE_RETURN_IF_ERROR(AwaitBegun(kGood, cases_[kGood].back(), kPatienceOfGood));
      pace.begun_ms.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
    }
    return pace;
  }

  void SpoilAll() {
    if (plan_.good_is_silent) agencies_[kGood]->Spoil(Line::kSilent);
    PeerAgency& vanishing = *agencies_[kVanishing];
    if (plan_.kills) {
      vanishing.Kill();
    } else {
      vanishing.Freeze();
    }
    if (plan_.only_vanishing) return;
    for (const Errand& errand : kErrands) {
      if (errand.fault != Line::kOpen) agencies_[errand.agency]->Spoil(errand.fault);
    }
    clients_ = std::make_unique<PeerClients>(address_, kClients);
  }

  absl::Status Meanwhile(const Pace& before) {
    const ProcessFigures held = FiguresOf(office_->pid());
    SpoilAll();
    ProcessWatch watch(office_->pid());
    SKRANKE_ASSIGN_OR_RETURN(const Pace pace, Time(/*also_others=*/true));
    const ProcessFigures most = watch.Most();
    std::cout << absl::StrFormat(
                     "registered in %.1f ms, begun in %.1f ms; while others hang in %.1f and %.1f "
                     "ms (medians); memory %d to %d MiB, threads %d to %d, files %d to %d",
                     Median(before.register_ms), Median(before.begun_ms), Median(pace.register_ms),
                     Median(pace.begun_ms), held.rss_mib, most.rss_mib, held.threads, most.threads,
                     held.files, most.files)
              << std::endl;
    if (Median(pace.begun_ms) > kSlowerMax * Median(before.begun_ms) ||
        Median(pace.register_ms) > kSlowerMax * Median(before.register_ms)) {
      return Finding(kServerFailed, "others wait for those that hang");
    }
    if (most.threads > held.threads + kMoreThreadsMax ||
        most.rss_mib > held.rss_mib + kGrowthMaxMib) {
      return Finding(kServerFailed, "memory or threads grow with those that hang");
    }
    return absl::OkStatus();
  }

  absl::Status HealInProcess() {
    PeerAgency& vanishing = *agencies_[kVanishing];
    if (!plan_.kills) vanishing.Thaw();
    if (plan_.inbox_lost) {
      SKRANKE_RETURN_IF_ERROR(AwaitCases(kVanishing));
      vanishing.Kill();
      vanishing.ForgetAll();
    }
    if (plan_.kills || plan_.inbox_lost) SKRANKE_RETURN_IF_ERROR(StartAgency(vanishing));
    agencies_[kResetting]->Heal();
    SKRANKE_RETURN_IF_ERROR(AwaitCases(kVanishing));
    return AwaitCases(kResetting);
  }

  // Agencies and clients still hang.
  absl::Status RestartAndHeal() {
    const absl::Time told = absl::Now();
    if (plan_.office_hangs) kill(office_->pid(), SIGSTOP);
    kill(office_->pid(), SIGTERM);
    const absl::Duration patience = plan_.office_hangs ? absl::Seconds(2) : kPatience;
    while (!office_->HasEnded()) {
      if (absl::Now() - told > patience) return Finding(kServerFailed, "SIGTERM does not end it");
      absl::SleepFor(absl::Milliseconds(20));
    }
    if (office_->exit_code() != 0) {
      return Finding(kServerFailed, absl::StrCat("SIGTERM ended with ", office_->exit_code(), ": ",
                                                 office_->EndOfLog()));
    }
    std::cout << "ended "
              << absl::FormatDuration(absl::Trunc(absl::Now() - told, absl::Milliseconds(100)))
              << " after SIGTERM" << std::endl;
    clients_.reset();
    SKRANKE_RETURN_IF_ERROR(StartOffice());
    for (auto& [code, agency] : agencies_) agency->Heal();
    return absl::OkStatus();
  }

  absl::Status AwaitCases(const std::string& agency) {
    for (const std::string& name : cases_[agency]) {
      SKRANKE_RETURN_IF_ERROR(AwaitBegun(agency, name, kPatience));
    }
    return absl::OkStatus();
  }

  absl::Status AwaitAll() {
    for (const auto& [agency, names] : cases_) SKRANKE_RETURN_IF_ERROR(AwaitCases(agency));
    return absl::OkStatus();
  }

  // Every message once, every case once, every view as the events say.
  absl::Status CheckOnce() {
    size_t made = 0;
    for (const auto& [code, names] : cases_) {
      made += names.size();
      SKRANKE_ASSIGN_OR_RETURN(const uint64_t received, agencies_[code]->StopAndCount());
      if (received == names.size()) continue;
      return Finding(received > names.size() ? kDoubled : kLost,
                     absl::StrCat(names.size(), " cases were handed over to ", code, ", it has ",
                                  received, " messages"));
    }
    SKRANKE_ASSIGN_OR_RETURN(
        const auto statistics,
        Call<v1::GetStatisticsResponse>(*channel_, "/skranke.v1.SupervisionService/GetStatistics",
                                        v1::GetStatisticsRequest(), {.caller = "supervisor"}));
    if (static_cast<size_t>(statistics.case_count()) != made) {
      return Finding(kDoubled, absl::StrCat(made, " cases were registered, the statistics count ",
                                            statistics.case_count()));
    }
    office_->Kill();
    SKRANKE_ASSIGN_OR_RETURN(
        auto verify, DoomedServer::Spawn(absl::GetFlag(FLAGS_skranked),
                                         {"--verify", absl::StrCat("--data_dir=", dir_, "/data")},
                                         absl::StrCat(dir_, "/verify.log")));
    if (verify->AwaitEnd() == 0) return absl::OkStatus();
    return Finding(kServerFailed, absl::StrCat("--verify: ", verify->EndOfLog()));
  }

  const std::string dir_;
  const Plan plan_;
  uint64_t next_person_;
  uint64_t requests_ = 0;
  std::string address_;
  std::map<std::string, std::unique_ptr<PeerAgency>> agencies_;
  std::map<std::string, std::vector<std::string>> cases_;
  std::unique_ptr<DoomedServer> office_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<PeerClients> clients_;
};

absl::Status RunCampaign(const std::string& dir, uint64_t seed) {
  SeededEntropy chance(seed);
  const int count = CountOf(absl::GetFlag(FLAGS_count), 1, 50);
  int done = 0;
  for (; done < count && !TimeIsUp(); ++done) {
    const std::string office = absl::StrCat(dir, "/", done);
    SKRANKE_RETURN_IF_ERROR(Round(office, chance.Next(), {.kills = done % 2 == 1}).Run());
    std::filesystem::remove_all(office);
  }
  ReportRounds(kName, static_cast<uint64_t>(done), seed);
  return absl::OkStatus();
}

absl::Status MustBite(const std::string& dir, uint64_t seed, Plan broken, const char* reason) {
  return MustFind(Round(dir, seed, broken).Run(), reason);
}

absl::Status RunTeeth(const std::string& dir, uint64_t seed) {
  SKRANKE_RETURN_IF_ERROR(MustBite(absl::StrCat(dir, "/stall"), seed,
                                   {.only_vanishing = true, .good_is_silent = true},
                                   kServerFailed));
  SKRANKE_RETURN_IF_ERROR(MustBite(absl::StrCat(dir, "/lost"), seed,
                                   {.only_vanishing = true, .inbox_lost = true}, kLost));
  SKRANKE_RETURN_IF_ERROR(
      MustBite(absl::StrCat(dir, "/hang"), seed, {.office_hangs = true}, kServerFailed));
  ReportTeeth(kName, 3, 3);
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("lets agencies and clients of an office hang and vanish");
  absl::ParseCommandLine(argc, argv);
  return RunHarness(kName, absl::GetFlag(FLAGS_seed), [](const std::string& dir, uint64_t seed) {
    return absl::GetFlag(FLAGS_teeth) ? RunTeeth(dir, seed) : RunCampaign(dir, seed);
  });
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
