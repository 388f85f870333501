#include "libs/rpc/open_streams.h"

#include "libs/base/reason.h"

namespace skranke {

absl::Status DrainingError() {
  return ReasonError(absl::StatusCode::kUnavailable, "SERVER_DRAINING",
                     "the server is being stopped; connect again and go on from your position");
}

bool OpenStreams::Add(const std::shared_ptr<ServedStream>& stream) {
  MutexLock lock(&mutex_);
  if (!ended_) streams_.emplace(stream.get(), stream);
  return !ended_;
}

void OpenStreams::Remove(ServedStream* stream) {
  MutexLock lock(&mutex_);
  streams_.erase(stream);
}

void OpenStreams::EndAll(const absl::Status& status) {
  std::vector<std::shared_ptr<ServedStream>> open;
  {
    MutexLock lock(&mutex_);
    ended_ = true;
    for (const auto& [key, stream] : streams_) {
      if (auto alive = stream.lock()) open.push_back(std::move(alive));
    }
  }
  // Outside the lock: Finish locks the stream, and a stream locks us when it goes.
  for (const auto& stream : open) stream->Finish(status);
}

}  // namespace skranke
