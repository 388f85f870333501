// Looks at a damaged copy of an office: is the damage told, or is everything as it was? One thread.
#ifndef SKRANKE_TESTS_FAULTS_DAMAGED_OFFICE_H_
#define SKRANKE_TESTS_FAULTS_DAMAGED_OFFICE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/vault/entropy.h"
#include "tests/faults/golden_office.h"

namespace skranke {

enum class Outcome {
  // Every reply asked for is the same, byte for byte, and --verify has nothing to say.
  kIdentical,
  // skranked did not start, ended with 2 and said why, naming the damaged file.
  kRefusedNamed,
  // The same with a reason (a record missing, behind the head file), but not that file's name.
  kRefused,
  // The first request that met the damage was told so; --verify finds it, too.
  kRead,
  // Only --verify finds it; what was asked for was the same.
  kVerify,
  // Less or other things than were acknowledged, without a word; or a crash. A finding.
  kSilent,
};
inline constexpr int kOutcomes = 6;
const char* Name(Outcome outcome);

struct Verdict {
  Outcome outcome = Outcome::kSilent;
  // What was said, or what was found.
  std::string what;
};

struct Examination {
  std::string skranked;
  std::string office;
  // The damaged copy.
  std::string dir;
  // Name of the file that was damaged.
  std::string file;
  // Replies and cases asked for; 0: all.
  size_t sample = 0;
  bool accept_head = false;
};

// Serves the copy, asks, and lets --verify read it. An error: no process or no connection is to be
// had, which says nothing about the copy.
absl::StatusOr<Verdict> Examine(const Examination& examination, const GoldenOffice& golden,
                                Entropy& chance);

// What a living server says of every case and of all of them.
absl::StatusOr<std::vector<StoredCase>> ReadCases(const std::string& address,
                                                  const std::vector<std::string>& names);
absl::StatusOr<std::string> ReadStatistics(const std::string& address);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_DAMAGED_OFFICE_H_
