#include "libs/directory/parse_places.h"

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

constexpr char kFile[] = "places.csv";

using RowOfPlace = absl::flat_hash_map<absl::string_view, const PackageRow*>;

// What is wrong with where a place's successors lead; empty where nothing is. Only the first step
// of a chain is judged as unknown: the others have a row, and a fault, of their own.
std::string SuccessorFault(const PackageRow& row, const RowOfPlace& places) {
  absl::flat_hash_set<absl::string_view> seen = {row.Cell("place")};
  absl::string_view next = row.Cell("successor");
  if (!next.empty() && !places.contains(next)) return "is not in places.csv";
  while (!next.empty()) {
    if (!seen.insert(next).second) return absl::StrCat("leads round in a circle, by ", next);
    const auto found = places.find(next);
    if (found == places.end()) return "";
    const absl::string_view last = next;
    next = found->second->Cell("successor");
    if (next.empty() && !found->second->Cell("valid_to").empty()) {
      return absl::StrCat("leads to ", last, ", which has ended without a successor");
    }
  }
  return "";
}

}  // namespace

void AddPlaces(const PackageFiles& files, PackageReader& reader,
               storage::v1::DirectoryContent& content) {
  if (!files.contains(kFile)) return;
  const std::vector<PackageRow> rows = reader.Rows(
      {.file = kFile, .required = {"place", "title", "valid_from", "valid_to", "successor"}});
  reader.CheckUnique(rows, {"place"});
  RowOfPlace row_of;
  for (const PackageRow& row : rows) row_of.emplace(row.Cell("place"), &row);
  for (const PackageRow& row : rows) {
    storage::v1::PlaceRow* const place = content.add_places();
    place->set_place(reader.Code(row, "place"));
    place->set_title(reader.Text(row, "title"));
    place->set_valid_from(reader.DayOrEmpty(row, "valid_from"));
    place->set_valid_to(reader.DayOrEmpty(row, "valid_to"));
    reader.CheckDays(row);
    place->set_successor(reader.CodeOrEmpty(row, "successor"));
    const std::string fault = SuccessorFault(row, row_of);
    if (!fault.empty()) reader.Fault(row, "successor", fault);
  }
}

}  // namespace skranke
