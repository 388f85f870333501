// The engine's head file, as a power cut may leave it: it is written after each commit and synced
// each second, so it may be as it was last written, as it was last synced, or half of each, for its
// halves lie in two sectors. Follows when the engine syncs. One thread.
#ifndef SKRANKE_TESTS_FAULTS_LOSSY_HEAD_FILE_H_
#define SKRANKE_TESTS_FAULTS_LOSSY_HEAD_FILE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"

namespace skranke {

class LossyHeadFile {
 public:
  explicit LossyHeadFile(std::string path) : path_(std::move(path)) {}

  // The engine has started: what it wrote then, it synced.
  void Started(absl::Duration monotonic);
  // The engine is about to look at the clock, and syncs when a second has passed.
  void BeforeStep(absl::Duration monotonic);
  // Before the process goes: what it does then, a dead one would not.
  void Remember() { written_ = Read(); }
  // After it went: what the disk has.
  void Restart(uint64_t chance);

  const std::string& path() const { return path_; }

 private:
  std::optional<std::string> Read() const;

  const std::string path_;
  std::optional<std::string> synced_;
  std::optional<std::string> written_;
  absl::Duration last_sync_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_LOSSY_HEAD_FILE_H_
