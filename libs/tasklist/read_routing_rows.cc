#include "libs/tasklist/read_routing_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/text_field.h"
#include "libs/directory/validity.h"
#include "libs/tasklist/ties.h"

namespace skranke {
namespace {

using storage::v1::OwnerRow;
using storage::v1::RoutingRow;
using Rows = std::vector<PackageRow>;

// Stands for any task, place or protection in a routing row.
constexpr char kAny[] = "*";

// Empty where the cell means any.
std::string OrAny(const PackageRow& row, absl::string_view column) {
  const absl::string_view cell = row.Cell(column);
  return cell == kAny ? "" : std::string(cell);
}

// Reads one row of either table after another.
class ReceiverReader {
 public:
  ReceiverReader(PackageReader& reader, const KnownNames& names) : reader_(reader), names_(names) {}

  RoutingRow ReadRoute(const PackageRow& row) {
    RoutingRow route;
    route.set_line(row.line());
    route.set_task(row.Cell("task_code") == kAny ? kAny : ReadTask(reader_, row, names_));
    route.set_place(reader_.Code(row, "place"));
    SetPersons(row, route);
    route.set_action(UpperCodeOrAny(row, "action"));
    route.set_service_line(UpperCodeOrAny(row, "service_line"));
    SetDays(row, route);
    route.set_agency(reader_.Code(row, "agency"));
    route.set_unit(reader_.Code(row, "unit"));
    CheckReceiver(row);
    return route;
  }

  OwnerRow ReadOwner(const PackageRow& row) {
    OwnerRow owner;
    owner.set_line(row.line());
    owner.set_task(ReadTask(reader_, row, names_));
    owner.set_agency(reader_.Code(row, "agency"));
    owner.set_unit(reader_.CodeOrEmpty(row, "unit"));
    CheckReceiver(row);
    SetDays(row, owner);
    return owner;
  }

 private:
  void SetPersons(const PackageRow& row, RoutingRow& route) {
    route.set_protection(std::string(row.Cell("protection")));
    const std::string& protection = route.protection();
    if (protection != "none" && protection != "protected" && protection != kAny) {
      reader_.Fault(row, "protection", "must be none, protected or *");
    }
    route.set_own_staff(OrAny(row, "own_staff"));
    const std::string& own_staff = route.own_staff();
    if (!own_staff.empty() && own_staff != "yes" && own_staff != "no") {
      reader_.Fault(row, "own_staff", "must be yes, no, * or empty");
    }
    if (own_staff == "yes" && protection == "protected") {
      reader_.Fault(row, "own_staff", "never holds: the protected unit overrides all");
    }
  }

  std::string UpperCodeOrAny(const PackageRow& row, absl::string_view column) {
    std::string code = OrAny(row, column);
    const absl::Status fault = CheckUpperCode(column, code);
    if (!fault.ok()) reader_.Fault(row, column, fault.message());
    return code;
  }

  template <typename Dated>
  void SetDays(const PackageRow& row, Dated& dated) {
    dated.set_valid_from(reader_.DayOrEmpty(row, "valid_from"));
    dated.set_valid_to(reader_.DayOrEmpty(row, "valid_to"));
    reader_.CheckDays(row);
  }

  void CheckReceiver(const PackageRow& row) {
    const absl::string_view agency = row.Cell("agency");
    const absl::string_view unit = row.Cell("unit");
    if (agency.empty()) return;
    if (!names_.agencies.contains(agency)) {
      reader_.Fault(row, "agency", "is not in agencies.csv");
    } else if (!unit.empty() && !names_.units.Has(agency, unit)) {
      reader_.Fault(row, "unit", absl::StrCat("is not a unit of agency ", agency));
    }
  }

  PackageReader& reader_;
  const KnownNames& names_;
};

// What rows that tie have in common.
std::string SameCells(const Rows& rows) {
  const auto says = [&rows](absl::string_view column) {
    return std::any_of(rows.begin(), rows.end(),
                       [column](const PackageRow& row) { return !OrAny(row, column).empty(); });
  };
  const bool more = says("action") || says("own_staff") || says("service_line");
  return more ? "same task, place, protection, action, own staff and service line on the same day"
              : "same task, place and protection on the same day";
}

// A fault for each row that ties with another.
template <typename KeyOf>
void CheckTies(PackageReader& reader, const Rows& rows, KeyOf key_of, absl::string_view how,
               absl::string_view what) {
  std::vector<DatedRow<PackageRow>> dated;
  for (const PackageRow& row : rows) {
    const auto days = Validity::Parse(row.Cell("valid_from"), row.Cell("valid_to"));
    if (days.ok()) dated.push_back({&row, *days});
  }
  for (const auto& tie : FindTies(dated, key_of)) {
    reader.Fault(*tie.row.row, "task_code",
                 absl::StrCat(how, " row ", tie.other.row->line(), ": ", what));
  }
}

}  // namespace

std::vector<RoutingRow> ReadRoutingRows(PackageReader& reader, const std::string& path,
                                        const KnownNames& names) {
  const Rows rows = reader.Rows(
      {.file = path,
       .required = {"task_code", "place", "protection", "valid_from", "valid_to", "agency", "unit"},
       .optional = {"action", "own_staff", "service_line"}});
  std::vector<RoutingRow> routes;
  ReceiverReader receivers(reader, names);
  for (const PackageRow& row : rows) routes.push_back(receivers.ReadRoute(row));
  // Rows that differ in a cell where both match are never equally specific (see RouteTable), so
  // only those with the same cells can tie.
  const auto key = [](const PackageRow& row) {
    return std::tuple(row.Cell("task_code"), row.Cell("place"), row.Cell("protection"),
                      OrAny(row, "action"), OrAny(row, "own_staff"), OrAny(row, "service_line"));
  };
  CheckTies(reader, rows, key, "ties with", SameCells(rows));
  return routes;
}

std::vector<OwnerRow> ReadOwnerRows(PackageReader& reader, const std::string& path,
                                    const KnownNames& names) {
  if (!reader.Has(path)) return {};
  const Rows rows = reader.Rows(
      {.file = path, .required = {"task_code", "agency", "unit", "valid_from", "valid_to"}});
  std::vector<OwnerRow> owners;
  ReceiverReader receivers(reader, names);
  for (const PackageRow& row : rows) owners.push_back(receivers.ReadOwner(row));
  const auto key = [](const PackageRow& row) { return row.Cell("task_code"); };
  CheckTies(reader, rows, key, "overlaps", "same task on the same day");
  return owners;
}

}  // namespace skranke
