// A specialist agency as an office sees it: an inbox that messages are pushed to, and a desk that
// accepts or returns what came. What every agency has to build, as small as it can be.
//
// Started by one thread; Drain may come from any, once.
#ifndef SKRANKE_SERVICES_AGENCY_REFERENCE_AGENCY_H_
#define SKRANKE_SERVICES_AGENCY_REFERENCE_AGENCY_H_

#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/rpc/server.h"
#include "libs/store/store.h"
#include "services/agency/behaviour.h"
#include "services/agency/desk.h"
#include "services/agency/inbox.h"
#include "services/agency/intake.h"
#include "services/agency/office_calls.h"

namespace skranke {

struct AgencyOptions {
  // Its code at the office.
  std::string agency;
  // HOST:PORT to receive messages at; port 0 takes a free one.
  std::string listen;
  // HOST:PORT of the office.
  std::string office_server;
  Behaviour behaviour;
};

class ReferenceAgency {
 public:
  // Errors of Inbox::Open and RpcServer::Start. `clock` has to outlive it.
  static absl::StatusOr<std::unique_ptr<ReferenceAgency>> Start(const AgencyOptions& options,
                                                                std::shared_ptr<Store> store,
                                                                const Clock* clock);
  ~ReferenceAgency();
  ReferenceAgency(const ReferenceAgency&) = delete;
  ReferenceAgency& operator=(const ReferenceAgency&) = delete;

  // The port really bound.
  int port() const { return server_->port(); }
  const Inbox& inbox() const { return *inbox_; }

  // Takes no more messages, stores and answers those under way, ends its work after the step it is
  // in. What is left on the list is done after the next start.
  void Drain(absl::Duration longest);

 private:
  ReferenceAgency(const AgencyOptions& options, std::unique_ptr<Inbox> inbox, const Clock* clock);

  void Ring() ABSL_LOCKS_EXCLUDED(mutex_);
  void Run();
  // False when it is time to end.
  bool WaitUntil(absl::Time next) ABSL_LOCKS_EXCLUDED(mutex_);

  const Clock* const clock_;
  const std::unique_ptr<Inbox> inbox_;
  OfficeCalls office_;
  Desk desk_;
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
