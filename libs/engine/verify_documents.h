// Every stored document against its hash, its name and the cases that have it. Nobody may be
// writing to the store or the directory; nothing is changed. One thread.
#ifndef SKRANKE_LIBS_ENGINE_VERIFY_DOCUMENTS_H_
#define SKRANKE_LIBS_ENGINE_VERIFY_DOCUMENTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/store/store.h"
#include "libs/vault/installation_key.h"

namespace skranke {

struct DocumentFigures {
  // How many there are; every byte of each was read.
  uint64_t stored = 0;
  // Of those, how many no case has.
  uint64_t orphans = 0;
  // Documents of cases that are not here: nobody has brought them, or they are lost. The cases have
  // their hashes.
  uint64_t missing = 0;
  // The first of them: "cases/{case}: stored/ab/abcd…", which is where a copy would have it.
  std::vector<std::string> missing_named;
};

// How many missing documents are named at most. Source: design; a screen's worth.
inline constexpr size_t kMissingNamedMax = 20;

// DATA_LOSS: DOCUMENT_DAMAGED for one whose bytes have another hash, or that lies under the name of
// another; DOCUMENT_LOST for one that a case's receiver has fetched here, so that it was here, and
// that is not. Each names the file and, where it is known, the case.
absl::StatusOr<DocumentFigures> VerifyDocuments(const Store& store, const InstallationKey& key,
                                                const std::string& dir);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_VERIFY_DOCUMENTS_H_
