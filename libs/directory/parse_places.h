// Reads places.csv of an office package. Pure; threads may call it at the same time.
#ifndef SKRANKE_LIBS_DIRECTORY_PARSE_PLACES_H_
#define SKRANKE_LIBS_DIRECTORY_PARSE_PLACES_H_

#include "libs/directory/package.h"
#include "libs/directory/package_reader.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// Adds the places in the order of the file; none where the package has no places.csv. A fault in
// `reader`: a code missing or doubled; a day that is none or an end before its beginning; a
// successor that is unknown, leads round in a circle, or has itself ended without a successor.
void AddPlaces(const PackageFiles& files, PackageReader& reader,
               storage::v1::DirectoryContent& content);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_PARSE_PLACES_H_
