// One batch being made: commands are judged one after another over an overlay, and become records.
// The writer's own; one thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_RECORD_BATCH_H_
#define SKRANKE_LIBS_ENGINE_RECORD_BATCH_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "libs/engine/command.h"
#include "libs/engine/log_end.h"
#include "libs/engine/overlay.h"
#include "libs/vault/entropy.h"

namespace skranke {

// Version of the judging code, in every record.
inline constexpr uint32_t kEngineVersion = 1;

class RecordBatch {
 public:
  RecordBatch(LogEnd* end, std::shared_ptr<const StoreSnapshot> store, const InstallationKey* key,
              Entropy* entropy, std::shared_ptr<const Installation> installation, absl::Time now);

  // Fetches in one go what the commands say they will read.
  absl::Status Prefetch(const std::vector<Command>& commands);

  // Judges one command. What it is answered is kept until the batch is on disk.
  void Judge(Command& command);

  // What to commit. False if no command changed anything.
  absl::StatusOr<bool> FillBatch(Batch& batch);

  // Calls every command's done: with its answer, or with `failure` where it would have changed
  // something that is now not known to be stored.
  void AnswerAll(const absl::Status& failure);

  const std::shared_ptr<const Installation>& installation() const { return installation_; }
  bool clock_confirmed() const { return clock_confirmed_; }
  // A store that cannot be read: final.
  const absl::Status& read_status() const { return read_status_; }

 private:
  struct Outgoing {
    std::function<void(Answer)> done;
    Answer answer;
    bool changed = false;
  };

  absl::StatusOr<Answer> JudgeOrReplay(Command& command, bool& changed);
  absl::StatusOr<Answer> Replay(absl::string_view fingerprint,
                                const std::string& position_bytes) const;
  absl::StatusOr<Answer> AddRecord(const Command& command, const Caller& caller,
                                   const std::string& request_key, const std::string& fingerprint,
                                   Judgement judgement);
  absl::Status Install(const storage::v1::Event& event);
  absl::Status ForgetOldRequests(size_t most);

  LogEnd* const end_;
  Overlay overlay_;
  const InstallationKey* const key_;
  Entropy* const entropy_;
  std::shared_ptr<const Installation> installation_;
  const absl::Time now_;
  const uint64_t begin_position_;
  std::vector<Outgoing> outgoing_;
  bool clock_confirmed_ = false;
  absl::Status read_status_;
};

// Key of the row of a request id in kRequest.
std::string RequestKey(const InstallationKey& key, absl::string_view caller,
                       absl::string_view request_id);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_RECORD_BATCH_H_
