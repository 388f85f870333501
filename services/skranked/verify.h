// skranked --verify: reads everything that is stored and compares it with what it must be.
#ifndef SKRANKE_SERVICES_SKRANKED_VERIFY_H_
#define SKRANKE_SERVICES_SKRANKED_VERIFY_H_

#include <string>

#include "absl/status/statusor.h"

namespace skranke {

// Every block of every file, the chain over every record, the head file, every view row against the
// events, and every document against its hash and the cases. Writes nothing to the data directory;
// nobody may be serving it. Empty: DATA_DIR.head, DATA_DIR.documents.
// Gives one sentence with the figures, and a line for each document that only its hash is here of.
// DATA_LOSS names what is wrong.
absl::StatusOr<std::string> VerifyDataDirectory(const std::string& data_dir,
                                                const std::string& head_file,
                                                const std::string& documents_dir = "");

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SKRANKED_VERIFY_H_
