// An office package as it comes: its CSV files, by path. What an operator edits in a directory, and
// what `office apply` sends over the wire. Threads may call these at the same time.
//
//   SKRANKE_ASSIGN_OR_RETURN(const PackageFiles files, ReadPackage("deploy/offices/nordvik"));
//   SKRANKE_ASSIGN_OR_RETURN(const auto directory, ParseDirectory(files));
#ifndef SKRANKE_LIBS_DIRECTORY_PACKAGE_H_
#define SKRANKE_LIBS_DIRECTORY_PACKAGE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// Path inside the package ("office.csv", "lists/2026-1/tasks.csv") to bytes.
using PackageFiles = std::map<std::string, std::string>;

// Every .csv file below `directory`; other files and hidden ones are left alone. Errors, reason
// PACKAGE_FILE: NOT_FOUND where there is no such directory, INVALID_ARGUMENT where a file cannot be
// read, is larger than kPackageFileBytesMax, or there are more than kPackageFilesMax.
absl::StatusOr<PackageFiles> ReadPackage(const std::string& directory);

// The versions of the oppgaveliste that the package has: the directory names below lists/, sorted.
std::vector<std::string> TaskListVersions(const PackageFiles& files);

// "lists/2026-1/tasks.csv".
std::string TaskListPath(absl::string_view version, absl::string_view file);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_PACKAGE_H_
