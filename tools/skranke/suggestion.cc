#include "tools/skranke/suggestion.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/route_history.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

constexpr absl::string_view kAny = "*";

// The cells of a table's rows by column name.
class NamedCells {
 public:
  NamedCells(const CsvTable& table, const CsvRow& row) : table_(table), row_(row) {}
  absl::string_view operator[](absl::string_view column) const {
    const auto at = table_.FindColumn(column);
    return at ? absl::string_view(row_.cells[*at]) : absl::string_view();
  }

 private:
  const CsvTable& table_;
  const CsvRow& row_;
};

absl::StatusOr<CsvTable> TableOf(const ListTables& list, const std::string& file,
                                 const std::vector<std::string>& columns) {
  const auto found = list.find(file);
  if (found == list.end()) return FileFaultError(file, "is missing");
  SKRANKE_ASSIGN_OR_RETURN(CsvTable table, ParseCsv(file, found->second));
  for (const std::string& column : columns) {
    if (!table.FindColumn(column)) return CellError(file, 1, column, "", "is missing");
  }
  return table;
}

// The registration's expression for a field; null where the map has none.
const Expression* FieldOf(const ImportMap& map, absl::string_view target) {
  for (const ImportField& field : map.steps.front().fields) {
    if (field.target == target) return &field.value;
  }
  return nullptr;
}

// Reads a history row by row.
class HistoryReader {
 public:
  HistoryReader(const ImportMap& map, std::set<std::string> known)
      : route_(*map.route),
        task_(FieldOf(map, "task")),
        place_(FieldOf(map, "place")),
        known_(std::move(known)) {}

  absl::Status Read(const CsvRow& row) {
    const ImportRow cells{.cells = row.cells};
    SKRANKE_ASSIGN_OR_RETURN(const bool tells, Hold(route_.when, cells));
    SKRANKE_ASSIGN_OR_RETURN(const std::string task, Evaluate(*task_, cells));
    SKRANKE_ASSIGN_OR_RETURN(const std::string agency, Evaluate(*route_.agency, cells));
    SKRANKE_ASSIGN_OR_RETURN(const std::string unit, Evaluate(*route_.unit, cells));
    std::string place;
    if (place_ != nullptr) {
      SKRANKE_ASSIGN_OR_RETURN(place, Evaluate(*place_, cells));
    }
    if (!tells || task.empty() || agency.empty() || unit.empty()) return absl::OkStatus();
    if (known_.count(task) == 0) {
      ++unknown_[task];
      return absl::OkStatus();
    }
    ++cases_;
    history_.Add(task, place, {agency, unit});
    return absl::OkStatus();
  }

  int64_t cases() const { return cases_; }
  const RouteHistory& history() const { return history_; }
  const std::map<std::string, int64_t>& unknown() const { return unknown_; }

 private:
  const ImportRoute& route_;
  const Expression* const task_;
  const Expression* const place_;
  const std::set<std::string> known_;
  int64_t cases_ = 0;
  RouteHistory history_;
  std::map<std::string, int64_t> unknown_;
};

absl::StatusOr<std::set<std::string>> TasksOf(const ListTables& list) {
  SKRANKE_ASSIGN_OR_RETURN(const CsvTable tasks, TableOf(list, "tasks.csv", {"task_code"}));
  std::set<std::string> codes;
  for (const CsvRow& row : tasks.rows) {
    codes.insert(std::string(NamedCells(tasks, row)["task_code"]));
  }
  return codes;
}

bool IsAny(absl::string_view cell) { return cell.empty() || cell == kAny; }

// A row for anybody and anything: what a suggestion can replace.
bool IsPlain(const NamedCells& row) {
  const bool unprotected = IsAny(row["protection"]) || row["protection"] == "none";
  return unprotected && IsAny(row["action"]) && IsAny(row["own_staff"]) &&
         IsAny(row["service_line"]);
}

std::vector<std::string> RoutingCells(const CsvTable& routing, const SuggestedRoute& route) {
  std::vector<std::string> cells(routing.columns.size());
  const auto set = [&](absl::string_view column, absl::string_view value) {
    cells[*routing.FindColumn(column)] = std::string(value);
  };
  set("task_code", route.task);
  set("place", route.place);
  set("protection", kAny);
  set("agency", route.receiver.first);
  set("unit", route.receiver.second);
  return cells;
}

