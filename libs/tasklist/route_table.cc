#include "libs/tasklist/route_table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

using storage::v1::RoutingRow;

constexpr absl::string_view kAny = "*";

// Bits of a shape, the weightiest criterion highest: an order of numbers is one of specificity.
constexpr unsigned kProtection = 1 << 5;
constexpr unsigned kOwnStaff = 1 << 4;
constexpr unsigned kTask = 1 << 3;
constexpr unsigned kAction = 1 << 2;
constexpr unsigned kPlace = 1 << 1;
constexpr unsigned kLine = 1 << 0;

// Both marks of the persons in one number; 0 where the row leaves both open.
int Marks(unsigned exact, bool is_protected, bool is_own_staff) {
  const int protection = (exact & kProtection) == 0 ? 0 : (is_protected ? 2 : 1);
  const int own_staff = (exact & kOwnStaff) == 0 ? 0 : (is_own_staff ? 2 : 1);
  return 3 * protection + own_staff;
}

absl::string_view If(unsigned exact, unsigned cell, absl::string_view key) {
  return (exact & cell) == 0 ? absl::string_view() : key;
}

}  // namespace

unsigned RouteTable::ExactCells(const RoutingRow& row) {
  unsigned exact = 0;
  if (row.protection() != kAny) exact |= kProtection;
  if (!row.own_staff().empty()) exact |= kOwnStaff;
  if (row.task() != kAny) exact |= kTask;
  if (!row.action().empty()) exact |= kAction;
  if (row.place() != kAny) exact |= kPlace;
  if (!row.service_line().empty()) exact |= kLine;
  return exact;
}

absl::Status RouteTable::Add(const RoutingRow& row) {
  SKRANKE_ASSIGN_OR_RETURN(const Validity validity,
                           Validity::Parse(row.valid_from(), row.valid_to()));
  const unsigned exact = ExactCells(row);
  auto shape = std::find_if(shapes_.begin(), shapes_.end(),
                            [exact](const Shape& known) { return known.exact == exact; });
  if (shape == shapes_.end()) shape = shapes_.insert(shape, Shape{exact, {}});
  const Key key(Marks(exact, row.protection() == "protected", row.own_staff() == "yes"),
                If(exact, kTask, row.task()), row.action(), If(exact, kPlace, row.place()),
                row.service_line());
  shape->rows[key].Add(&row, validity);
  return absl::OkStatus();
}

// The successor of a place stands between the place and any.
void RouteTable::OrderProbes() {
  for (size_t shape = 0; shape < shapes_.size(); ++shape) {
    probes_.push_back({shape, false});
    if ((shapes_[shape].exact & kPlace) != 0) probes_.push_back({shape, true});
  }
  const auto specificity = [this](const Probe& probe) {
    const unsigned exact = shapes_[probe.shape].exact;
    const int place = (exact & kPlace) == 0 ? 0 : (probe.by_successor_place ? 1 : 2);
    return std::tuple(exact & ~(kPlace | kLine), place, exact & kLine);
  };
  std::sort(probes_.begin(), probes_.end(),
            [&](const Probe& a, const Probe& b) { return specificity(a) > specificity(b); });
}

absl::StatusOr<RouteTable> RouteTable::Make(
    const google::protobuf::RepeatedPtrField<RoutingRow>& rows) {
  RouteTable table;
  for (const RoutingRow& row : rows) SKRANKE_RETURN_IF_ERROR(table.Add(row));
  for (Shape& shape : table.shapes_) {
    for (auto& [key, timeline] : shape.rows) {
      const RoutingRow* const tied = timeline.Sort();
      if (tied == nullptr) continue;
      return ReasonError(absl::StatusCode::kInvalidArgument, "PACKAGE_CELL",
                         absl::StrCat("routing.csv row ", tied->line(), ": ties with another row"));
    }
  }
  table.OrderProbes();
  return table;
}

const RoutingRow* RouteTable::Find(const RouteKeys& keys) const {
  size_t passed = 0;
  for (const Probe& probe : probes_) {
    if (probe.by_successor_place && keys.successor_place.empty()) continue;
    const Shape& shape = shapes_[probe.shape];
    const absl::string_view place = probe.by_successor_place ? keys.successor_place : keys.place;
    const auto found = shape.rows.find(
        Key(Marks(shape.exact, keys.is_protected, keys.is_own_staff),
            If(shape.exact, kTask, keys.task), If(shape.exact, kAction, keys.action),
            If(shape.exact, kPlace, place), If(shape.exact, kLine, keys.service_line)));
    if (found == shape.rows.end()) continue;
    const RoutingRow* const row = found->second.On(keys.day);
    if (row != nullptr && passed++ == keys.passed_over) return row;
  }
  return nullptr;
}

}  // namespace skranke
