// The agency's end of AgencyIntakeService: messages come in, are stored, and are then acknowledged.
// Threads may share it.
#ifndef SKRANKE_SERVICES_AGENCY_INTAKE_H_
#define SKRANKE_SERVICES_AGENCY_INTAKE_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/base/worker_pool.h"
#include "libs/rpc/call_handler.h"
#include "libs/rpc/server.h"
#include "services/agency/held_calls.h"
#include "services/agency/reception.h"

namespace skranke {

class Intake : public CallHandler {
 public:
  // `reception` has to outlive it.
  explicit Intake(Reception* reception);

  static std::vector<RpcMethod> RpcMethods();

  void Unary(IncomingCall call, AnswerCall answer) override;
  void OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) override;

  // Stores what waits, answers everything that is held; later calls get UNAVAILABLE.
  void Stop();

 private:
  UnaryAnswer Receive(const std::string& bytes);

  Reception* const reception_;
  HeldCalls held_;
  // Stores messages: a polling thread must not wait for the disk.
  WorkerPool writer_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_INTAKE_H_
