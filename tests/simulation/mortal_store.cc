#include "tests/simulation/mortal_store.h"

#include <utility>

#include "libs/base/reason.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {
namespace {

// Rows of a thousand that a bug of bite.h spoils.
constexpr int kSpoiled = 60;
constexpr int64_t kSecondUs = 1'000'000;

absl::Status DiskGone() {
  return ReasonError(absl::StatusCode::kUnavailable, "STORE_IO_ERROR", "the disk is gone");
}

// The table that the bug spoils; kMeta for a bug that is not in the store.
Table SpoiledBy(Bite bite) {
  switch (bite) {
    case Bite::kRequestIdForgotten:
      return Table::kRequest;
    case Bite::kRecordDropped:
      return Table::kEvent;
    case Bite::kCaseRowLost:
    case Bite::kClockRestarted:
      return Table::kCase;
    case Bite::kMessageForgotten:
      return Table::kReady;
    default:
      return Table::kMeta;
  }
}

std::string WithClockRestarted(absl::string_view row) {
  storage::v1::CaseState citizen_case;
  citizen_case.ParseFromArray(row.data(), static_cast<int>(row.size()));
  citizen_case.set_receive_us(citizen_case.receive_us() + kSecondUs);
  return citizen_case.SerializeAsString();
}

}  // namespace

void MortalStore::Doom(int commits, Fate fate) {
  commits_left_ = commits;
  fate_ = fate;
}

absl::Status MortalStore::Commit(const Batch& batch, uint64_t fence) {
  if (dead_ || failed_) return DiskGone();
  if (lies_) return absl::OkStatus();
  const bool doomed = fate_ != Fate::kStored && --commits_left_ == 0;
  const Fate fate = doomed ? fate_ : Fate::kStored;
  dead_ = fate == Fate::kDiesBefore || fate == Fate::kDiesAfter;
  failed_ = fate == Fate::kFailsBefore || fate == Fate::kFailsAfter;
  const bool written = fate != Fate::kDiesBefore && fate != Fate::kFailsBefore;
  if (written) {
    if (absl::Status status = Write(batch, fence); !status.ok()) return status;
  }
  return dead_ || failed_ ? DiskGone() : absl::OkStatus();
}

absl::Status MortalStore::Write(const Batch& batch, uint64_t fence) {
  const Table spoiled = SpoiledBy(bite_);
  if (spoiled == Table::kMeta) return store_->Commit(batch, fence);
  Batch bitten;
  batch.ForEach([&](const Batch::Change& change) {
    if (!change.value.has_value()) return bitten.Delete(change.table, change.key);
    if (change.table != spoiled) return bitten.Put(change.table, change.key, *change.value);
    const auto value = Bitten(change);
    if (value.has_value()) bitten.Put(change.table, change.key, *value);
  });
  bitten.set_tag(batch.tag());
  return store_->Commit(bitten, fence);
}

absl::optional<std::string> MortalStore::Bitten(const Batch::Change& change) {
  const bool always = bite_ == Bite::kRequestIdForgotten || bite_ == Bite::kMessageForgotten;
  if (!always && !chance_->Happens(kSpoiled)) return std::string(*change.value);
  if (bite_ == Bite::kClockRestarted) return WithClockRestarted(*change.value);
  return absl::nullopt;
}

}  // namespace skranke
