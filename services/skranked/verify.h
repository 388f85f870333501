// skranked --verify: reads everything that is stored and compares it with what it must be.
#ifndef SKRANKE_SERVICES_SKRANKED_VERIFY_H_
#define SKRANKE_SERVICES_SKRANKED_VERIFY_H_

#include <string>

#include "absl/status/statusor.h"

namespace skranke {

// Every block of every file, the chain over every record, the head file, and every view row against
// the events. Writes nothing to the data directory; nobody may be serving it.
// Gives one sentence with the figures. DATA_LOSS names what is wrong.
absl::StatusOr<std::string> VerifyDataDirectory(const std::string& data_dir,
                                                const std::string& head_file);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SKRANKED_VERIFY_H_
