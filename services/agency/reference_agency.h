// A specialist agency as an office sees it: an inbox that messages come to, and a desk that accepts
// or returns what came. What every agency has to build, as small as it can be. Messages come by
// gRPC, by POST, as files or by fetching, in any mixture, into one store.
//
// Started by one thread; Drain may come from any, once.
#ifndef SKRANKE_SERVICES_AGENCY_REFERENCE_AGENCY_H_
#define SKRANKE_SERVICES_AGENCY_REFERENCE_AGENCY_H_

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/rpc/server.h"
#include "libs/store/store.h"
#include "services/agency/behaviour.h"
#include "services/agency/desk.h"
#include "services/agency/document_shelf.h"
#include "services/agency/file_drop_intake.h"
#include "services/agency/inbox.h"
#include "services/agency/intake.h"
#include "services/agency/office_calls.h"
#include "services/agency/puller.h"
#include "services/agency/reception.h"
#include "services/agency/reconciler.h"
#include "services/agency/webhook_intake.h"

namespace skranke {

struct AgencyOptions {
  // Its code at the office.
  std::string agency;
  // HOST:PORT to receive messages at; port 0 takes a free one. Empty: none come by gRPC.
  std::string listen;
  // HOST:PORT of the office. Empty: it is answered by file alone.
  std::string office_server;
  // Units whose cases are fetched from the office.
  std::vector<std::string> pull_units;
  // Folder of a file drop; empty: no messages come as files.
  std::string drop_dir;
  // Where documents are kept; empty: none are, neither those that come in files nor others.
  std::string documents_dir;
  // How often the office is told what the agency holds; zero: never.
  absl::Duration reconcile_every = absl::ZeroDuration();
  // Proves a POST (webhook_intake.h).
  ProvePost prove;
  Behaviour behaviour;
};

class ReferenceAgency {
 public:
  // Errors of Inbox::Open, DocumentShelf::Open and RpcServer::Start. `clock` has to outlive it.
  static absl::StatusOr<std::unique_ptr<ReferenceAgency>> Start(const AgencyOptions& options,
                                                                std::shared_ptr<Store> store,
                                                                const Clock* clock);
  ~ReferenceAgency();
  ReferenceAgency(const ReferenceAgency&) = delete;
  ReferenceAgency& operator=(const ReferenceAgency&) = delete;

  // The port really bound.
  int port() const { return server_ == nullptr ? 0 : server_->port(); }
  const Inbox& inbox() const { return *inbox_; }

  // What becomes of a POST; any thread. It waits for the disk.
  WebhookReply Post(const WebhookPost& post);

  // Takes no more messages, stores and answers those under way, ends its work after the step it is
  // in. What is left on the list is done after the next start.
  void Drain(absl::Duration longest);

 private:
  ReferenceAgency(const AgencyOptions& options, std::unique_ptr<Inbox> inbox,
                  std::unique_ptr<DocumentShelf> shelf, const Clock* clock);

  void Ring() ABSL_LOCKS_EXCLUDED(mutex_);
  void Run();
  absl::Time Step(absl::Time now);
  // False when it is time to end.
  bool WaitUntil(absl::Time next) ABSL_LOCKS_EXCLUDED(mutex_);

  const AgencyOptions options_;
  const Clock* const clock_;
  const std::unique_ptr<Inbox> inbox_;
  const std::unique_ptr<DocumentShelf> shelf_;
  OfficeCalls office_;
  Desk desk_;
  Reception reception_;
  Puller puller_;
  Reconciler reconciler_;
  FileDropIntake drop_;
  Mutex mutex_;
  CondVar changed_;
  bool rung_ ABSL_GUARDED_BY(mutex_) = false;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  Intake intake_;
  std::unique_ptr<RpcServer> server_;
  std::thread worker_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_REFERENCE_AGENCY_H_
