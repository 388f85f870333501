// What the cells of a list may name: agencies, units and offices of the directory, and its own
// tasks. A value; threads may share it.
#ifndef SKRANKE_LIBS_TASKLIST_KNOWN_NAMES_H_
#define SKRANKE_LIBS_TASKLIST_KNOWN_NAMES_H_

#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "libs/directory/package_reader.h"
#include "libs/directory/unit_names.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

struct KnownNames {
  // Without tasks.
  explicit KnownNames(const storage::v1::DirectoryContent& directory);

  absl::flat_hash_set<std::string> agencies;
  absl::flat_hash_set<std::string> offices;
  UnitNames units;
  // None where tasks.csv cannot be read: then any task may be one.
  std::optional<absl::flat_hash_set<std::string>> tasks;
};

// The cell task_code, with a fault where it is no task of the list.
std::string ReadTask(PackageReader& reader, const PackageRow& row, const KnownNames& names);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_KNOWN_NAMES_H_
