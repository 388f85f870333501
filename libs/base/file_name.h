// A file's name made of a text from outside. Pure; threads may call it at the same time.
#ifndef SKRANKE_LIBS_BASE_FILE_NAME_H_
#define SKRANKE_LIBS_BASE_FILE_NAME_H_

#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

// The text, with every byte but a-z, A-Z, 0-9, '.', '_' and '-' as %XX: no two texts have the same
// name, and none leaves its folder or has a blank in it.
std::string FileNameOf(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_FILE_NAME_H_
