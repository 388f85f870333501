#include "tools/skranke/written_package.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/usage.h"

namespace skranke {

namespace fs = std::filesystem;

absl::Status WritePackage(const std::string& dir, const std::map<std::string, std::string>& files) {
  if (dir.empty()) return UsageError("--out=DIR is needed");
  std::error_code error;
  if (fs::exists(dir, error) && !fs::is_empty(dir, error)) {
    return UsageError(absl::StrCat(dir, " is not empty"));
  }
  for (const auto& [path, bytes] : files) {
    const fs::path file = fs::path(dir) / path;
    fs::create_directories(file.parent_path(), error);
    if (error) return UsageError(absl::StrCat(dir, " cannot be made: ", error.message()));
    SKRANKE_RETURN_IF_ERROR(WriteFileDurably(file.string(), bytes));
  }
  return absl::OkStatus();
}

}  // namespace skranke
