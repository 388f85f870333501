#include "libs/directory/package.h"

#include <filesystem>
#include <set>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/files.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

constexpr char kListsPrefix[] = "lists/";

absl::Status FileError(absl::StatusCode code, absl::string_view path, absl::string_view message) {
  return ReasonError(code, "PACKAGE_FILE", absl::StrCat(path, ": ", message));
}

bool IsHidden(const fs::path& path) { return absl::StartsWith(path.filename().string(), "."); }

// The .csv files below `root`, relative to it.
absl::StatusOr<std::vector<fs::path>> TablePaths(const fs::path& root) {
  std::vector<fs::path> paths;
  std::error_code error;
  fs::recursive_directory_iterator at(root, error);
  for (; !error && at != fs::end(at); at.increment(error)) {
    if (IsHidden(at->path())) {
      at.disable_recursion_pending();
    } else if (at->path().extension() == ".csv") {
      paths.push_back(at->path().lexically_relative(root));
    }
    if (paths.size() > kPackageFilesMax) {
      return FileError(absl::StatusCode::kInvalidArgument, root.string(),
                       absl::StrCat("has more than ", kPackageFilesMax, " tables"));
    }
  }
  if (error) {
    return FileError(absl::StatusCode::kInvalidArgument, root.string(), error.message());
  }
  return paths;
}

}  // namespace

absl::StatusOr<PackageFiles> ReadPackage(const std::string& directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error)) {
    return FileError(absl::StatusCode::kNotFound, directory, "is not a directory");
  }
  SKRANKE_ASSIGN_OR_RETURN(const std::vector<fs::path> paths, TablePaths(directory));
  PackageFiles files;
  for (const fs::path& path : paths) {
    absl::StatusOr<std::string> bytes = ReadFile((fs::path(directory) / path).string());
    if (!bytes.ok()) {
      return FileError(absl::StatusCode::kInvalidArgument, path.generic_string(),
                       bytes.status().message());
    }
    files.emplace(path.generic_string(), *std::move(bytes));
  }
  return files;
}

std::vector<std::string> TaskListVersions(const PackageFiles& files) {
  std::set<std::string> versions;
  for (const auto& [path, bytes] : files) {
    absl::string_view rest = path;
    const bool in_lists = absl::ConsumePrefix(&rest, kListsPrefix);
    const size_t slash = rest.find('/');
    if (in_lists && slash != rest.npos) versions.emplace(rest.substr(0, slash));
  }
  return {versions.begin(), versions.end()};
}

std::string TaskListPath(absl::string_view version, absl::string_view file) {
  return absl::StrCat(kListsPrefix, version, "/", file);
}

}  // namespace skranke
