#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/structure_table.h"

namespace skranke {
namespace {

// No number of a person follows from it; the country is the nearest that packages know.
const StructureFrame kFrame = {
    .version = "uk", .zone = "Europe/London", .country = "DK", .agency = "SORTING"};

struct Authority {
  std::string slug;
  std::string name;
  std::string parent;  // The county's id; empty where there is none.
};
using Authorities = std::map<std::string, Authority>;  // By id.

// A service and what is wanted of it, e.g. "2-8 school-clothing-grants-vouchers".
using Links =
    std::map<std::string, std::set<std::string>>;  // Task to the authorities that have it.

absl::StatusOr<Authorities> ReadAuthorities(const SourceFiles& files) {
  SKRANKE_ASSIGN_OR_RETURN(
      const auto table,
      SourceTable::Read(files, "local_authorities.csv", {"id", "parent_id", "slug", "name"}));
  Authorities authorities;
  for (const CsvRow& row : table.rows()) {
    const Authority authority{table.Cell(row, "slug"), table.Cell(row, "name"),
                              table.Cell(row, "parent_id")};
    if (!authorities.emplace(table.Cell(row, "id"), authority).second) {
      return table.Fault(row, "id", "stands there twice");
    }
  }
  return authorities;
}

void AddAuthorities(const Authorities& authorities, Structure& made) {
  PackageTable agencies("agency,title,principal,endpoint,max_in_flight");
  PackageTable units("agency,unit,title,protected,valid_from,valid_to,successor");
  PackageTable places("place,title,valid_from,valid_to,successor");
  agencies.Add({"SORTING", "Sorting", "", "", ""});
  units.Add({"SORTING", "SORTING", "Sorting", "no", "", "", ""});
  for (const auto& [id, authority] : authorities) {
    agencies.Add({authority.slug, authority.name, authority.name, "", ""});
    units.Add({authority.slug, "DESK", authority.name, "no", "", "", ""});
    places.Add({authority.slug, authority.name, "", "", ""});
  }
  made.files["agencies.csv"] = agencies.text();
  made.files["units.csv"] = units.text();
  made.files["places.csv"] = places.text();
}

// Links of authorities that the other table has not are left out, and counted.
absl::StatusOr<Links> ReadLinks(const SourceFiles& files, const Authorities& authorities,
                                Structure& made) {
  SKRANKE_ASSIGN_OR_RETURN(const auto table, SourceTable::Read(files, "local_service_links.csv",
                                                               {"authority", "lgsl_code", "service",
                                                                "lgil_code", "interaction"}));
  std::set<std::string> known;
  for (const auto& [id, authority] : authorities) known.insert(authority.slug);
  Links links;
  TaskTable tasks;
  std::set<std::string> unknown;
  for (const CsvRow& row : table.rows()) {
    const std::string task =
        absl::StrCat(table.Cell(row, "lgsl_code"), "-", table.Cell(row, "lgil_code"));
    const auto [found, is_new] = links.try_emplace(task);
    if (is_new) {
      const std::string title =
          absl::StrCat(table.Cell(row, "service"), ": ", table.Cell(row, "interaction"));
      tasks.Add({.code = task, .title = title, .title_en = title});
    }
    const std::string authority = table.Cell(row, "authority");
    (known.count(authority) > 0 ? found->second : unknown).insert(authority);
  }
  made.files[ListFile(kFrame, "tasks.csv")] = tasks.text();
  made.notes.push_back(absl::StrCat(unknown.size(),
                                    " authorities with services are not among the authorities; "
                                    "their services got no row."));
  return links;
}

// Who has a task for a place: its own authority, else its county's; empty for nobody.
std::string OwnerIn(const Authority& place, const std::set<std::string>& owners,
                    const Authorities& authorities) {
  if (owners.count(place.slug) > 0) return place.slug;
  const auto county = authorities.find(place.parent);
  if (county == authorities.end() || owners.count(county->second.slug) == 0) return "";
  return county->second.slug;
}

void AddRouting(const Links& links, const Authorities& authorities, Structure& made) {
  PackageTable routing("task_code,place,protection,valid_from,valid_to,agency,unit");
  int pairs = 0;
  int silent = 0;
  for (const auto& [task, owners] : links) {
    for (const auto& [id, place] : authorities) {
      ++pairs;
      const std::string owner = OwnerIn(place, owners, authorities);
      silent += owner.empty() ? 1 : 0;
      if (!owner.empty()) routing.Add({task, place.slug, "*", "", "", owner, "DESK"});
    }
  }
  made.files[ListFile(kFrame, "routing.csv")] = routing.text();
  made.notes.push_back(absl::StrCat(silent, " of ", pairs,
                                    " pairs of service and place have no owner; cases go to "
                                    "people."));
}

}  // namespace

absl::StatusOr<Structure> UkStructure(const SourceFiles& files) {
  Structure made = FramedStructure(kFrame);
  SKRANKE_ASSIGN_OR_RETURN(const Authorities authorities, ReadAuthorities(files));
  AddAuthorities(authorities, made);
  SKRANKE_ASSIGN_OR_RETURN(const Links links, ReadLinks(files, authorities, made));
  AddRouting(links, authorities, made);
  return made;
}

}  // namespace skranke
