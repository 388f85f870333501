// One batch being made: commands are judged one after another over an overlay, and become records.
// One thread at a time.
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
inline constexpr uint32_t kEngineVersion = 2;

class RecordBatch {
 public:
  struct Base {
    // Commit position of the latest record before the batch.
    uint64_t position = 0;
    // Has everything committed, but perhaps not what `below` is about to.
    std::shared_ptr<const StoreSnapshot> store;
    // The batch before, where it is still on its way to the disk; finished. Null: it is stored.
    std::shared_ptr<const RecordBatch> below;
    CounterBook* counters = nullptr;
    const InstallationKey* key = nullptr;
    Entropy* entropy = nullptr;
    std::shared_ptr<const Installation> installation;
    absl::Time now;
  };

  explicit RecordBatch(Base base);

  // Fetches in one go what the commands say they will read.
  absl::Status Prefetch(const std::vector<Command>& commands);

  // Judges one command. What it is answered is kept until the batch is on disk. `now` never falls.
  // `clock` is what the machine says, which is behind it where somebody set the clock back: what an
  // operator confirms is of the machine.
  void Judge(Command& command, absl::Time now, absl::Time clock);

  // Ends judging. From here on any thread may read the batch, and one may commit and answer it.
  absl::Status Settle() { return overlay_.Settle(); }

  // What to commit, and the log's new end. False if no command changed anything.
  absl::StatusOr<bool> FillBatch(const StoreSnapshot& store, LogEnd& end, Batch& batch) const;

  // Calls every command's done: with its answer, or with `failure`. A failed batch answers nothing
  // else, for what was judged after a change saw that change.
  void AnswerAll(const absl::Status& failure);

  // Commit position of the batch's last record.
  uint64_t position() const { return position_; }
  // When the latest command was judged.
  absl::Time now() const { return now_; }
  size_t commands() const { return outgoing_.size(); }
  const std::shared_ptr<const Installation>& installation() const { return installation_; }
  bool clock_confirmed() const { return clock_confirmed_; }
  // A store that cannot be read: final.
  const absl::Status& read_status() const { return read_status_; }

 private:
  struct Outgoing {
    std::function<void(Answer)> done;
    Answer answer;
  };

  absl::StatusOr<Answer> JudgeOrReplay(Command& command, absl::Time clock);
  absl::StatusOr<Answer> Replay(absl::string_view fingerprint,
                                const std::string& position_bytes) const;
  absl::StatusOr<Answer> AddRecord(const Command& command, const Caller& caller,
                                   const std::string& request_key, const std::string& fingerprint,
                                   Judgement judgement);
  storage::v1::Record NewRecord(const Command& command, const Caller& caller,
                                const Judgement& judgement) const;
  absl::StatusOr<storage::v1::Record> FindRecord(uint64_t position) const;
  void Install(const storage::v1::Event& event);
  absl::Status ForgetOldRequests(const StoreSnapshot& store, size_t most, LogEnd& end,
                                 Batch& batch) const;

  // Kept until the batch is answered: the overlay reads it.
  std::shared_ptr<const RecordBatch> below_;
  Overlay overlay_;
  const InstallationKey* const key_;
  Entropy* const entropy_;
  std::shared_ptr<const Installation> installation_;
  absl::Time now_;
  const uint64_t begin_position_;
  uint64_t position_;
  // Bytes of the records, in order.
  std::vector<std::string> records_;
  std::vector<Outgoing> outgoing_;
  bool clock_confirmed_ = false;
  absl::Status read_status_;
};

// Key of the row of a request id in kRequest.
std::string RequestKey(const InstallationKey& key, absl::string_view caller,
                       absl::string_view request_id);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_RECORD_BATCH_H_
