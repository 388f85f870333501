#include "tests/faults/lossy_head_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace skranke {
namespace {

// As libs/engine/engine.cc has it.
constexpr absl::Duration kHeadSyncEvery = absl::Seconds(1);
// As libs/engine/head.cc has it.
constexpr size_t kHalfBytes = 512;

}  // namespace

std::optional<std::string> LossyHeadFile::Read() const {
  std::ifstream file(path_, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void LossyHeadFile::Started(absl::Duration monotonic) {
  synced_ = Read();
  last_sync_ = monotonic;
}

void LossyHeadFile::BeforeStep(absl::Duration monotonic) {
  if (monotonic - last_sync_ < kHeadSyncEvery) return;
  synced_ = Read();
  last_sync_ = monotonic;
}

void LossyHeadFile::Restart(uint64_t chance) {
  std::optional<std::string> left = chance % 2 == 0 ? written_ : synced_;
  if (chance % 4 == 3 && written_ && synced_ && written_->size() == synced_->size()) {
    left = written_->substr(0, kHalfBytes) + synced_->substr(std::min(kHalfBytes, synced_->size()));
  }
  synced_ = left;
  std::filesystem::remove(path_);
  if (left) std::ofstream(path_, std::ios::binary) << *left;
}

}  // namespace skranke
