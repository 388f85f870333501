// Coming up: what is stored is checked before anything is served.
#ifndef SKRANKE_LIBS_ENGINE_RECOVERY_H_
#define SKRANKE_LIBS_ENGINE_RECOVERY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "libs/casework/installation.h"
#include "libs/store/store.h"
#include "libs/vault/installation_key.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

struct Recovered {
  storage::v1::Head head;
  // Records that were walked.
  uint64_t walked = 0;
};

// The store's head; nothing in an empty store.
absl::StatusOr<absl::optional<storage::v1::Head>> ReadHead(const StoreSnapshot& store);

// Reads the head and walks the records after the last flushed one: no hole, the chain as the head
// says, and not behind the head file. An empty store gives an empty log.
// DATA_LOSS: LOG_HOLE, CHAIN_BROKEN, BEHIND_HEAD_FILE. FAILED_PRECONDITION: FORMAT_NEWER,
// WRONG_KEY, VIEWS_OLD.
absl::StatusOr<Recovered> RecoverLog(const StoreSnapshot& store, const InstallationKey& key,
                                     const std::string& head_file);

// Walks the whole log from its beginning. Same errors.
absl::StatusOr<Recovered> VerifyLog(const StoreSnapshot& store);

// Loads directory, test persons, lists, drafts and outages as the store has them; leaves the rest
// alone.
absl::Status LoadInstallation(const StoreSnapshot& store, Installation& installation);

// Hash by which a store knows its installation key.
std::string KeyCheck(const InstallationKey& key);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_RECOVERY_H_
