// skranke-agency: the reference agency as a program. The only line on stdout is `ready HOST:PORT`;
// logs go to stderr. Exit 0 after SIGTERM or SIGINT, 2 for wrong use, 1 where it cannot start.
#include <signal.h>

#include <iostream>
#include <memory>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/log.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/grpc_process.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agency/reference_agency.h"

ABSL_FLAG(std::string, data_dir, "", "directory of the agency's own store");
ABSL_FLAG(std::string, agency, "", "the agency's code at the office");
ABSL_FLAG(std::string, listen, "", "HOST:PORT to receive messages at; port 0 takes a free one");
ABSL_FLAG(std::string, office_server, "", "HOST:PORT of the office");
ABSL_FLAG(std::string, behave, "accept", "accept, return:CODE (e.g. return:NOT_OURS) or hang");
ABSL_FLAG(bool, dev, false, "development mode: callers are believed; on loopback only");

namespace skranke {
namespace {

// How long messages under way may take when it stops.
constexpr absl::Duration kDrain = absl::Seconds(5);
constexpr size_t kAgencyCacheBytes = size_t{16} << 20;

std::string HostOf(const std::string& address) { return address.substr(0, address.rfind(':')); }

bool IsLoopback(const std::string& host) {
  return host == "localhost" || host == "[::1]" || absl::StartsWith(host, "127.");
}

// Why it may not start so; empty if it may.
std::string WrongUse() {
  if (absl::GetFlag(FLAGS_data_dir).empty()) return "--data_dir must be given";
  if (absl::GetFlag(FLAGS_agency).empty()) return "--agency must be given";
  if (absl::GetFlag(FLAGS_listen).empty()) return "--listen must be given";
  if (absl::GetFlag(FLAGS_office_server).empty()) return "--office_server must be given";
  if (!absl::GetFlag(FLAGS_dev)) return "no identity provider yet: only --dev works";
  if (!IsLoopback(HostOf(absl::GetFlag(FLAGS_listen)))) return "--dev is for loopback only";
  return "";
}

// Blocked before any thread starts, so that only the wait below takes them.
sigset_t BlockEndSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

absl::Status RunUntilSignal(const AgencyOptions& options, const sigset_t& signals) {
  SystemClock clock;
  SKRANKE_ASSIGN_OR_RETURN(
      std::shared_ptr<Store> store,
      OpenRocksDb(absl::GetFlag(FLAGS_data_dir), {.block_cache_bytes = kAgencyCacheBytes}));
  SKRANKE_ASSIGN_OR_RETURN(const auto agency,
                           ReferenceAgency::Start(options, std::move(store), &clock));
  Log(LogLevel::kWarning, "development mode: every caller is believed",
      {{"agency", options.agency}});
  std::cout << "ready " << HostOf(options.listen) << ":" << agency->port() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  Log(LogLevel::kInfo, "stopping", {{"signal", signal}});
  agency->Drain(kDrain);
  return absl::OkStatus();
}

int Main() {
  std::string wrong = WrongUse();
  const auto behaviour = ParseBehaviour(absl::GetFlag(FLAGS_behave));
  if (wrong.empty() && !behaviour.ok()) {
    wrong = absl::StrCat("--behave ", std::string(behaviour.status().message()));
  }
  if (!wrong.empty()) {
    std::cerr << "skranke-agency: " << wrong << "\n";
    return 2;
  }
  const sigset_t signals = BlockEndSignals();
  LogGrpcComplaints();
  const absl::Status ended = RunUntilSignal({.agency = absl::GetFlag(FLAGS_agency),
                                             .listen = absl::GetFlag(FLAGS_listen),
                                             .office_server = absl::GetFlag(FLAGS_office_server),
                                             .behaviour = *behaviour},
                                            signals);
  if (ended.ok()) return 0;
  Log(LogLevel::kError, "cannot start", {{"cause", ended.message()}});
  return 1;
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("the reference agency: receives cases and answers them");
  absl::ParseCommandLine(argc, argv);
  return skranke::Main();
}
