// What judging knows besides the cases: the directory, the adopted lists and those on their way,
// the test persons, agencies that are away. A value of shared immutable parts; replaced as a whole when one of them
// changes.
#ifndef SKRANKE_LIBS_CASEWORK_INSTALLATION_H_
#define SKRANKE_LIBS_CASEWORK_INSTALLATION_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "libs/casework/outages.h"
#include "libs/directory/directory.h"
#include "libs/directory/test_persons.h"
#include "libs/tasklist/rulebook.h"
#include "libs/tasklist/task_list_book.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

struct Installation {
  std::shared_ptr<const Directory> directory;
  std::shared_ptr<const TaskListBook> lists;
  std::shared_ptr<const TestPersons> test_persons;
  // Drafts, and what became of them. Never null.
  std::shared_ptr<const Rulebook> rulebook = std::make_shared<const Rulebook>();
  // Agencies that cannot be reached. Never null.
  std::shared_ptr<const Outages> outages = std::make_shared<const Outages>();
  // Agency code to HOST:PORT given on the command line; wins over agencies.csv.
  absl::flat_hash_map<std::string, std::string> endpoints;
  // SHA-256 of the test persons as installed, to see whether a package has others.
  std::string test_persons_hash;
  // True with --dev: only test persons are accepted; false: no test person is.
  bool dev = false;

  // Where messages to the agency are pushed; empty: it pulls.
  std::string EndpointOf(absl::string_view agency) const {
    if (const auto it = endpoints.find(agency); it != endpoints.end()) return it->second;
    const auto* row = directory->FindAgency(agency);
    return row == nullptr ? "" : row->endpoint();
  }
};

// The test persons of an installed directory. DATA_LOSS if they cannot be read.
absl::StatusOr<std::shared_ptr<const TestPersons>> OpenTestPersons(
    const storage::v1::Sealed& sealed);

// The installed lists, compiled.
absl::StatusOr<std::shared_ptr<const TaskListBook>> MakeListBook(
    const std::vector<storage::v1::TaskListInstalled>& installed);

// Adds a draft as it was stored; a ratified emergency list no longer ends by itself.
void AddDraft(storage::v1::RulebookDraft draft, Installation& installation);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_INSTALLATION_H_
