// Judging a stored case again: by the list and the directory that it was judged by, on the facts as
// they then stood, the same verdict and the same receiver must come out, whatever lists have been
// adopted since (DESIGN section 4). Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_REDERIVE_H_
#define SKRANKE_LIBS_CASEWORK_REDERIVE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "libs/casework/installation.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

struct Rederived {
  // True if nothing differs, also where people alone decided and there is nothing to judge again.
  bool same = true;
  // One sentence each; without a unit's name and with nothing of the person.
  std::vector<std::string> differences;
};

// Gives the directory that was installed with a version.
using DirectoryOf =
    absl::FunctionRef<absl::StatusOr<std::shared_ptr<const Directory>>(uint64_t version)>;

// Judges the latest verdict and the latest routing by the list again, and compares the case that
// its records give with the stored one. `records` are all records of the case, oldest first.
// A list or directory that is not installed is a difference; other errors are directory_of's.
absl::StatusOr<Rederived> Rederive(const storage::v1::CaseState& stored,
                                   const std::vector<storage::v1::Record>& records,
                                   const Installation& installation, DirectoryOf directory_of);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_REDERIVE_H_
