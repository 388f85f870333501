// The streams of a server that are open now, so that a drain can end them. Threads may share it.
#ifndef SKRANKE_LIBS_RPC_OPEN_STREAMS_H_
#define SKRANKE_LIBS_RPC_OPEN_STREAMS_H_

#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/mutex.h"
#include "libs/rpc/call_handler.h"

namespace skranke {

// UNAVAILABLE SERVER_DRAINING: how a stream ends when its server does.
absl::Status DrainingError();

class OpenStreams {
 public:
  // False when the streams were ended already: this one must not begin.
  bool Add(const std::shared_ptr<ServedStream>& stream) ABSL_LOCKS_EXCLUDED(mutex_);
  void Remove(ServedStream* stream) ABSL_LOCKS_EXCLUDED(mutex_);
  // Finishes all of them, and lets none begin any more.
  void EndAll(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Mutex mutex_;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  absl::flat_hash_map<ServedStream*, std::weak_ptr<ServedStream>> streams_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_OPEN_STREAMS_H_
