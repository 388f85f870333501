// The work that must pass when new cases are refused: cases that wait at the counter are finished,
// cases that were handed over are accepted, all are read. One thread.
#ifndef SKRANKE_TESTS_FAULTS_STEADY_STREAM_H_
#define SKRANKE_TESTS_FAULTS_STEADY_STREAM_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "libs/rpc/client/call.h"
#include "skranke/v1/case.pb.h"
#include "tests/faults/attempt.h"

namespace skranke {

class SteadyStream {
 public:
  // Persons and requests are `desk`'s own, as a Journey's are.
  explicit SteadyStream(uint64_t desk) : desk_(desk) {}

  // Registers `count` cases, every other one complete, the others handed over.
  absl::Status Prepare(grpc::Channel& channel, int count);
  // Finishes or accepts the next of them and reads it; where that is refused, the case still waits.
  // FAILED_PRECONDITION when none is left.
  absl::Status Step(grpc::Channel& channel);
  // A registration like those of Prepare, to see it refused.
  absl::Status Register(grpc::Channel& channel);
  // A registration of a hundred documents, some 400 KB of log.
  absl::Status RegisterLarge(grpc::Channel& channel);
  // Gets an answer to what has none yet: a server that dies leaves open what it has done.
  absl::Status Settle(grpc::Channel& channel);
  // Reads one of the cases.
  absl::Status Read(grpc::Channel& channel) const;
  // Asks again for everything acknowledged: LOST unless each reply is the same.
  absl::Status CheckReplays(grpc::Channel& channel) const;

  // Names of the cases that were registered.
  const std::vector<std::string>& registered() const { return registered_; }
  // How much was acknowledged.
  size_t kept() const { return kept_.size(); }

 private:
  std::string NewRequestId();
  Attempt Registration(bool complete, int documents = 0);
  Attempt Finish(const v1::Case& waiting);
  Attempt Accept(const v1::Case& waiting);
  absl::StatusOr<v1::Case> Send(grpc::Channel& channel, const Attempt& attempt);

  const uint64_t desk_;
  uint64_t requests_ = 0;
  std::optional<Attempt> pending_;
  std::vector<v1::Case> waiting_;
  std::vector<std::string> registered_;
  std::vector<Acknowledged> kept_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_STEADY_STREAM_H_
