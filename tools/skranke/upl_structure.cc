#include <set>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/structure_table.h"

namespace skranke {
namespace {

// No number of a person follows from it; the country is the nearest that packages know.
const StructureFrame kFrame = {
    .version = "upl", .zone = "Europe/Amsterdam", .country = "DK", .agency = "Gemeente"};

constexpr const char* kTiers[] = {"Rijk", "Provincie", "Waterschap", "Gemeente"};

// The last part of an address.
std::string NameIn(const std::string& uri) { return uri.substr(uri.rfind('/') + 1); }

// A law's name may be longer than a package takes; then its number must do.
std::string LawOf(const SourceTable& products, const CsvRow& row) {
  const std::string label = products.Cell(row, "Grondslaglabel");
  return label.size() <= kNameBytesMax ? label : products.Cell(row, "Grondslag");
}

// One row a product: it repeats with each of its legal bases. A product of several tiers has no
// owner before people choose one.
absl::Status AddProducts(const SourceFiles& files, Structure& made) {
  SKRANKE_ASSIGN_OR_RETURN(
      const auto products,
      SourceTable::Read(files, "UPL-actueel.csv",
                        {"UniformeProductnaam", "URI", "Rijk", "Provincie", "Waterschap",
                         "Gemeente", "Grondslag", "Grondslaglabel"}));
  TaskTable table;
  std::set<std::string> seen;
  int several = 0;
  for (const CsvRow& row : products.rows()) {
    const std::string code = NameIn(products.Cell(row, "URI"));
    if (!seen.insert(code).second) continue;
    std::string owner;
    int owners = 0;
    for (const char* tier : kTiers) {
      if (products.Cell(row, tier).empty()) continue;
      owner = tier;
      ++owners;
    }
    several += owners > 1 ? 1 : 0;
    table.Add({.code = code,
               .title = products.Cell(row, "UniformeProductnaam"),
               .owner = owners == 1 ? owner : "",
               .legal_basis = LawOf(products, row)});
  }
  made.files[ListFile(kFrame, "tasks.csv")] = table.text();
  made.notes.push_back(absl::StrCat(several, " products have several owners and got none."));
  return absl::OkStatus();
}

// The source does not say what a municipality became a part of.
absl::Status AddMunicipalities(const SourceFiles& files, Structure& made) {
  SKRANKE_ASSIGN_OR_RETURN(const auto municipalities,
                           SourceTable::Read(files, "gemeenten.csv", {"name", "end_date"}));
  PackageTable table("place,title,valid_from,valid_to,successor");
  int ended = 0;
  for (const CsvRow& row : municipalities.rows()) {
    const std::string name = municipalities.Cell(row, "name");
    const std::string end = municipalities.Cell(row, "end_date");
    ended += end.empty() ? 0 : 1;
    table.Add({name, name, "", end, ""});
  }
  made.files["places.csv"] = table.text();
  made.notes.push_back(
      absl::StrCat(ended, " municipalities have ended; the source names no successor."));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Structure> UplStructure(const SourceFiles& files) {
  Structure made = FramedStructure(kFrame);
  PackageTable agencies("agency,title,principal,endpoint,max_in_flight");
  PackageTable units("agency,unit,title,protected,valid_from,valid_to,successor");
  // Each tier has one desk, which sorts as well.
  for (const char* tier : kTiers) {
    agencies.Add({tier, tier, tier, "", ""});
    units.Add({tier, "SORTING", "Loket", "no", "", "", ""});
  }
  made.files["agencies.csv"] = agencies.text();
  made.files["units.csv"] = units.text();
  SKRANKE_RETURN_IF_ERROR(AddProducts(files, made));
  SKRANKE_RETURN_IF_ERROR(AddMunicipalities(files, made));
  return made;
}

}  // namespace skranke
