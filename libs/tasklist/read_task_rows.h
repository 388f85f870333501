// Reads tasks.csv of an oppgaveliste: one task a row. Pure; threads may call it at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_READ_TASK_ROWS_H_
#define SKRANKE_LIBS_TASKLIST_READ_TASK_ROWS_H_

#include <string>
#include <vector>

#include "libs/directory/package_reader.h"
#include "libs/tasklist/known_names.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// The rows of `path`, in their order. Faults go to the reader: a task doubled, an agency or office
// that the directory has not, several owners, a cell that is not what its column holds.
std::vector<storage::v1::TaskRow> ReadTaskRows(PackageReader& reader, const std::string& path,
                                               const KnownNames& names);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_READ_TASK_ROWS_H_
