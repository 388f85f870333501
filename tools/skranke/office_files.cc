#include "tools/skranke/office_files.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<std::vector<std::string>> CsvPaths(const fs::path& dir) {
  std::vector<std::string> paths;
  std::error_code error;
  fs::recursive_directory_iterator entry(dir, error);
  while (!error && entry != fs::recursive_directory_iterator()) {
    if (entry->path().extension() == ".csv") {
      paths.push_back(entry->path().lexically_relative(dir).generic_string());
    }
    entry.increment(error);
  }
  if (error) return UsageError(absl::StrCat(dir.string(), " cannot be read: ", error.message()));
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

absl::StatusOr<std::vector<v1::PackageFile>> ReadOfficeFiles(const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const std::vector<std::string> paths, CsvPaths(dir));
  if (paths.empty()) return UsageError(absl::StrCat(dir, " holds no .csv file of a package"));
  std::vector<v1::PackageFile> files;
  for (const std::string& path : paths) {
    auto content = ReadFile((fs::path(dir) / path).string());
    if (!content.ok()) return UsageError(content.status().message());
    v1::PackageFile file;
    file.set_path(path);
    file.set_content(*std::move(content));
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace skranke
