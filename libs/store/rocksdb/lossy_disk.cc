#include "libs/store/rocksdb/lossy_disk.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/lossy_file_system.h"
#include "libs/store/rocksdb/store_environment.h"
#include "rocksdb/system_clock.h"

namespace skranke {
namespace {

using Lie = LossyDisk::Lie;
using Node = LossyDisk::Node;

constexpr size_t kSector = 512;
constexpr size_t kPage = 4096;

// "/a//b/" is "/a/b", and the root is "".
std::string Normal(absl::string_view name) {
  std::string normal;
  for (const char c : name) {
    if (c != '/' || normal.empty() || normal.back() != '/') normal.push_back(c);
  }
  if (!normal.empty() && normal.back() == '/') normal.pop_back();
  return normal;
}

std::string ParentOf(const std::string& name) { return name.substr(0, name.rfind('/')); }

Lie KindOf(const std::string& name) {
  if (absl::EndsWith(name, ".log")) return Lie::kLogs;
  if (absl::EndsWith(name, ".sst")) return Lie::kTables;
  return absl::StrContains(name, "/MANIFEST-0") ? Lie::kManifests : Lie::kNone;
}

absl::Status Missing(const std::string& name) {
  return absl::NotFoundError(absl::StrCat("no ", name));
}

size_t UpTo(std::mt19937_64& chance, size_t most) { return chance() % (most + 1); }

// The last sector that was written is rubbish, or what follows it is, as far as the file reached.
void Tear(Node& file, std::mt19937_64& chance) {
  const size_t end = file.synced + 1 + UpTo(chance, file.bytes.size() - file.synced - 1);
  file.bytes.resize(end);
  const size_t torn = std::max(file.synced, (end - 1) / kSector * kSector);
  for (size_t i = torn; i < end; ++i) file.bytes[i] = static_cast<char>(chance());
}

// Pages arrive in any order; one that did not arrive reads as zeros.
void LosePages(Node& file, std::mt19937_64& chance) {
  for (size_t begin = file.synced; begin < file.bytes.size();) {
    const size_t end = std::min(file.bytes.size(), (begin / kPage + 1) * kPage);
    if (chance() % 2 == 0) std::fill(&file.bytes[begin], &file.bytes[begin] + (end - begin), '\0');
    begin = end;
  }
}

void LoseBytes(Node& file, std::mt19937_64& chance) {
  if (file.synced < file.bytes.size()) {
    switch (chance() % 5) {
      case 0:
        file.bytes.resize(file.synced);
        break;
      case 1:
        break;
      case 2:
        file.bytes.resize(file.synced + UpTo(chance, file.bytes.size() - file.synced));
        break;
      case 3:
        Tear(file, chance);
        break;
      case 4:
        LosePages(file, chance);
        break;
    }
  }
  file.synced = file.bytes.size();  // What the machine finds when it is on again stays.
}

// RocksDB sleeps a second after each error in the background. A machine without power does not.
class ImpatientClock : public rocksdb::SystemClockWrapper {
 public:
  using SystemClockWrapper::SystemClockWrapper;
  const char* Name() const override { return "ImpatientClock"; }
  void SleepForMicroseconds(int) override {}
};

class LossyEnv : public rocksdb::EnvWrapper {
 public:
  explicit LossyEnv(const std::shared_ptr<rocksdb::FileSystem>& files)
      : EnvWrapper(rocksdb::NewCompositeEnv(files)) {
    file_system_ = files;
    system_clock_ = std::make_shared<ImpatientClock>(rocksdb::SystemClock::Default());
  }
  const char* Name() const override { return "LossyEnv"; }
};

}  // namespace

LossyDisk::LossyDisk(Lie lie) : lie_(lie) {
  auto root = std::make_shared<Node>();
  root->is_directory = true;
  names_[""] = durable_[""] = std::move(root);
}

std::shared_ptr<StoreEnvironment> LossyDisk::Environment() {
  auto environment = std::make_shared<StoreEnvironment>();
  environment->env = std::make_unique<LossyEnv>(std::make_shared<LossyFileSystem>(this));
  return environment;
}

void LossyDisk::CutAfter(uint64_t operations) {
  MutexLock lock(&mutex_);
  cut_at_ = operations == 0 ? 0 : operations_ + operations;
}

bool LossyDisk::is_cut() const {
  MutexLock lock(&mutex_);
  return is_cut_;
}

uint64_t LossyDisk::operations() const {
  MutexLock lock(&mutex_);
  return operations_;
}

absl::Status LossyDisk::Step() {
  ++operations_;
  if (cut_at_ != 0 && operations_ >= cut_at_) is_cut_ = true;
  return is_cut_ ? absl::UnavailableError("the power is gone") : absl::OkStatus();
}

void LossyDisk::Apply(const NameChange& change, Names& names) {
  if (!change.gone.empty()) names.erase(change.gone);
  if (change.node != nullptr) names[change.name] = change.node;
}

void LossyDisk::Change(NameChange change) {
  Apply(change, names_);
  pending_.push_back(std::move(change));
}

void LossyDisk::LoseNames(std::mt19937_64& chance) {
  const uint64_t kept = chance() % 4;
  const size_t first = UpTo(chance, pending_.size());
  std::vector<bool> survives;
  for (size_t i = 0; i < pending_.size(); ++i) {
    survives.push_back(kept == 1 || (kept == 2 && i < first) || (kept == 3 && chance() % 2 == 0));
    const bool is_rename = !pending_[i].gone.empty() && pending_[i].node != nullptr;
    if (survives.back() && is_rename) survives.assign(i + 1, true);
  }
  for (size_t i = 0; i < pending_.size(); ++i) {
    if (survives[i]) Apply(pending_[i], durable_);
  }
  pending_.clear();
  names_.clear();
  // In order of names: a directory comes before what lies in it, and takes it along when it is
  // lost.
  for (const auto& [name, node] : durable_) {
    if (name.empty() || names_.count(ParentOf(name)) != 0) names_[name] = node;
  }
  durable_ = names_;
}

void LossyDisk::Restart(uint64_t seed) {
  std::mt19937_64 chance(seed);
  MutexLock lock(&mutex_);
  LoseNames(chance);
  for (auto& [name, node] : names_) LoseBytes(*node, chance);
  locks_.clear();
  cut_at_ = 0;
  is_cut_ = false;
}

absl::StatusOr<LossyDisk::File> LossyDisk::Create(const std::string& name, bool keep_bytes) {
  const std::string normal = Normal(name);
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(Step());
  const auto known = names_.find(normal);
  if (keep_bytes && known != names_.end()) return known->second;
  if (names_.count(ParentOf(normal)) == 0) return Missing(ParentOf(normal));
  auto node = std::make_shared<Node>();
  node->kind = KindOf(normal);
  Change({.name = normal, .node = node});
  return node;
}

absl::Status LossyDisk::CreateDirectory(const std::string& name) {
  const std::string normal = Normal(name);
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(Step());
  if (names_.count(normal) != 0) return absl::AlreadyExistsError(normal);
  if (names_.count(ParentOf(normal)) == 0) return Missing(ParentOf(normal));
  auto node = std::make_shared<Node>();
  node->is_directory = true;
  Change({.name = normal, .node = std::move(node)});
  return absl::OkStatus();
}

absl::StatusOr<LossyDisk::File> LossyDisk::Open(const std::string& name) const {
  MutexLock lock(&mutex_);
  const auto known = names_.find(Normal(name));
  if (known == names_.end()) return Missing(name);
  return known->second;
}

absl::Status LossyDisk::Append(Node& file, absl::string_view bytes) {
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(Step());
  file.bytes.append(bytes.data(), bytes.size());
  return absl::OkStatus();
}

absl::Status LossyDisk::Sync(Node& file) {
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(Step());
  if (lie_ == Lie::kNone || lie_ != file.kind) file.synced = file.bytes.size();
  return absl::OkStatus();
}

absl::Status LossyDisk::SyncDirectory(const std::string& name) {
  const std::string normal = Normal(name);
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(Step());
  if (lie_ == Lie::kDirectories) return absl::OkStatus();
  std::vector<NameChange> elsewhere;
  for (NameChange& change : pending_) {
    if (ParentOf(change.node != nullptr ? change.name : change.gone) == normal) {
      Apply(change, durable_);
    } else {
      elsewhere.push_back(std::move(change));
    }
  }
  pending_ = std::move(elsewhere);
  return absl::OkStatus();
}

absl::Status LossyDisk::Delete(const std::string& name) {
  const std::string normal = Normal(name);
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(Step());
  if (names_.count(normal) == 0) return Missing(name);
  Change({.gone = normal});
  return absl::OkStatus();
}

absl::Status LossyDisk::Rename(const std::string& from, const std::string& to) {
  MutexLock lock(&mutex_);
  SKRANKE_RETURN_IF_ERROR(Step());
  const auto known = names_.find(Normal(from));
  if (known == names_.end()) return Missing(from);
  Change({.gone = Normal(from), .name = Normal(to), .node = known->second});
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> LossyDisk::Children(const std::string& directory) const {
  const std::string normal = Normal(directory);
  MutexLock lock(&mutex_);
  if (names_.count(normal) == 0) return Missing(directory);
  std::vector<std::string> children;
  for (const auto& [name, node] : names_) {
    if (!name.empty() && ParentOf(name) == normal)
      children.push_back(name.substr(normal.size() + 1));
  }
  return children;
}

uint64_t LossyDisk::SizeOf(const Node& file) const {
  MutexLock lock(&mutex_);
  return file.bytes.size();
}

size_t LossyDisk::Read(const Node& file, uint64_t offset, size_t size, char* to) const {
  MutexLock lock(&mutex_);
  if (offset >= file.bytes.size()) return 0;
  const size_t got = std::min<size_t>(size, file.bytes.size() - offset);
  std::memcpy(to, file.bytes.data() + offset, got);
  return got;
}

absl::Status LossyDisk::Lock(const std::string& name) {
  MutexLock lock(&mutex_);
  if (locks_.insert(Normal(name)).second) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(name, " is locked"));
}

void LossyDisk::Unlock(const std::string& name) {
  MutexLock lock(&mutex_);
  locks_.erase(Normal(name));
}

absl::Status LossyDisk::SaveTo(const std::string& dir) const {
  MutexLock lock(&mutex_);
  for (const auto& [name, node] : names_) {
    const std::filesystem::path to = absl::StrCat(dir, name);
    std::error_code error;
    std::filesystem::create_directories(node->is_directory ? to : to.parent_path(), error);
    if (!node->is_directory) std::ofstream(to, std::ios::binary) << node->bytes;
  }
  return absl::OkStatus();
}

}  // namespace skranke
