#include "libs/testing/shared_data.h"

#include <cstdlib>
#include <filesystem>

namespace skranke {
namespace {

namespace fs = std::filesystem;

bool IsSourceRoot(const fs::path& dir) {
  return fs::exists(dir / "CMakeLists.txt") && fs::exists(dir / "libs/base/clock.h");
}

fs::path SharedRoot() {
  const char* named = std::getenv("SKRANKE_SHARED");
  if (named != nullptr && *named != '\0') return named;
  return fs::path(SourceRoot()).parent_path() / "shared";
}

}  // namespace

std::string SourceRoot() {
  for (fs::path dir = fs::current_path(); dir != dir.root_path(); dir = dir.parent_path()) {
    if (IsSourceRoot(dir)) return dir.string();
  }
  return "";
}

std::string SourceFile(absl::string_view name) {
  return (fs::path(SourceRoot()) / std::string(name)).string();
}

std::string SharedData(absl::string_view name) {
  return (SharedRoot() / std::string(name)).string();
}

bool HasSharedData() { return fs::is_directory(SharedRoot() / "data"); }

}  // namespace skranke
