// Real public structures as office packages: who decides what, where and since when, read from the
// tables that others publish. A package made so is a beginning for people to edit, and a test of
// the format. Pure functions; threads may call them at the same time.
#ifndef SKRANKE_TOOLS_SKRANKE_STRUCTURE_H_
#define SKRANKE_TOOLS_SKRANKE_STRUCTURE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// The tables of a source, by file name, as they were published.
using SourceFiles = std::map<std::string, std::string>;

struct Structure {
  // The package, by path: "office.csv", "lists/nav/owners.csv".
  std::map<std::string, std::string> files;
  // What the source says that a package cannot: one sentence each, with counts.
  std::vector<std::string> notes;
};

// NAV's code lists: units, the themes' owners by date (owners.csv has the source's rows and lines),
// and which units may decide or hear appeals on a benefit, by place, protection and own staff.
// Files: tema, enheter, tema_enhet_history, ytelser, ytelse_vedtaksenheter.csv.
absl::StatusOr<Structure> NavStructure(const SourceFiles& files);

// The Dutch list of public products with the tier that owns each, and the municipalities, of which
// many have ended. Files: UPL-actueel, gemeenten.csv.
absl::StatusOr<Structure> UplStructure(const SourceFiles& files);

// Britain's local authorities and the services that each has; where a district has none, its
// county's. Files: local_authorities, local_service_links.csv.
absl::StatusOr<Structure> UkStructure(const SourceFiles& files);

// The Norwegian vocabulary of public services as tasks without owners, with the words that citizens
// use in words.csv. Files: los_concepts, los_search_labels.csv.
absl::StatusOr<Structure> LosStructure(const SourceFiles& files);

// The structure of that kind: nav, upl, uk or los. USAGE for another. Errors of all:
// INVALID_ARGUMENT with every table that is missing or broken, or the first row that cannot be,
// with its line.
absl::StatusOr<Structure> ReadStructure(absl::string_view kind, const SourceFiles& files);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_STRUCTURE_H_
