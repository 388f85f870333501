// Reads bundles.csv of an oppgaveliste: which parts a life event has. Pure; threads may call it at
// the same time.
#ifndef SKRANKE_LIBS_TASKLIST_READ_BUNDLE_ROWS_H_
#define SKRANKE_LIBS_TASKLIST_READ_BUNDLE_ROWS_H_

#include <string>

#include "libs/directory/package_reader.h"
#include "libs/tasklist/bundle_template.h"
#include "libs/tasklist/known_names.h"

namespace skranke {

// The rows of `path`, in their order; none where the package has no such file. Faults go to the
// reader: a task that the list has not, and what FaultsOf finds.
BundleRows ReadBundleRows(PackageReader& reader, const std::string& path, const KnownNames& names);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_READ_BUNDLE_ROWS_H_
