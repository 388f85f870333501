#include "libs/engine/recovery.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/engine/head.h"
#include "libs/engine/keys.h"
#include "libs/engine/log_end.h"
#include "libs/engine/rows.h"

namespace skranke {
namespace {

using storage::v1::Head;

absl::Status Loss(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, message);
}

absl::Status Refused(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, reason, message);
}

// A head that must lie on the walked chain: the head file's.
struct Waypoint {
  uint64_t position = 0;
  std::string chain;
};

struct Walk {
  uint64_t position = 0;
  std::string chain;
  uint64_t walked = 0;
  Sha256Stream hasher;
};

absl::Status Step(absl::string_view key, absl::string_view value,
                  const absl::optional<Waypoint>& waypoint, Walk& walk) {
  if (NumberAtEnd(key) != walk.position + 1) {
    return Loss("LOG_HOLE", absl::StrCat("the record at position ", walk.position + 1,
                                         " is missing from the log"));
  }
  ++walk.position;
  ++walk.walked;
  walk.chain = NextChain(walk.hasher, walk.chain, value);
  if (waypoint && waypoint->position == walk.position && waypoint->chain != walk.chain) {
    return Loss("CHAIN_BROKEN", absl::StrCat("the record at position ", walk.position,
                                             " is not the one that was acknowledged"));
  }
  return absl::OkStatus();
}

absl::Status WalkLog(const StoreSnapshot& store, const Head& head,
                     const absl::optional<Waypoint>& waypoint, Walk& walk) {
  absl::Status step;
  SKRANKE_RETURN_IF_ERROR(store.Scan({Table::kEvent, EventKey(walk.position + 1), ""},
                                     [&](absl::string_view key, absl::string_view value) {
                                       step = Step(key, value, waypoint, walk);
                                       return step.ok();
                                     }));
  SKRANKE_RETURN_IF_ERROR(step);
  if (walk.position != head.position()) {
    return Loss("LOG_HOLE", absl::StrCat("the log ends at position ", walk.position,
                                         ", its head says ", head.position()));
  }
  if (walk.chain != head.chain()) {
    return Loss("CHAIN_BROKEN", "the records are not those that the head was made of");
  }
  return absl::OkStatus();
}

absl::Status CheckHead(const Head& head, const InstallationKey& key) {
  if (head.format() > kDiskFormat) {
    return Refused("FORMAT_NEWER", absl::StrCat("the data directory has format ", head.format(),
                                                ", this build reads up to ", kDiskFormat));
  }
  if (head.key_check() != KeyCheck(key)) {
    return Refused("WRONG_KEY", "the installation key is not the one that the store was made with");
  }
  if (head.view_version() != kViewVersion) {
    return Refused("VIEWS_OLD", "the views are of another version; start with --rebuild_views");
  }
  return absl::OkStatus();
}

// One row that cannot be read refuses all: an older directory would let in who has left.
template <typename Message>
absl::StatusOr<std::vector<Message>> LoadRows(const StoreSnapshot& store,
                                              const std::string& prefix) {
  std::vector<Message> messages;
  bool readable = true;
  SKRANKE_RETURN_IF_ERROR(store.Scan(
      {Table::kMeta, prefix, AfterPrefix(prefix)}, [&](absl::string_view, absl::string_view value) {
        readable =
            messages.emplace_back().ParseFromArray(value.data(), static_cast<int>(value.size()));
        return readable;
      }));
  if (!readable) return Loss("INSTALLATION_UNREADABLE", "an installed version cannot be read");
  return messages;
}

absl::Time InstallTime(const storage::v1::DirectoryInstalled& installed) {
  return absl::FromUnixMicros(installed.install_us());
}

}  // namespace

std::string KeyCheck(const InstallationKey& key) { return key.Pseudonym("key check", ""); }

absl::StatusOr<absl::optional<Head>> ReadHead(const StoreSnapshot& store) {
  const Row row{Table::kMeta, kHeadKey};
  SKRANKE_ASSIGN_OR_RETURN(const auto values, store.MultiGet({&row, 1}));
  if (!values[0].has_value()) return absl::optional<Head>();
  Head head;
  if (!head.ParseFromString(*values[0])) return Loss("CHAIN_BROKEN", "the head cannot be read");
  return absl::optional<Head>(std::move(head));
}

absl::StatusOr<Recovered> RecoverLog(const StoreSnapshot& store, const InstallationKey& key,
                                     const std::string& head_file) {
  SKRANKE_ASSIGN_OR_RETURN(const auto filed, HeadFile::Read(head_file));
  SKRANKE_ASSIGN_OR_RETURN(auto head, ReadHead(store));
  if (!head) {
    head = LogEnd().head();
    head->set_key_check(KeyCheck(key));
  }
  SKRANKE_RETURN_IF_ERROR(CheckHead(*head, key));
  absl::optional<Waypoint> waypoint;
  if (filed) waypoint = Waypoint{filed->position(), filed->chain()};
  if (waypoint && waypoint->position > head->position()) {
    return Loss("BEHIND_HEAD_FILE",
                absl::StrCat("the store ends at position ", head->position(), ", but ", head_file,
                             " has acknowledged up to ", waypoint->position));
  }
  Walk walk{.position = head->flushed_position(), .chain = head->flushed_chain()};
  if (walk.position == 0) walk.chain = EmptyChain();
  SKRANKE_RETURN_IF_ERROR(WalkLog(store, *head, waypoint, walk));
  return Recovered{*std::move(head), walk.walked};
}

absl::StatusOr<Recovered> VerifyLog(const StoreSnapshot& store) {
  SKRANKE_ASSIGN_OR_RETURN(auto head, ReadHead(store));
  if (!head) head = LogEnd().head();
  Walk walk{.chain = EmptyChain()};
  SKRANKE_RETURN_IF_ERROR(WalkLog(store, *head, absl::nullopt, walk));
  return Recovered{*std::move(head), walk.walked};
}

absl::Status LoadInstallation(const StoreSnapshot& store, Installation& installation) {
  SKRANKE_ASSIGN_OR_RETURN(const auto directories,
                           LoadRows<storage::v1::DirectoryInstalled>(store, kDirectoryPrefix));
  SKRANKE_ASSIGN_OR_RETURN(const auto lists,
                           LoadRows<storage::v1::TaskListInstalled>(store, kTaskListPrefix));
  SKRANKE_ASSIGN_OR_RETURN(auto drafts, LoadRows<storage::v1::RulebookDraft>(store, kDraftPrefix));
  SKRANKE_ASSIGN_OR_RETURN(auto outages,
                           LoadRows<storage::v1::OutageAnnounced>(store, kOutagePrefix));
  if (directories.empty()) return absl::OkStatus();
  const auto& latest = directories.back();
  SKRANKE_ASSIGN_OR_RETURN(
      installation.directory,
      Directory::Make(latest.version(), InstallTime(latest), latest.directory()));
  SKRANKE_ASSIGN_OR_RETURN(installation.test_persons, OpenTestPersons(latest.test_persons()));
  installation.test_persons_hash = Sha256(latest.test_persons().bytes());
  SKRANKE_ASSIGN_OR_RETURN(installation.lists, MakeListBook(lists));
  for (auto& draft : drafts) AddDraft(std::move(draft), installation);
  for (auto& outage : outages) {
    storage::v1::Event event;
    *event.mutable_outage_announced() = std::move(outage);
    installation.outages = installation.outages->With(event);
  }
  return absl::OkStatus();
}

}  // namespace skranke
