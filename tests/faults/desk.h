// One client: it sends one request after another, keeps what was acknowledged, and asks for it
// again after every kill. One thread at a time.
#ifndef SKRANKE_TESTS_FAULTS_DESK_H_
#define SKRANKE_TESTS_FAULTS_DESK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "libs/rpc/client/call.h"
#include "libs/vault/entropy.h"
#include "tests/faults/attempt.h"
#include "tests/faults/journey.h"

namespace skranke {

class Desk {
 public:
  Desk(uint64_t number, uint64_t seed) : journey_(number, seed), chance_(~seed) {}

  // Sends until the server is gone, or until then. What had no answer is kept for the next server.
  // REFUSED_WRONGLY, LOST: findings.
  absl::Status Work(grpc::Channel& channel, absl::Time until = absl::InfiniteFuture());

  // The disk may fill: what is refused for that alone is tried again until it passes.
  void set_disk_may_fill() { disk_may_fill_ = true; }

  // Asks again for everything acknowledged since the last check and for some that is older: LOST
  // unless each reply is the same, byte for byte, and marked as replayed.
  absl::Status CheckReplays(grpc::Channel& channel);

  // Gets an answer to what has none yet. A registration with an external reference must then
  // exist: under another request_id it has to be refused, else DOUBLED.
  absl::Status Settle(grpc::Channel& channel);

  // The cases registered since the last time this was asked.
  std::vector<std::string> TakeRegistered();

  uint64_t acknowledged() const { return acknowledged_; }
  uint64_t retried() const { return retried_; }
  // Acknowledged since the last check.
  const std::vector<Acknowledged>& recent() const { return recent_; }
  // A sample of what was acknowledged before.
  const std::vector<Acknowledged>& older() const { return older_; }

 private:
  enum class Answered { kYes, kNotYet, kRefusedForNow, kServerGone };

  absl::StatusOr<Answered> SendPending(grpc::Channel& channel, absl::Duration timeout);
  absl::Status Keep(const CallReply& reply);
  absl::Status CheckReplay(grpc::Channel& channel, const Acknowledged& kept);
  absl::Status CheckReferenceTaken(grpc::Channel& channel, const Attempt& attempt);
  void Retire();
  bool IsGone(const absl::Status& status) const;
  bool IsRefusedForNow(const absl::Status& status) const;

  Journey journey_;
  SeededEntropy chance_;
  bool disk_may_fill_ = false;
  std::optional<Attempt> pending_;
  std::vector<Acknowledged> recent_;
  std::vector<Acknowledged> older_;
  std::vector<std::string> registered_;
  uint64_t acknowledged_ = 0;
  uint64_t retried_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_DESK_H_
