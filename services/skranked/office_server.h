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
#include "libs/engine/engine.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/server.h"
#include "libs/vault/entropy.h"
#include "services/forwarding/case_mover.h"
#include "services/forwarding/forwarder.h"
#include "services/forwarding/step_thread.h"
#include "services/forwarding/timers.h"
#include "services/skranked/call_counts.h"

namespace skranke {

struct OfficeServerOptions {
  std::string data_dir;
  // The package that seeds an empty data directory.
  std::string office_dir;
  // HOST:PORT; port 0 takes a free one.
  std::string listen = "127.0.0.1:0";
  // Empty: DATA_DIR.head beside the data directory.
  std::string head_file;
  // Serve although the head file is missing beside a filled data directory.
  bool accept_head = false;
  // Make the views again from the events before serving.
  bool rebuild_views = false;
  bool dev = false;
  bool reflection = false;
  int pollers = 1;
  // Agency code to HOST:PORT.
  absl::flat_hash_map<std::string, std::string> endpoints;
  EngineOptions engine;
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
  Engine& engine() { return *engine_; }
  const CallCounts& calls() const { return calls_; }
  const Forwarder& forwarder() const { return *forwarder_; }
  // Full names of the methods, by method index.
  const std::vector<std::string>& method_names() const { return method_names_; }

  // Health NOT_SERVING, no new calls, what runs is finished. Safe to repeat.
  void Drain(absl::Duration longest);

  // Tells the health service how the engine is; to be called about once a second.
  void RefreshHealth();

 private:
  OfficeServer() = default;

  // Drives forwarder and timers on a thread of their own. The seed is for jitter only.
  void StartForwarding(uint64_t seed);

  std::shared_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<SeededEntropy> jitter_;
  std::unique_ptr<Forwarder> forwarder_;
  std::unique_ptr<Timers> timers_;
  std::unique_ptr<CaseMover> mover_;
  std::unique_ptr<StepThread> stepping_;
  CallCounts calls_;
  std::vector<std::string> method_names_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<RpcServer> rpc_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SKRANKED_OFFICE_SERVER_H_
