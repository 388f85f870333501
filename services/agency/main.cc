// skranke-agency: the reference agency as a program. On stdout stands `ready HOST:PORT`, or `ready`
// where it takes no gRPC, and with --webhook_port `webhook URL`; logs go to stderr. Exit 0 after
// SIGTERM or SIGINT, 2 for wrong use, 1 where it cannot start.
#include <signal.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/log.h"
#include "libs/base/loopback.h"
#include "libs/base/signing_key.h"
#include "libs/base/status_macros.h"
#include "libs/base/webhook_signature.h"
#include "libs/gateway/post_server.h"
#include "libs/rpc/client/grpc_process.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agency/reference_agency.h"

ABSL_FLAG(std::string, data_dir, "", "directory of the agency's own store");
ABSL_FLAG(std::string, agency, "", "the agency's code at the office");
ABSL_FLAG(std::string, listen, "", "HOST:PORT to receive messages at; port 0 takes a free one");
ABSL_FLAG(std::string, office_server, "", "HOST:PORT of the office");
ABSL_FLAG(int, webhook_port, -1, "port on loopback to receive POSTs at; 0 takes a free one");
ABSL_FLAG(std::string, webhook_key, "", "the office's public key (whpk_...), for --webhook_port");
ABSL_FLAG(std::string, drop_dir, "", "folder with OUT and RECEIPTS to receive files in");
ABSL_FLAG(std::vector<std::string>, pull_units, {},
          "units whose cases are fetched from the office");
ABSL_FLAG(std::string, behave, "accept",
          "accept, return:CODE (e.g. return:NOT_OURS), hang or broken:FAULT");
ABSL_FLAG(absl::Duration, reconcile_every, absl::Hours(24),
          "how often the office is told what the agency holds; 0 never");
ABSL_FLAG(bool, dev, false, "development mode: callers are believed; on loopback only");

namespace skranke {
namespace {

// How long messages under way may take when it stops.
constexpr absl::Duration kDrain = absl::Seconds(5);
constexpr size_t kAgencyCacheBytes = size_t{16} << 20;

std::string HostOf(const std::string& address) { return address.substr(0, address.rfind(':')); }

// Why it may not start so; empty if it may.
std::string WrongUse() {
  if (absl::GetFlag(FLAGS_data_dir).empty()) return "--data_dir must be given";
  if (absl::GetFlag(FLAGS_agency).empty()) return "--agency must be given";
  const bool pushed = !absl::GetFlag(FLAGS_listen).empty();
  const bool posted = absl::GetFlag(FLAGS_webhook_port) >= 0;
  const bool pulls = !absl::GetFlag(FLAGS_pull_units).empty();
  const bool by_file = !absl::GetFlag(FLAGS_drop_dir).empty();
  if (!pushed && !posted && !pulls && !by_file) {
    return "one of --listen, --webhook_port, --drop_dir and --pull_units must be given";
  }
  if (absl::GetFlag(FLAGS_office_server).empty() && !by_file)
    return "--office_server must be given";
  if (posted && absl::GetFlag(FLAGS_webhook_key).empty()) return "--webhook_key must be given";
  if (absl::GetFlag(FLAGS_reconcile_every) < absl::ZeroDuration()) {
    return "--reconcile_every must not be negative";
  }
  if (!absl::GetFlag(FLAGS_dev)) return "no identity provider yet: only --dev works";
  if (pushed && !IsLoopbackHost(HostOf(absl::GetFlag(FLAGS_listen)))) {
    return "--dev is for loopback only";
  }
  return "";
}

// Beside the store, as the office's is.
std::string DocumentsDir() {
  std::string dir = absl::GetFlag(FLAGS_data_dir);
  while (dir.size() > 1 && dir.back() == '/') dir.pop_back();
  return absl::StrCat(dir, ".documents");
}

// A POST is the office's where its key signed exactly this, just now.
absl::StatusOr<ProvePost> ProveByFlag(const Clock* clock) {
  const std::string text = absl::GetFlag(FLAGS_webhook_key);
  if (text.empty()) return ProvePost();
  SKRANKE_ASSIGN_OR_RETURN(const VerifyingKey key, VerifyingKey::FromText(text));
  return ProvePost([key, clock](const WebhookPost& post) {
    return VerifyWebhook(key, {post.webhook_id, post.webhook_timestamp, post.webhook_signature},
                         post.body, clock->Now());
  });
}

absl::StatusOr<std::unique_ptr<PostServer>> ServePosts(ReferenceAgency* agency) {
  PostServerOptions options{.listen =
                                absl::StrCat("127.0.0.1:", absl::GetFlag(FLAGS_webhook_port))};
  options.http.body_bytes = kWebhookBodyBytesMax;
  return PostServer::Start(options, [agency](const HttpHead& head, const std::string& body) {
    const auto header = [&](absl::string_view name) {
      return std::string(HeaderOf(head.headers, name));
    };
    WebhookReply reply = agency->Post({.content_type = header("content-type"),
                                       .webhook_id = header("webhook-id"),
                                       .webhook_timestamp = header("webhook-timestamp"),
                                       .webhook_signature = header("webhook-signature"),
                                       .body = body});
    return HttpAnswer{.status = reply.status,
                      .headers = {{"content-type", "application/json"}},
                      .body = std::move(reply.body)};
  });
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

absl::Status RunUntilSignal(AgencyOptions options, const sigset_t& signals) {
  SystemClock clock;
  SKRANKE_ASSIGN_OR_RETURN(options.prove, ProveByFlag(&clock));
  SKRANKE_ASSIGN_OR_RETURN(
      std::shared_ptr<Store> store,
      OpenRocksDb(absl::GetFlag(FLAGS_data_dir), {.block_cache_bytes = kAgencyCacheBytes}));
  SKRANKE_ASSIGN_OR_RETURN(const auto agency,
                           ReferenceAgency::Start(options, std::move(store), &clock));
  Log(LogLevel::kWarning, "development mode: every caller is believed",
      {{"agency", options.agency}});
  std::unique_ptr<PostServer> posts;
  if (absl::GetFlag(FLAGS_webhook_port) >= 0) {
    SKRANKE_ASSIGN_OR_RETURN(posts, ServePosts(agency.get()));
  }
  const std::string address =
      options.listen.empty() ? "" : absl::StrCat(" ", HostOf(options.listen), ":", agency->port());
  std::cout << "ready" << address << std::endl;
  if (posts != nullptr)
    std::cout << "webhook http://127.0.0.1:" << posts->port() << "/" << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  Log(LogLevel::kInfo, "stopping", {{"signal", signal}});
  posts.reset();
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
  const absl::Status ended =
      RunUntilSignal({.agency = absl::GetFlag(FLAGS_agency),
                      .listen = absl::GetFlag(FLAGS_listen),
                      .office_server = absl::GetFlag(FLAGS_office_server),
                      .pull_units = absl::GetFlag(FLAGS_pull_units),
                      .drop_dir = absl::GetFlag(FLAGS_drop_dir),
                      .documents_dir = DocumentsDir(),
                      .reconcile_every = absl::GetFlag(FLAGS_reconcile_every),
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
