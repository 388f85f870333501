// skranked: an installation. Flags and exit codes are fixed: docs/operator.md.
#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/log.h"
#include "libs/base/loopback.h"
#include "libs/base/reason.h"
#include "libs/directory/endpoint.h"
#include "services/skranked/metrics_page.h"
#include "services/skranked/office_server.h"
#include "services/skranked/repeated_flag.h"
#include "services/skranked/verify.h"

ABSL_FLAG(std::string, data_dir, "", "Directory of the store; made where there is none.");
ABSL_FLAG(std::string, office, "", "Office package; seeds an empty data directory.");
ABSL_FLAG(std::string, listen, "", "HOST:PORT to serve gRPC at; port 0 takes a free one.");
ABSL_FLAG(int, gateway_port, -1,
          "Port on loopback to serve the Connect protocol at (HTTP/1.1, JSON or binary); 0 takes a "
          "free one, -1 serves none.");
ABSL_FLAG(std::string, head_file, "", "Second head, outside --data_dir. Default: DATA_DIR.head.");
ABSL_FLAG(std::string, documents_dir, "",
          "Directory of documents, outside --data_dir. Default: DATA_DIR.documents.");
ABSL_FLAG(bool, accept_head, false, "Serve although the head file is missing.");
ABSL_FLAG(std::string, metrics_listen, "", "HOST:PORT to serve Prometheus metrics at.");
ABSL_FLAG(skranke::RepeatedFlag, agency_endpoint, {},
          "CODE=ENDPOINT, as in agencies.csv; wins over it; may be given several times.");
ABSL_FLAG(std::string, webhook_ca_file, "",
          "Certificates (PEM) of who may vouch for agencies' web servers. Default: the system's.");
ABSL_FLAG(std::string, mail_dir, "",
          "Directory where mails to agencies are laid for the host's mail system to send.");
ABSL_FLAG(std::string, mail_sender, "", "Address that those mails come from.");
ABSL_FLAG(bool, rebuild_views, false, "Make every view again from the events before serving.");
ABSL_FLAG(bool, verify, false,
          "Read every block, chain, view and document of --data_dir, then end.");
ABSL_FLAG(bool, dev, false,
          "Development: callers name themselves, test persons only, loopback only.");
ABSL_FLAG(bool, reflection, false, "Tell services and messages to who asks.");
ABSL_FLAG(int, pollers, 1, "Threads that poll for calls.");

