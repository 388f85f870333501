// The rows of routing.csv, compiled: which is the most specific one for a case. A look-up costs one
// probe of a hash table for each combination of exact cells that the list has, however many rows it
// has. Immutable once made; threads may share it.
#ifndef SKRANKE_LIBS_TASKLIST_ROUTE_TABLE_H_
#define SKRANKE_LIBS_TASKLIST_ROUTE_TABLE_H_

#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_field.h"
#include "libs/tasklist/timeline.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// What rows are compared with. Views of whoever asks.
struct RouteKeys {
  absl::string_view task;
  absl::string_view action;  // Empty: none said.
  absl::string_view place;
  // The place that has taken the first one over by that day; empty where none has.
  absl::string_view successor_place;
  absl::string_view service_line;  // Empty: none said.
  bool is_protected = false;
  bool is_own_staff = false;
  absl::CivilDay day;
  // So many of the most specific rows are passed over: their receivers have had the case.
  size_t passed_over = 0;
};

class RouteTable {
 public:
  // A table without rows.
  RouteTable() = default;
  // Keeps pointers to the rows. INVALID_ARGUMENT where two rows with the same keys hold on the same
  // day, or a day is none.
  static absl::StatusOr<RouteTable> Make(
      const google::protobuf::RepeatedPtrField<storage::v1::RoutingRow>& rows);

  // The most specific row that holds that day and is not passed over; null where there is none.
  // Compared in this order: protection, own staff, task, action, place, service line. An exact cell
  // beats one that means any; a row for the place itself beats one for the place that has taken it
  // over.
  const storage::v1::RoutingRow* Find(const RouteKeys& keys) const;

 private:
  // Protection and own staff; task, action, place and line. Empty or 0: any.
  using Key =
      std::tuple<int, absl::string_view, absl::string_view, absl::string_view, absl::string_view>;
  // Rows that are exact in the same cells, of which `exact` has a bit each.
  struct Shape {
    unsigned exact = 0;
    absl::flat_hash_map<Key, Timeline<storage::v1::RoutingRow>> rows;
  };
  struct Probe {
    size_t shape;
    bool by_successor_place;
  };

  static unsigned ExactCells(const storage::v1::RoutingRow& row);
  absl::Status Add(const storage::v1::RoutingRow& row);
  void OrderProbes();

  std::vector<Shape> shapes_;
  std::vector<Probe> probes_;  // The most specific first.
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_ROUTE_TABLE_H_
