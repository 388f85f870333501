// A bulk file and its map, as the commands that read them find them. Threads may call these at the
// same time.
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORT_SOURCE_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORT_SOURCE_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/base/csv.h"
#include "tools/skranke/import_map.h"

namespace skranke {

// The map of --map; files that it names are looked for in the shared folder. USAGE where `path` is
// empty or what it names cannot be read.
absl::StatusOr<ImportMap> ReadImportMap(const std::string& path);

// The rows, unpacked where the file is packed. USAGE where it cannot be read; INVALID_ARGUMENT with
// PACKAGE_CELL where its columns are not the map's.
absl::StatusOr<CsvTable> ReadImportTable(const std::string& path, const ImportMap& map);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORT_SOURCE_H_