absl::StatusOr<std::string> RoutingCsv(const ListTables& list,
                                       const std::vector<SuggestedRoute>& routes) {
  SKRANKE_ASSIGN_OR_RETURN(
      const CsvTable routing,
      TableOf(list, "routing.csv", {"task_code", "place", "protection", "agency", "unit"}));
  std::set<std::string> suggested;
  for (const SuggestedRoute& route : routes) suggested.insert(route.task);
  std::string csv = CsvLine(routing.columns);
  for (const CsvRow& row : routing.rows) {
    const NamedCells cells(routing, row);
    const bool replaced = IsPlain(cells) && suggested.count(std::string(cells["task_code"])) > 0;
    if (!replaced) absl::StrAppend(&csv, CsvLine(row.cells));
  }
  for (const SuggestedRoute& route : routes) {
    absl::StrAppend(&csv, CsvLine(RoutingCells(routing, route)));
  }
  return csv;
}

// Tenths of a percent, rounded half up.
std::string PercentText(int64_t part, int64_t whole) {
  const int64_t tenths = (2000 * part + whole) / (2 * whole);
  return absl::StrFormat("%d.%d", tenths / 10, tenths % 10);
}

std::string SupportCsv(const std::vector<SuggestedRoute>& routes) {
  std::string csv = CsvLine(std::vector<std::string>{"task_code", "place", "agency", "unit",
                                                     "support", "cases", "percent"});
  for (const SuggestedRoute& route : routes) {
    absl::StrAppend(&csv, CsvLine(std::vector<std::string>{
                              route.task, route.place, route.receiver.first, route.receiver.second,
                              absl::StrCat(route.support), absl::StrCat(route.cases),
                              PercentText(route.support, route.cases)}));
  }
  return csv;
}

// The list's own, with what is wished; a draft has no resolution yet.
absl::StatusOr<std::string> ListCsv(const ListTables& list, const SuggestionWish& wish) {
  SKRANKE_ASSIGN_OR_RETURN(CsvTable table,
                           TableOf(list, "list.csv", {"version", "valid_from", "resolution"}));
  std::string csv = CsvLine(table.columns);
  for (CsvRow& row : table.rows) {
    const auto set = [&](absl::string_view column, const std::string& value) {
      if (!value.empty()) row.cells[*table.FindColumn(column)] = value;
    };
    set("version", wish.version);
    set("valid_from", wish.valid_from);
    row.cells[*table.FindColumn("resolution")].clear();
    absl::StrAppend(&csv, CsvLine(row.cells));
  }
  return csv;
}

}  // namespace

absl::StatusOr<RouteSuggestion> Suggest(const ImportMap& map, const CsvTable& history,
                                        const ListTables& list, const SuggestionWish& wish) {
  if (!map.route) return UsageError("the map has no [route], which says where rows really went");
  if (FieldOf(map, "task") == nullptr) return UsageError("the map gives RegisterCase no task");
  SKRANKE_ASSIGN_OR_RETURN(std::set<std::string> known, TasksOf(list));
  HistoryReader reader(map, std::move(known));
  for (const CsvRow& row : history.rows) {
    const absl::Status read = reader.Read(row);
    if (read.ok()) continue;
    return UsageError(absl::StrCat(history.file, " line ", row.line, ": ", read.message()));
  }
  const std::vector<SuggestedRoute> routes = reader.history().Suggest(wish.min_cases);
  RouteSuggestion suggestion{.tables = list,
                             .cases = reader.cases(),
                             .rows = static_cast<int64_t>(routes.size()),
                             .unknown = reader.unknown()};
  SKRANKE_ASSIGN_OR_RETURN(suggestion.tables["routing.csv"], RoutingCsv(list, routes));
  SKRANKE_ASSIGN_OR_RETURN(suggestion.tables["list.csv"], ListCsv(list, wish));
  suggestion.tables["support.csv"] = SupportCsv(routes);
  return suggestion;
}

}  // namespace skranke
