// Reads test_persons.csv, the package's list of made-up persons. Pure; threads may call it at the
// same time.
#ifndef SKRANKE_LIBS_DIRECTORY_PARSE_TEST_PERSONS_H_
#define SKRANKE_LIBS_DIRECTORY_PARSE_TEST_PERSONS_H_

#include "absl/status/statusor.h"
#include "libs/directory/package.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// The persons by number; nobody where the package has no such file. Numbers are kept as written:
// they must stand there in their canonical form (libs/identity: NO 11, DK 10, SE 12 characters
// without sign, FI 11 as issued). A row may be repeated (the Swedish authority's own list repeats
// some), but not with other marks. INVALID_ARGUMENT as ParseDirectory; no fault repeats a cell.
absl::StatusOr<storage::v1::TestPersons> ParseTestPersons(const PackageFiles& files);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_PARSE_TEST_PERSONS_H_
