// An agency that acknowledges every message at once and remembers which case came when. Any thread.
#ifndef SKRANKE_TESTS_BENCH_COUNTED_AGENCY_H_
#define SKRANKE_TESTS_BENCH_COUNTED_AGENCY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "libs/rpc/server.h"

namespace skranke {

class CountedAgency : public CallHandler {
 public:
  // Listens there. UNAVAILABLE: somebody else does.
  static absl::StatusOr<std::unique_ptr<CountedAgency>> Start(const std::string& listen);

  void Unary(IncomingCall call, AnswerCall answer) override ABSL_LOCKS_EXCLUDED(mutex_);
  void OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) override;

  std::string address() const;
  // Names of the cases in the order of their first messages.
  std::vector<std::string> order() const ABSL_LOCKS_EXCLUDED(mutex_);
  // When the first message of the case came; the infinite past: not yet.
  absl::Time TimeOf(const std::string& name) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  CountedAgency() = default;

  mutable Mutex mutex_;
  std::vector<std::string> order_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, absl::Time> times_ ABSL_GUARDED_BY(mutex_);
  // Last: its destructor ends the calls.
  std::unique_ptr<RpcServer> server_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_COUNTED_AGENCY_H_
