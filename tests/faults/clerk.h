// One who works through the public API while the server dies under the hands, and remembers every
// answer. Each has cases of the own, so that what must be stored is known exactly. One thread.
#ifndef SKRANKE_TESTS_FAULTS_CLERK_H_
#define SKRANKE_TESTS_FAULTS_CLERK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

class Clerk {
 public:
  struct Counts {
    uint64_t answered = 0;
    // Retries of unanswered requests whose effect was already stored, and was not.
    uint64_t retried_done = 0;
    uint64_t retried_new = 0;
  };

  // Everything is the same for the same number and seed, but for where it is cut off.
  Clerk(int number, uint64_t seed);

  // Works until the server is gone. An error that no death explains is returned.
  absl::Status WorkUntilCut(std::shared_ptr<grpc::Channel> channel);

  // After a restart: gets the answer to what was cut off, by the same request with the same id,
  // then asks for the latest and some earlier answers again. DATA_LOSS names what differs.
  absl::Status CheckAnswers(std::shared_ptr<grpc::Channel> channel);

  // How many cases there must be in each state, and how many contacts.
  const std::map<v1::State, int64_t>& cases() const { return cases_by_state_; }
  int64_t contacts() const { return contacts_; }
  const Counts& counts() const { return counts_; }

 private:
  enum class Kind { kRegister, kFinish, kAccept, kClose, kContact };

  struct Sent {
    Kind kind = Kind::kContact;
    std::string caller;
    std::string method;
    std::string bytes;
    // The case it is about; not used for registrations and contacts.
    size_t index = 0;
  };
  struct Answered {
    Sent sent;
    std::string reply;
  };

  Sent NextRequest();
  Sent Registration();
  Sent OnCase(size_t index);
  Sent Contact();
  template <class Request>
  Sent Make(Kind kind, std::string caller, Request request, size_t index);

  absl::StatusOr<CallReply> Send(const Sent& sent, bool again);
  absl::Status Remember(const Sent& sent, std::string reply);
  absl::Status Learn(size_t index, const v1::Case& citizen_case);
  absl::Status CheckAnswer(const Answered& answered);
  absl::Status CheckCase(size_t index);

  const int number_;
  std::mt19937_64 random_;
  std::shared_ptr<grpc::Channel> channel_;
  uint64_t requests_ = 0;
  std::optional<Sent> unanswered_;
  std::vector<Answered> answered_;
  std::vector<v1::Case> cases_;
  std::vector<size_t> open_;
  std::map<v1::State, int64_t> cases_by_state_;
  int64_t contacts_ = 0;
  Counts counts_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_CLERK_H_
