#include "tools/skranke/written_package.h"

#include <filesystem>

#include "absl/strings/match.h"
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

absl::Status WriteBelow(const std::string& dir, const v1::PackageFile& file) {
  const fs::path path = fs::path(file.path()).lexically_normal();
  if (path.empty() || path.is_absolute() || absl::StartsWith(path.generic_string(), "..")) {
    return UsageError("the answer names a file outside of the directory");
  }
  const fs::path target = fs::path(dir) / path;
  std::error_code error;
  fs::create_directories(target.parent_path(), error);
  if (error) return UsageError(absl::StrCat(target.parent_path().string(), " cannot be made"));
  return WriteFileDurably(target.string(), file.content());
}

}  // namespace skranke
