#include "libs/tasklist/routing.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

using storage::v1::OwnerRow;
using storage::v1::RoutingRow;
using storage::v1::TaskRow;
using storage::v1::UnitRow;

// What a row says about its receiver.
struct NamedUnit {
  absl::string_view agency;
  absl::string_view unit;
  // What names it, for sentences.
  absl::string_view by;
  absl::string_view chosen_by;
  bool for_own_staff = false;
};

Route Unanswered(const RouteQuestion& question) {
  Route route;
  const auto add = [&route](absl::string_view name, absl::string_view value) {
    route.inputs.push_back({std::string(name), std::string(value)});
  };
  add("task", question.task);
  if (!question.action.empty()) add("action", question.action);
  add("place", question.place);
  add("protection", question.is_protected ? "protected" : "none");
  if (question.is_own_staff) add("own_staff", "yes");
  if (!question.service_line.empty()) add("service_line", question.service_line);
  add("date", FormatDay(question.day));
  if (question.passed_over > 0) add("passed_over", absl::StrCat(question.passed_over));
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

// Where the list itself does not say where own staff's cases go. Null: where anybody's go.
const UnitRow* OwnStaffUnit(const Directory& directory, const RouteQuestion& question,
                            absl::string_view agency) {
  return question.is_own_staff ? directory.OnlyOwnStaffUnit(agency, question.day) : nullptr;
}

std::string OwnStaffReason(absl::string_view agency) {
  return absl::StrCat("Own staff's case: only unit of ", agency, " for such cases.");
}

Route ToNamedUnit(Route route, const Directory& directory, const NamedUnit& named,
                  absl::CivilDay day) {
  const absl::StatusOr<const UnitRow*> unit = directory.UnitOn(named.agency, named.unit, day);
  if (!unit.ok()) {
    return NotFound(std::move(route), absl::IsNotFound(unit.status())
                                          ? absl::StrCat("The directory has not the unit that the ",
                                                         named.by, " names.")
                                          : absl::StrCat("The unit that the ", named.by,
                                                         " names and its successors are closed."));
  }
  const bool itself = (*unit)->agency() == named.agency && (*unit)->unit() == named.unit;
  return Found(std::move(route), **unit,
               itself
                   ? absl::StrCat("The ", named.chosen_by, " names the unit.")
                   : absl::StrCat("A successor of the unit that the ", named.chosen_by, " names."));
}

bool IsProtectedUnit(const Directory& directory, const NamedUnit& named, absl::CivilDay day) {
  const auto unit = directory.UnitOn(named.agency, named.unit, day);
  return unit.ok() && (*unit)->protected_unit();
}

bool IsOwnStaffUnit(const Directory& directory, const NamedUnit& named, absl::CivilDay day) {
  const auto unit = directory.UnitOn(named.agency, named.unit, day);
  return unit.ok() && (*unit)->own_staff_unit();
}

// The unit that a row names, unless the case is one for another unit of the agency.
Route ByNamedUnit(Route route, const Directory& directory, const RouteQuestion& question,
                  const NamedUnit& named) {
  if (question.is_protected && !IsProtectedUnit(directory, named, question.day)) {
    return ToProtectedUnit(std::move(route), directory, named.agency, question.day);
  }
  if (!named.for_own_staff && !IsOwnStaffUnit(directory, named, question.day)) {
    const UnitRow* const unit = OwnStaffUnit(directory, question, named.agency);
    if (unit != nullptr) return Found(std::move(route), *unit, OwnStaffReason(named.agency));
  }
  return ToNamedUnit(std::move(route), directory, named, question.day);
}

// Some unit of the agency that owns the task.
Route ToOwner(Route route, const Directory& directory, const RouteQuestion& question,
              absl::string_view owner) {
  if (question.is_protected) {
    return ToProtectedUnit(std::move(route), directory, owner, question.day);
  }
  const UnitRow* const own = OwnStaffUnit(directory, question, owner);
  if (own != nullptr) return Found(std::move(route), *own, OwnStaffReason(owner));
  const UnitRow* const unit = directory.OnlyUnit(owner, question.day);
  if (unit == nullptr) {
    return NotFound(std::move(route), absl::StrCat("No routing row applies, and ", owner,
                                                   ", who owns the task, has not one only unit."));
  }
  return Found(std::move(route), *unit,
               absl::StrCat("Only unit of ", owner, ", who owns the task."));
}

Route ByDatedOwner(Route route, const Directory& directory, const RouteQuestion& question,
                   const OwnerRow& row) {
  route.row = absl::StrCat("owners.csv:", row.line());
  if (row.unit().empty()) return ToOwner(std::move(route), directory, question, row.agency());
  return ByNamedUnit(std::move(route), directory, question,
                     {.agency = row.agency(),
                      .unit = row.unit(),
                      .by = "day's owner row",
                      .chosen_by = "day's owner row"});
}

Route ByOwner(Route route, const Directory& directory, const RouteQuestion& question,
              const TaskRow& task) {
  route.row = absl::StrCat("tasks.csv:", task.line());
  if (task.owner_agency().empty()) {
    return NotFound(std::move(route), "No routing row applies, and no agency owns the task.");
  }
  return ToOwner(std::move(route), directory, question, task.owner_agency());
}

RouteKeys KeysOf(const RouteQuestion& question, const Directory& directory) {
  return {.task = question.task,
          .action = question.action,
          .place = question.place,
          .successor_place = directory.places().SuccessorOn(question.place, question.day),
          .service_line = question.service_line,
          .is_protected = question.is_protected,
          .is_own_staff = question.is_own_staff,
          .day = question.day,
          .passed_over = question.passed_over};
}

}  // namespace

Route FindRoute(const TaskList& list, const Directory& directory, const RouteQuestion& asked) {
  RouteQuestion question = asked;
  if (question.is_protected) question.is_own_staff = false;
  Route route = Unanswered(question);
  const TaskRow* const task = list.Find(question.task);
  if (task == nullptr) return NotFound(std::move(route), "The list has no such task.");
  const RoutingRow* const row = list.FindRow(KeysOf(question, directory));
  if (row != nullptr) {
    route.row = absl::StrCat("routing.csv:", row->line());
    return ByNamedUnit(std::move(route), directory, question,
                       {.agency = row->agency(),
                        .unit = row->unit(),
                        .by = "routing row",
                        .chosen_by = question.passed_over == 0 ? "most specific routing row"
                                                               : "next best routing row",
                        .for_own_staff = row->own_staff() == "yes"});
  }
  const OwnerRow* const owner = list.OwnerOn(question.task, question.day);
  if (owner != nullptr) return ByDatedOwner(std::move(route), directory, question, *owner);
  return ByOwner(std::move(route), directory, question, *task);
}

}  // namespace skranke