namespace skranke {
namespace {

// Exit codes: 0 drained, 1 failed while running, 2 refused to start.
constexpr int kRefused = 2;

// Only a proxy on this machine, or an agency's own program, comes in by HTTP without TLS.
constexpr char kLoopback[] = "127.0.0.1:";

volatile std::sig_atomic_t stop_requested = 0;
void RequestStop(int) { stop_requested = 1; }

int Refuse(absl::string_view message) {
  std::cerr << "skranked: " << message << std::endl;
  return kRefused;
}

absl::string_view HostOf(absl::string_view listen) { return listen.substr(0, listen.rfind(':')); }

absl::StatusOr<OfficeServerOptions> OptionsFromFlags() {
  OfficeServerOptions options;
  options.data_dir = absl::GetFlag(FLAGS_data_dir);
  options.office_dir = absl::GetFlag(FLAGS_office);
  options.listen = absl::GetFlag(FLAGS_listen);
  if (const int port = absl::GetFlag(FLAGS_gateway_port); port != -1) {
    options.gateway_listen = absl::StrCat(kLoopback, port);
  }
  options.head_file = absl::GetFlag(FLAGS_head_file);
  options.documents_dir = absl::GetFlag(FLAGS_documents_dir);
  options.accept_head = absl::GetFlag(FLAGS_accept_head);
  options.webhook_ca_file = absl::GetFlag(FLAGS_webhook_ca_file);
  options.mail_dir = absl::GetFlag(FLAGS_mail_dir);
  options.mail_sender = absl::GetFlag(FLAGS_mail_sender);
  if (!options.mail_dir.empty()) {
    if (const absl::Status fit = CheckMailAddress(options.mail_sender); !fit.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--mail_sender ", fit.message()));
    }
  }
  options.rebuild_views = absl::GetFlag(FLAGS_rebuild_views);
  options.dev = absl::GetFlag(FLAGS_dev);
  options.reflection = absl::GetFlag(FLAGS_reflection);
  options.pollers = absl::GetFlag(FLAGS_pollers);
  for (const std::string& endpoint : absl::GetFlag(FLAGS_agency_endpoint).values) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(endpoint, absl::MaxSplits('=', 1));
    if (parts.first.empty() || parts.second.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--agency_endpoint=", endpoint, " is not CODE=ENDPOINT"));
    }
    if (const absl::Status fit = CheckEndpoint(parts.second); !fit.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--agency_endpoint=", parts.first, "=… ", fit.message()));
    }
    options.endpoints[parts.first] = parts.second;
  }
  return options;
}

int Verify() {
  const auto verified =
      VerifyDataDirectory(absl::GetFlag(FLAGS_data_dir), absl::GetFlag(FLAGS_head_file),
                          absl::GetFlag(FLAGS_documents_dir));
  if (!verified.ok()) return Refuse(verified.status().message());
  std::cerr << "skranked: " << *verified << std::endl;
  return 0;
}

std::string ReadyAddress(const std::string& listen, int port) {
  return absl::StrCat(listen.substr(0, listen.rfind(':')), ":", port);
}

void ServeUntilStopped(OfficeServer& server) {
  while (stop_requested == 0 && server.engine().health().writer.ok()) {
    absl::SleepFor(absl::Milliseconds(100));
    server.RefreshHealth();
  }
}

int Serve(OfficeServerOptions options) {
  static SystemClock clock;
  static SystemEntropy entropy;
  const std::string listen = options.listen;
  auto server = OfficeServer::Start(std::move(options), &clock, &entropy);
  if (!server.ok()) {
    const std::string reason = ReasonOf(server.status());
    return Refuse(
        absl::StrCat(reason.empty() ? absl::StatusCodeToString(server.status().code()) : reason,
                     ": ", server.status().message()));
  }
  std::unique_ptr<MetricsPage> metrics;
  if (const std::string at = absl::GetFlag(FLAGS_metrics_listen); !at.empty()) {
    auto page = MetricsPage::Serve(at, server->get());
    if (!page.ok()) return Refuse(page.status().message());
    metrics = *std::move(page);
  }
  std::cout << "ready " << ReadyAddress(listen, (*server)->port()) << std::endl;
  if (const int port = (*server)->gateway_port(); port != 0) {
    std::cout << "gateway " << kLoopback << port << std::endl;
  }
  Log(LogLevel::kInfo, "serving",
      {{"address", ReadyAddress(listen, (*server)->port())},
       {"webhook_key", (*server)->webhook_key()}});
  ServeUntilStopped(**server);
  const bool writer_ok = (*server)->engine().health().writer.ok();
  metrics.reset();
  (*server)->Drain(absl::Seconds(20));
  Log(LogLevel::kInfo, "stopped", {});
  return writer_ok ? 0 : 1;
}

int Main(int argc, char** argv) {
  absl::SetProgramUsageMessage("an installation of Skranke: all services over one store");
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) return Refuse(absl::StrCat("does not take \"", rest[1], "\""));
  if (absl::GetFlag(FLAGS_data_dir).empty()) return Refuse("--data_dir must be given");
  if (absl::GetFlag(FLAGS_verify)) return Verify();
  if (absl::GetFlag(FLAGS_office).empty()) return Refuse("--office must be given");
  if (absl::GetFlag(FLAGS_listen).empty()) return Refuse("--listen must be given");
  if (!absl::GetFlag(FLAGS_dev)) return Refuse("no identity provider yet: only --dev serves");
  if (!IsLoopbackHost(HostOf(absl::GetFlag(FLAGS_listen)))) {
    return Refuse("--dev serves on loopback only: anybody could call as anybody");
  }
  auto options = OptionsFromFlags();
  if (!options.ok()) return Refuse(options.status().message());
  std::cerr << "skranked: DEVELOPMENT MODE: callers name themselves, nothing is proved. "
               "Test persons only."
            << std::endl;
  std::signal(SIGTERM, RequestStop);
  std::signal(SIGINT, RequestStop);
  return Serve(*std::move(options));
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) { return skranke::Main(argc, argv); }
