#include "tests/simulation/mortal_store.h"

#include <utility>

#include "libs/base/reason.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

// Rows of a thousand that a bug of bite.h spoils.
constexpr int kSpoiled = 60;
constexpr int64_t kSecondUs = 1'000'000;
constexpr int64_t kDayUs = 24 * 3600 * kSecondUs;

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
    case Bite::kLimitMoved:
    case Bite::kAcceptanceForgotten:
      return Table::kCase;
    case Bite::kOwnerTwice:
      return Table::kIndex;
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

std::string WithLimitMoved(absl::string_view row) {
  storage::v1::CaseState citizen_case;
  citizen_case.ParseFromArray(row.data(), static_cast<int>(row.size()));
  for (auto& limit : *citizen_case.mutable_deadlines()) {
    limit.set_due_us(limit.due_us() + kDayUs);
  }
  return citizen_case.SerializeAsString();
}

std::string WithAcceptanceForgotten(absl::string_view row) {
  storage::v1::CaseState citizen_case;
  citizen_case.ParseFromArray(row.data(), static_cast<int>(row.size()));
  if (citizen_case.state() != v1::STATE_ACCEPTED) return std::string(row);
  citizen_case.set_state(v1::STATE_DELIVERED);
  auto& handover = *citizen_case.mutable_handovers(citizen_case.handovers_size() - 1);
  handover.set_outcome(v1::Handover::OUTCOME_DELIVERED);
  handover.clear_accept_us();
  return citizen_case.SerializeAsString();
}

// A row that says who has a case (libs/engine/keys.h).
bool SaysWhoHasIt(const Batch::Change& change) {
  return change.table == Table::kIndex && !change.key.empty() &&
         (change.key[0] == 'u' || change.key[0] == 'w');
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
  if (spoiled == Table::kMeta) return WriteAndShow(batch, fence);
  Batch bitten;
  batch.ForEach([&](const Batch::Change& change) {
    if (!change.value.has_value()) {
      const bool stays = bite_ == Bite::kOwnerTwice && SaysWhoHasIt(change);
      if (!stays || !chance_->Happens(kSpoiled)) bitten.Delete(change.table, change.key);
      return;
    }
    if (change.table != spoiled) return bitten.Put(change.table, change.key, *change.value);
    const auto value = Bitten(change);
    if (value.has_value()) bitten.Put(change.table, change.key, *value);
  });
  bitten.set_tag(batch.tag());
  return WriteAndShow(bitten, fence);
}

absl::Status MortalStore::WriteAndShow(const Batch& batch, uint64_t fence) {
  absl::Status written = store_->Commit(batch, fence);
  if (written.ok()) watch_->See(batch);
  return written;
}

absl::optional<std::string> MortalStore::Bitten(const Batch::Change& change) {
  if (bite_ == Bite::kOwnerTwice) return std::string(*change.value);
  const bool always = bite_ == Bite::kRequestIdForgotten || bite_ == Bite::kMessageForgotten;
  if (!always && !chance_->Happens(kSpoiled)) return std::string(*change.value);
  if (bite_ == Bite::kClockRestarted) return WithClockRestarted(*change.value);
  if (bite_ == Bite::kLimitMoved) return WithLimitMoved(*change.value);
  if (bite_ == Bite::kAcceptanceForgotten) return WithAcceptanceForgotten(*change.value);
  return absl::nullopt;
}

}  // namespace skranke
