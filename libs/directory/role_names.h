// The closed list of roles, as staff.csv names them. Threads may share it.
#ifndef SKRANKE_LIBS_DIRECTORY_ROLE_NAMES_H_
#define SKRANKE_LIBS_DIRECTORY_ROLE_NAMES_H_

#include "absl/strings/string_view.h"

namespace skranke {

// "CLERK", "SUPERVISOR", ...
bool IsRoleName(absl::string_view name);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_ROLE_NAMES_H_
