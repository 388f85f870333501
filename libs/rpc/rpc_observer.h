// What the transport tells whoever counts calls.
#ifndef SKRANKE_LIBS_RPC_RPC_OBSERVER_H_
#define SKRANKE_LIBS_RPC_RPC_OBSERVER_H_

#include <cstddef>
#include <limits>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace skranke {

// Stands for every method that is not in the server's list.
inline constexpr size_t kUnlistedMethod = std::numeric_limits<size_t>::max();

// Threads share it; its function must not block.
class RpcObserver {
 public:
  virtual ~RpcObserver() = default;
  // A call was answered, whether or not its caller still listened: `duration` runs from its arrival
  // to its answer, for a stream to its end.
  virtual void CallEnded(size_t method_index, absl::StatusCode code, absl::Duration duration) = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_RPC_OBSERVER_H_
