// One damage to one file of an office's data, as a disk, a cable or a hand does it: chosen by
// chance, the same for the same seed and the same files. One thread.
#ifndef SKRANKE_TESTS_FAULTS_MUTATION_H_
#define SKRANKE_TESTS_FAULTS_MUTATION_H_

#include <filesystem>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/vault/entropy.h"

namespace skranke {

enum class FileKind { kTable, kLog, kManifest, kCurrent, kHead, kKey, kText };
inline constexpr int kFileKinds = 7;
const char* Name(FileKind kind);

enum class MutationKind { kFlippedBit, kTruncated, kSwappedBlocks, kZeroedBlock, kDeleted };
inline constexpr int kMutationKinds = 5;
const char* Name(MutationKind kind);

struct Mutation {
  std::filesystem::path file;
  FileKind file_kind = FileKind::kText;
  MutationKind kind = MutationKind::kFlippedBit;
  // Where in the file, for who wants to do it again.
  std::string where;
};

// Copies an office's directory. Table files are linked, for nobody writes to them.
absl::Status CopyOffice(const std::filesystem::path& from, const std::filesystem::path& to);

// Damages one file of the office in `dir`; a linked file is replaced, so its other names stay
// whole.
absl::StatusOr<Mutation> Mutate(const std::filesystem::path& dir, Entropy& chance);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_MUTATION_H_
