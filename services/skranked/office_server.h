// A whole installation in one object: store, engine, services, wire, forwarder and timers. What
// skranked runs, and what tests run in their own process.
#ifndef SKRANKE_SERVICES_SKRANKED_OFFICE_SERVER_H_
#define SKRANKE_SERVICES_SKRANKED_OFFICE_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/base/signing_key.h"
#include "libs/engine/documents.h"
#include "libs/engine/engine.h"
#include "libs/gateway/gateway_server.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/server.h"
#include "libs/vault/entropy.h"
#include "services/forwarding/case_mover.h"
#include "services/forwarding/dial_endpoint.h"
#include "services/forwarding/forwarder.h"
#include "services/forwarding/mail_notifier.h"
#include "services/forwarding/outage_watch.h"
#include "services/forwarding/receipt_desk.h"
#include "services/forwarding/step_thread.h"
#include "services/forwarding/timers.h"
#include "services/frontdesk/document_keeper.h"
#include "services/skranked/call_counts.h"
#include "services/supervision/gap_finder.h"
#include "services/supervision/reconciliations.h"

namespace skranke {

struct OfficeServerOptions {
  std::string data_dir;
  // The package that seeds an empty data directory.
  std::string office_dir;
  // HOST:PORT; port 0 takes a free one.
  std::string listen = "127.0.0.1:0";
  // The same for the Connect protocol; empty: it is not served.
  std::string gateway_listen;
  // Empty: DATA_DIR.head beside the data directory.
  std::string head_file;
  // Serve although the head file is missing beside a filled data directory.
  bool accept_head = false;
  // Make the views again from the events before serving.
  bool rebuild_views = false;
  bool dev = false;
  bool reflection = false;
  int pollers = 1;
  // Agency code to an endpoint (libs/directory/endpoint.h).
  absl::flat_hash_map<std::string, std::string> endpoints;
  // Certificates (PEM) of who may vouch for a webhook's server; empty: the system's.
  std::string webhook_ca_file;
  // Where mails that tell agencies of something new are laid; empty: nobody is told so.
  std::string mail_dir;
  std::string mail_sender;
  FileDropOptions file_drop;
  EngineOptions engine;
  // Empty: DATA_DIR.documents beside the data directory.
  std::string documents_dir;
  // The free space that stays free is the engine's.
  DocumentsOptions documents;
};

// Threads may share it.
class OfficeServer {
 public:
  // Recovers, seeds where there is nothing yet, and serves. `clock` and `entropy` outlive it.
  // FAILED_PRECONDITION: HEAD_FILE_MISSING, LIST_CHANGED, and those of Engine::Open; DATA_LOSS;
  // INVALID_ARGUMENT: PACKAGE_CELL, PACKAGE_FILE.
  static absl::StatusOr<std::unique_ptr<OfficeServer>> Start(OfficeServerOptions options,
                                                             Clock* clock, Entropy* entropy);
  ~OfficeServer();

  int port() const { return rpc_->port(); }
  // 0 where there is no gateway.
  int gateway_port() const { return gateway_ == nullptr ? 0 : gateway_->port(); }
  Engine& engine() { return *engine_; }
  const CallCounts& calls() const { return calls_; }
  const Forwarder& forwarder() const { return *forwarder_; }
  // By which agencies know that a webhook's POST is this installation's.
  std::string webhook_key() const { return signing_key_->public_key().ToText(); }
  // Full names of the methods, by method index.
  const std::vector<std::string>& method_names() const { return method_names_; }

  // Health NOT_SERVING, no new calls, what runs is finished. Safe to repeat.
  void Drain(absl::Duration longest);

  // Tells the health service how the engine is; to be called about once a second.
  void RefreshHealth();

 private:
  OfficeServer() = default;

  // Drives what keeps documents, and transfers that stand still, on a thread of their own.
  void StartKeeping();
  absl::Status StartWire(const OfficeServerOptions& options);
  // Drives forwarder and timers on a thread of their own, mails on another. The seed is for jitter
  // only.
  void StartForwarding(const OfficeServerOptions& options, uint64_t seed);
  // Looks for gaps on a thread of its own: a sweep reads for a minute.
  void StartGapFinder();

  std::shared_ptr<Store> store_;
  std::unique_ptr<SigningKey> signing_key_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<SeededEntropy> jitter_;
  std::unique_ptr<Forwarder> forwarder_;
  std::unique_ptr<Timers> timers_;
  std::unique_ptr<CaseMover> mover_;
  std::unique_ptr<OutageWatch> outages_;
  std::unique_ptr<ReceiptDesk> receipts_;
  std::unique_ptr<MailNotifier> notifier_;  // May be null, with its thread.
  std::unique_ptr<StepThread> mailing_;
  std::unique_ptr<StepThread> stepping_;
  std::unique_ptr<GapFinder> gaps_;
  std::unique_ptr<StepThread> finding_;
  std::unique_ptr<Reconciliations> reconciliations_;
  std::unique_ptr<Documents> documents_;
  std::unique_ptr<DocumentKeeper> keeper_;
  std::unique_ptr<StepThread> keeping_;
  CallCounts calls_;
  std::vector<std::string> method_names_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<RpcServer> rpc_;
  std::unique_ptr<GatewayServer> gateway_;  // May be null.
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SKRANKED_OFFICE_SERVER_H_
