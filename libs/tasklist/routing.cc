#include "libs/tasklist/routing.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

using storage::v1::RoutingRow;
using storage::v1::TaskRow;
using storage::v1::UnitRow;

Route Unanswered(const RouteQuestion& question) {
  Route route;
  route.inputs = {{"task", std::string(question.task)},
                  {"place", std::string(question.place)},
                  {"protection", question.is_protected ? "protected" : "none"},
                  {"date", FormatDay(question.day)}};
  return route;
}

Route Found(Route route, const UnitRow& unit, std::string reason) {
  route.found = true;
  route.agency = unit.agency();
  route.unit = unit.unit();
  route.reason = std::move(reason);
  return route;
}

Route NotFound(Route route, std::string reason) {
  route.reason = std::move(reason);
  return route;
}

// Whatever the list says, no other unit may see the case.
Route ToProtectedUnit(Route route, const Directory& directory, absl::string_view agency,
                      absl::CivilDay day) {
  const UnitRow* unit = directory.OnlyProtectedUnit(agency, day);
  if (unit != nullptr) {
    return Found(std::move(route), *unit,
                 absl::StrCat("The case is protected: only unit of ", agency, " for such cases."));
  }
  unit = directory.OnlyProtectedUnit(day);
  if (unit != nullptr) {
    return Found(std::move(route), *unit,
                 "The case is protected: only unit of the directory for such cases.");
  }
  return NotFound(std::move(route),
                  absl::StrCat("The case is protected, and neither ", agency,
                               " nor the directory has one only unit for such cases."));
}

Route ByRow(Route route, const Directory& directory, const RouteQuestion& question,
            const RoutingRow& row) {
  route.row = absl::StrCat("routing.csv:", row.line());
  const absl::StatusOr<const UnitRow*> unit =
      directory.UnitOn(row.agency(), row.unit(), question.day);
  if (question.is_protected && !(unit.ok() && (*unit)->protected_unit())) {
    return ToProtectedUnit(std::move(route), directory, row.agency(), question.day);
  }
  if (!unit.ok()) {
    return NotFound(std::move(route),
                    absl::IsNotFound(unit.status())
                        ? "The directory has not the unit that the routing row names."
                        : "The unit that the routing row names and its successors are closed.");
  }
  const bool itself = (*unit)->agency() == row.agency() && (*unit)->unit() == row.unit();
  return Found(std::move(route), **unit,
               itself ? "The most specific routing row names the unit."
                      : "A successor of the unit that the most specific routing row names.");
}

Route ByOwner(Route route, const Directory& directory, const RouteQuestion& question,
              const TaskRow& task) {
  route.row = absl::StrCat("tasks.csv:", task.line());
  const std::string& owner = task.owner_agency();
  if (owner.empty()) {
    return NotFound(std::move(route), "No routing row applies, and no agency owns the task.");
  }
  if (question.is_protected) {
    return ToProtectedUnit(std::move(route), directory, owner, question.day);
  }
  const UnitRow* const unit = directory.OnlyUnit(owner, question.day);
  if (unit == nullptr) {
    return NotFound(std::move(route), absl::StrCat("No routing row applies, and ", owner,
                                                   ", who owns the task, has not one only unit."));
  }
  return Found(std::move(route), *unit,
               absl::StrCat("Only unit of ", owner, ", who owns the task."));
}

}  // namespace

Route FindRoute(const TaskList& list, const Directory& directory, const RouteQuestion& question) {
  Route route = Unanswered(question);
  const TaskRow* const task = list.Find(question.task);
  if (task == nullptr) return NotFound(std::move(route), "The list has no such task.");
  const RoutingRow* const row =
      list.FindRow(question.task, question.place, question.is_protected, question.day);
  if (row != nullptr) return ByRow(std::move(route), directory, question, *row);
  return ByOwner(std::move(route), directory, question, *task);
}

}  // namespace skranke
