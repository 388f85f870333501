#include "services/supervision/one_at_a_time.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "libs/base/reason.h"

namespace skranke {

Method OneAtATime(Method method) {
  auto running = std::make_shared<std::atomic<bool>>(false);
  method.query = [running, answer = std::move(method.query)](
                     const Snapshot& snapshot, const Caller& caller,
                     const std::string& bytes) -> absl::StatusOr<std::string> {
    if (running->exchange(true)) {
      return ReasonError(absl::StatusCode::kResourceExhausted, "ALREADY_RUNNING",
                         "one is being answered already; ask again when it has ended");
    }
    const absl::Cleanup ended = [&] { running->store(false); };
    return answer(snapshot, caller, bytes);
  };
  return method;
}

}  // namespace skranke
