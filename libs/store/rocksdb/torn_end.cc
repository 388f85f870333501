#include "libs/store/rocksdb/torn_end.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/log.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/data_dir.h"
#include "libs/store/rocksdb/manifest_note.h"
#include "libs/store/rocksdb/rocksdb_status.h"

namespace skranke {
namespace {

// RocksDB's log format, which is fixed: blocks, in them fragments of a checksum, two bytes of
// length and one of type, then the bytes. Logs are not recycled here.
constexpr size_t kBlock = 32768;
constexpr size_t kHeader = 7;
enum Type : uint8_t { kFull = 1, kFirst = 2, kMiddle = 3, kLast = 4 };

uint32_t Crc32c(absl::string_view bytes) {
  static const std::array<uint32_t, 256> table = [] {
    std::array<uint32_t, 256> made{};
    for (uint32_t i = 0; i < made.size(); ++i) {
      uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = value & 1 ? value >> 1 ^ 0x82f63b78 : value >> 1;
      made[i] = value;
    }
    return made;
  }();
  uint32_t crc = 0xffffffff;
  for (const char byte : bytes) crc = crc >> 8 ^ table[(crc ^ static_cast<uint8_t>(byte)) & 0xff];
  return ~crc;
}

// As RocksDB stores it.
uint32_t Masked(uint32_t crc) { return (crc >> 15 | crc << 17) + 0xa282ead8; }

struct Fragment {
  uint8_t type = 0;  // 0: none that is whole begins here.
  size_t size = 0;
};

Fragment FragmentAt(absl::string_view bytes, size_t at) {
  const size_t block_end = std::min(bytes.size(), (at / kBlock + 1) * kBlock);
  if (at + kHeader > block_end) return {};
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(bytes[at + i]); };
  const size_t length = byte(4) | byte(5) << 8;
  if (byte(6) < kFull || byte(6) > kLast || at + kHeader + length > block_end) return {};
  const uint32_t stored = byte(0) | byte(1) << 8 | byte(2) << 16 | uint32_t{byte(3)} << 24;
  if (Masked(Crc32c(bytes.substr(at + 6, 1 + length))) != stored) return {};
  return {byte(6), kHeader + length};
}

// Whether an entry begins, whole, anywhere behind. What is left of the torn one does not begin.
bool HasEntryBehind(absl::string_view bytes, size_t at) {
  for (size_t i = at + 1; i < bytes.size(); ++i) {
    const uint8_t type = FragmentAt(bytes, i).type;
    if (type == kFull || type == kFirst) return true;
  }
  return false;
}

struct Whole {
  size_t end = 0;    // Of all fragments up to the first that is not whole.
  size_t begin = 0;  // Of the last entry that began before it and did not end; else the same.
};

Whole WholePart(absl::string_view bytes) {
  Whole whole;
  while (whole.end < bytes.size()) {
    const size_t left = kBlock - whole.end % kBlock;
    const Fragment fragment = FragmentAt(bytes, whole.end);
    if (left >= kHeader && fragment.type == 0) break;
    if (fragment.type == kFull || fragment.type == kFirst) whole.begin = whole.end;
    whole.end += left < kHeader ? left : fragment.size;
    if (fragment.type == kFull || fragment.type == kLast) whole.begin = whole.end;
  }
  return whole;
}

absl::Status WriteSynced(rocksdb::Env* env, const std::string& file, absl::string_view bytes) {
  return FromRocksDb(rocksdb::WriteStringToFile(env, {bytes.data(), bytes.size()}, file,
                                                /*should_sync=*/true),
                     absl::StrCat("writing ", file));
}

// The file as it was is kept under the name `kept`.
absl::StatusOr<bool> CutTornEnd(rocksdb::Env* env, const std::string& dir, const std::string& name,
                                uint64_t unsynced_from, absl::string_view kept) {
  const std::string file = absl::StrCat(dir, "/", name);
  std::string bytes;
  SKRANKE_RETURN_IF_ERROR(FromRocksDb(rocksdb::ReadFileToString(env, file, &bytes), "reading"));
  const auto torn = FindTornEnd(bytes, unsynced_from);
  if (!torn.has_value()) return false;
  const std::string whole = absl::StrCat(dir, "/WHOLE");
  SKRANKE_RETURN_IF_ERROR(WriteSynced(env, absl::StrCat(dir, "/", kept), bytes));
  SKRANKE_RETURN_IF_ERROR(WriteSynced(env, whole, absl::string_view(bytes).substr(0, *torn)));
  SKRANKE_RETURN_IF_ERROR(
      FromRocksDb(env->RenameFile(whole, file), absl::StrCat("renaming ", whole)));
  SKRANKE_RETURN_IF_ERROR(SyncDirectory(env, dir));
  Log(LogLevel::kWarning, "the last write was torn and is cut off",
      {{"file", file},
       {"from", absl::StrCat(*torn)},
       {"bytes", absl::StrCat(bytes.size())},
       {"kept", std::string(kept)}});
  return true;
}

// RocksDB numbers its files upwards, at the same width.
std::string NewestLog(rocksdb::Env* env, const std::string& dir) {
  std::vector<std::string> names;
  env->GetChildren(dir, &names).PermitUncheckedError();
  std::string newest;
  for (const std::string& name : names) {
    if (absl::EndsWith(name, ".log")) newest = std::max(newest, name);
  }
  return newest;
}

}  // namespace

absl::optional<uint64_t> FindTornEnd(absl::string_view bytes, uint64_t unsynced_from) {
  const Whole whole = WholePart(bytes);
  if (whole.end >= bytes.size()) return absl::nullopt;
  const bool known_unsynced = unsynced_from != 0 && whole.begin >= unsynced_from;
  if (!known_unsynced && HasEntryBehind(bytes, whole.end)) return absl::nullopt;
  return whole.begin;
}

absl::StatusOr<bool> CutTornEnds(rocksdb::Env* env, const std::string& dir) {
  bool cut = false;
  if (const std::string log = NewestLog(env, dir); !log.empty()) {
    SKRANKE_ASSIGN_OR_RETURN(cut, CutTornEnd(env, dir, log, 0, "TORN-LOG"));
  }
  SKRANKE_ASSIGN_OR_RETURN(const NotedManifest manifest, FindNotedManifest(env, dir));
  SKRANKE_ASSIGN_OR_RETURN(const bool manifest_cut,
                           CutTornEnd(env, dir, manifest.name, manifest.bytes, "TORN-MANIFEST"));
  return cut || manifest_cut;
}

}  // namespace skranke
