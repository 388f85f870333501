// A whole office over RocksDB in a directory of the test's own, and agencies that it pushes to, for
// the tests of forwarding and of the reference agency. Time stands still unless the test's loop
// moves it. One thread.
#ifndef SKRANKE_SERVICES_FORWARDING_DELIVERY_FIXTURE_H_
#define SKRANKE_SERVICES_FORWARDING_DELIVERY_FIXTURE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "libs/engine/engine.h"
#include "libs/rpc/dispatcher.h"
#include "libs/rpc/server.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/temp_dir.h"
#include "services/agency/reference_agency.h"
#include "services/forwarding/forwarder.h"
#include "services/forwarding/timers.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {

// Longer than anything here takes; what comes not till then, never comes.
inline constexpr absl::Duration kDeliveryPatience = absl::Seconds(60);

// Two agencies: STATE (at most 2 messages in flight) and CITY. Tasks: trade and grant go to STATE
// and CITY at once; pass is INCOMPLETE until its document is there, and owned by STATE.
class DeliveryOffice {
 public:
  // `endpoints`: agency to HOST:PORT.
  explicit DeliveryOffice(std::map<std::string, std::string> endpoints,
                          ForwarderOptions options = {});
  ~DeliveryOffice();

  // Ends everything and opens the same data again.
  void Reopen();

  // Steps engine, forwarder and timers until `done`. While nothing happens `pass` of the office's
  // time goes by a round. False after kDeliveryPatience of real time.
  bool StepUntil(const std::function<bool()>& done, absl::Duration pass = absl::Milliseconds(100));

  // The answer of a mutation by a caller; `method` is "FrontDeskService/RegisterCase".
  Answer Mutate(const std::string& caller, const std::string& method,
                const google::protobuf::MessageLite& request);

  // Registers a case of the task and returns its number.
  uint64_t Register(const std::string& task);
  void Supplement(uint64_t number);
  void Withdraw(uint64_t number);
  void Route(uint64_t number, const std::string& agency, const std::string& unit);
  // The first message of the case is a dead letter: tries it again.
  void RetryDeadLetter(uint64_t number);

  storage::v1::CaseState Case(uint64_t number) const;
  bool IsIn(uint64_t number, v1::State state) const { return Case(number).state() == state; }
  AgencyDelivery Delivery(const std::string& agency) const;

  Engine& engine() { return *engine_; }
  FakeClock& clock() { return clock_; }
  Forwarder& forwarder() { return *forwarder_; }
  Timers& timers() { return *timers_; }
  // Where agencies reach the office.
  std::string address() const;

 private:
  void Open();
  void Close();

  const std::map<std::string, std::string> endpoints_;
  const ForwarderOptions options_;
  TempDir dir_;
  FakeClock clock_;
  SeededEntropy entropy_{1};
  SeededEntropy jitter_{2};
  const std::vector<Method> methods_;
  std::shared_ptr<const InstallationKey> key_;
  std::shared_ptr<Bell> bell_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<Forwarder> forwarder_;
  std::unique_ptr<Timers> timers_;
  int requests_ = 0;
};

// An agency that answers as it is told and remembers what it got.
class ScriptedAgency : public CallHandler {
 public:
  // Gives the answer to the n-th message, counted from 0.
  using Script = std::function<UnaryAnswer(size_t n, const v1::ReceiveRequest& message)>;

  explicit ScriptedAgency(Script script, std::string listen = "127.0.0.1:0");

  void Unary(IncomingCall call, AnswerCall answer) override;
  void OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) override;

  std::string address() const;
  std::vector<v1::ReceiveRequest> messages() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const Script script_;
  mutable Mutex mutex_;
  std::vector<v1::ReceiveRequest> messages_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<RpcServer> server_;
};

// The answer that acknowledges.
UnaryAnswer Acknowledge(const v1::ReceiveRequest& message);

// A free address of this machine where nobody listens.
std::string FreeAddress();

// A reference agency that listens there, with its store in `dir`.
std::unique_ptr<ReferenceAgency> StartAgency(const std::string& agency, const std::string& listen,
                                             const std::string& office_server,
                                             const std::string& behave, const std::string& dir,
                                             const Clock& clock);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_DELIVERY_FIXTURE_H_
