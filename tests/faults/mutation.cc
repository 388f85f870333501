#include "tests/faults/mutation.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

// What a disk reads and writes at once. Small files are halved instead.
constexpr size_t kBlock = 4096;

struct Weight {
  FileKind kind;
  uint64_t share;
};

// Of 100. Most bytes lie in tables; most of what RocksDB believes without asking lies in the
// others.
constexpr std::array<Weight, kFileKinds> kShares = {{{FileKind::kTable, 36},
                                                     {FileKind::kLog, 20},
                                                     {FileKind::kManifest, 22},
                                                     {FileKind::kCurrent, 5},
                                                     {FileKind::kHead, 7},
                                                     {FileKind::kKey, 4},
                                                     {FileKind::kText, 6}}};

FileKind KindOf(const fs::path& file) {
  const std::string name = file.filename().string();
  if (file.extension() == ".sst") return FileKind::kTable;
  if (file.extension() == ".log") return FileKind::kLog;
  if (file.extension() == ".head") return FileKind::kHead;
  if (file.extension() == ".key") return FileKind::kKey;
  if (absl::StartsWith(name, "MANIFEST-0")) return FileKind::kManifest;
  return name == "CURRENT" ? FileKind::kCurrent : FileKind::kText;
}

FileKind ChooseKind(Entropy& chance) {
  uint64_t at = chance.Next() % 100;
  for (const Weight& weight : kShares) {
    if (at < weight.share) return weight.kind;
    at -= weight.share;
  }
  return FileKind::kTable;
}

// The server's stderr lies beside the data, and is none.
bool IsData(const fs::directory_entry& entry) {
  return entry.is_regular_file() && entry.path().filename() != "skranked.log";
}

// In an order of their own, so that the same seed finds the same file.
std::vector<fs::path> FilesOf(const fs::path& dir, FileKind kind) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(dir)) {
    if (IsData(entry) && KindOf(entry.path()) == kind) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string Read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

absl::Status Replace(const fs::path& file, const std::string& bytes) {
  fs::remove(file);
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  out.close();
  if (out.good()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot write ", file.string()));
}

std::string FlipBit(std::string& bytes, Entropy& chance) {
  const size_t at = chance.Next() % bytes.size();
  const unsigned bit = chance.Next() % 8;
  bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
  return absl::StrCat("bit ", bit, " of byte ", at, " of ", bytes.size());
}

std::string Truncate(std::string& bytes, Entropy& chance) {
  const size_t before = bytes.size();
  bytes.resize(chance.Next() % before);
  return absl::StrCat("to ", bytes.size(), " of ", before, " bytes");
}

size_t BlockOf(const std::string& bytes) { return std::clamp(bytes.size() / 2, size_t{1}, kBlock); }

std::string SwapBlocks(std::string& bytes, Entropy& chance) {
  const size_t block = BlockOf(bytes);
  const size_t blocks = bytes.size() / block;
  if (blocks < 2) return "nothing to swap";
  const size_t first = chance.Next() % blocks;
  const size_t second = (first + 1 + chance.Next() % (blocks - 1)) % blocks;
  std::swap_ranges(bytes.begin() + static_cast<ptrdiff_t>(first * block),
                   bytes.begin() + static_cast<ptrdiff_t>((first + 1) * block),
                   bytes.begin() + static_cast<ptrdiff_t>(second * block));
  return absl::StrCat("blocks ", first, " and ", second, " of ", block, " bytes");
}

// Half of them where a disk's block begins, half anywhere: RocksDB takes zeros for the empty rest
// of a log where they begin with a record.
std::string ZeroBlock(std::string& bytes, Entropy& chance) {
  const size_t block = BlockOf(bytes);
  size_t from = chance.Next() % bytes.size();
  if (chance.Next() % 2 == 0) from -= from % block;
  const size_t length = std::min(block, bytes.size() - from);
  bytes.replace(from, length, length, '\0');
  return absl::StrCat("bytes ", from, " to ", from + length, " of ", bytes.size());
}

absl::Status Apply(Mutation& mutation, Entropy& chance) {
  std::string bytes = Read(mutation.file);
  if (bytes.empty()) mutation.kind = MutationKind::kDeleted;
  switch (mutation.kind) {
    case MutationKind::kFlippedBit:
      mutation.where = FlipBit(bytes, chance);
      break;
    case MutationKind::kTruncated:
      mutation.where = Truncate(bytes, chance);
      break;
    case MutationKind::kSwappedBlocks:
      mutation.where = SwapBlocks(bytes, chance);
      break;
    case MutationKind::kZeroedBlock:
      mutation.where = ZeroBlock(bytes, chance);
      break;
    case MutationKind::kDeleted:
      fs::remove(mutation.file);
      return absl::OkStatus();
  }
  return Replace(mutation.file, bytes);
}

}  // namespace

const char* Name(FileKind kind) {
  constexpr std::array<const char*, kFileKinds> kNames = {"table", "log", "MANIFEST", "CURRENT",
                                                          "head",  "key", "text"};
  return kNames[static_cast<size_t>(kind)];
}

const char* Name(MutationKind kind) {
  constexpr std::array<const char*, kMutationKinds> kNames = {
      "flipped bit", "truncated", "swapped blocks", "zeroed block", "deleted"};
  return kNames[static_cast<size_t>(kind)];
}

absl::Status CopyOffice(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to / "data", error);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    if (!IsData(entry)) continue;
    const fs::path copy = to / fs::relative(entry.path(), from);
    if (KindOf(entry.path()) == FileKind::kTable) {
      fs::create_hard_link(entry.path(), copy, error);
    } else {
      fs::copy_file(entry.path(), copy, error);
    }
    if (error) break;
  }
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot copy ", from.string(), ": ", error.message()));
}

absl::StatusOr<Mutation> Mutate(const fs::path& dir, Entropy& chance) {
  Mutation mutation;
  std::vector<fs::path> files;
  while (files.empty()) {
    mutation.file_kind = ChooseKind(chance);
    files = FilesOf(dir, mutation.file_kind);
  }
  mutation.file = files[chance.Next() % files.size()];
  mutation.kind = static_cast<MutationKind>(chance.Next() % kMutationKinds);
  if (const absl::Status applied = Apply(mutation, chance); !applied.ok()) return applied;
  return mutation;
}

}  // namespace skranke
