#include "tools/skranke/shared_folder.h"

#include <cstdlib>
#include <filesystem>

namespace skranke {
namespace {

namespace fs = std::filesystem;

fs::path FolderFor(const std::string& map_path) {
  const char* named = std::getenv("SKRANKE_SHARED");
  if (named != nullptr && *named != '\0') return named;
  for (fs::path dir = fs::absolute(map_path).parent_path(); dir != dir.root_path();
       dir = dir.parent_path()) {
    if (fs::is_directory(dir.parent_path() / "shared")) return dir.parent_path() / "shared";
  }
  return "shared";
}

}  // namespace

std::string SharedPath(const std::string& map_path, absl::string_view name) {
  return (FolderFor(map_path) / std::string(name)).string();
}

}  // namespace skranke
