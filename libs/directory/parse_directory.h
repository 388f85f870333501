// Reads the directory of an office package: office, offices, service_points, agencies, units and
// staff.csv, and places.csv where there is one. Pure functions; threads may call them at the same
// time.
#ifndef SKRANKE_LIBS_DIRECTORY_PARSE_DIRECTORY_H_
#define SKRANKE_LIBS_DIRECTORY_PARSE_DIRECTORY_H_

#include "absl/status/statusor.h"
#include "libs/directory/package.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// Messages under way to an agency at a time, where its row says nothing. Source: design; 64
// agencies stay within the 1,000 calls that one process comfortably keeps open.
inline constexpr int kInFlightDefault = 16;

// Rows come sorted by their codes, so that the order in the files does not matter. The lists below
// lists/ and test_persons.csv are not read here, but a .csv file that no package has is a fault.
//
// INVALID_ARGUMENT with every fault, one a line (see PackageReader::status): a table or column
// missing or unknown; a code missing, doubled, or unknown where it is referred to; a day that is
// none, or an end before its beginning; a role, country or zone that is none; an office without
// sorting unit; a place whose successors lead nowhere; settings or staff that every package must
// have.
absl::StatusOr<storage::v1::DirectoryContent> ParseDirectory(const PackageFiles& files);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_PARSE_DIRECTORY_H_
