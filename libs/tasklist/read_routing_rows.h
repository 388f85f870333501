// Reads routing.csv and owners.csv of an oppgaveliste: who receives what, and who owns a task, on
// which days. Pure; threads may call these at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_READ_ROUTING_ROWS_H_
#define SKRANKE_LIBS_TASKLIST_READ_ROUTING_ROWS_H_

#include <string>
#include <vector>

#include "libs/directory/package_reader.h"
#include "libs/tasklist/known_names.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// The rows of `path`, in their order. Faults go to the reader: a task, agency or unit that is not
// known, a cell that is not what its column holds, two rows that answer the same cases of a day.
std::vector<storage::v1::RoutingRow> ReadRoutingRows(PackageReader& reader, const std::string& path,
                                                     const KnownNames& names);

// The same for owners; none where the package has no such file.
std::vector<storage::v1::OwnerRow> ReadOwnerRows(PackageReader& reader, const std::string& path,
                                                 const KnownNames& names);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_READ_ROUTING_ROWS_H_
