// Where a map's line_of finds its files. Threads may call it at the same time.
#ifndef SKRANKE_TOOLS_SKRANKE_SHARED_FOLDER_H_
#define SKRANKE_TOOLS_SKRANKE_SHARED_FOLDER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

// The path of `name` in the folder that SKRANKE_SHARED names, else in the nearest folder `shared`
// that stands beside one of the folders which hold `map_path`.
std::string SharedPath(const std::string& map_path, absl::string_view name);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SHARED_FOLDER_H_
