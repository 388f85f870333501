#include "libs/tasklist/alternatives.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"
#include "libs/directory/validity.h"

namespace skranke {
namespace {

using storage::v1::RoutingRow;

constexpr absl::string_view kAny = "*";

bool MeansAny(absl::string_view cell) { return cell.empty() || cell == kAny; }

int ExactCells(const RoutingRow& row) {
  int exact = 0;
  for (const absl::string_view cell :
       {absl::string_view(row.task()), absl::string_view(row.action()),
        absl::string_view(row.place()), absl::string_view(row.protection()),
        absl::string_view(row.own_staff()), absl::string_view(row.service_line())}) {
    exact += MeansAny(cell) ? 0 : 1;
  }
  return exact;
}

// Empty where the cell matches.
std::string OtherCell(absl::string_view name, absl::string_view cell, absl::string_view asked) {
  if (MeansAny(cell) || cell == asked) return "";
  return absl::StrCat("It is for the ", name, " ", cell, ".");
}

std::string OtherPerson(const RoutingRow& row, const RouteQuestion& question) {
  if (row.protection() == "protected" && !question.is_protected) {
    return "It is for protected persons.";
  }
  if (row.protection() == "none" && question.is_protected) {
    return "It is for persons who are not protected.";
  }
  if (row.own_staff() == "yes" && !question.is_own_staff) return "It is for the agencies' staff.";
  if (row.own_staff() == "no" && question.is_own_staff) return "It is not for the agencies' staff.";
  return "";
}

std::string OtherDay(const RoutingRow& row, absl::CivilDay day) {
  const auto validity = Validity::Parse(row.valid_from(), row.valid_to());
  if (!validity.ok() || validity->Holds(day)) return "";
  if (day < validity->first) return absl::StrCat("It holds from ", row.valid_from(), ".");
  return absl::StrCat("It held until ", row.valid_to(), ".");
}

std::string WhyNot(const RoutingRow& row, const RouteQuestion& question) {
  for (std::string reason :
       {OtherPerson(row, question), OtherCell("action", row.action(), question.action),
        OtherCell("place", row.place(), question.place),
        OtherCell("service line", row.service_line(), question.service_line),
        OtherDay(row, question.day)}) {
    if (!reason.empty()) return reason;
  }
  return "A more specific row decides.";
}

}  // namespace

std::vector<RejectedRow> RejectedRows(const TaskList& list, const RouteQuestion& question,
                                      absl::string_view taken, size_t most) {
  std::vector<RejectedRow> rejected;
  for (const RoutingRow& row : list.content().routing()) {
    if (!MeansAny(row.task()) && row.task() != question.task) continue;
    if (taken == absl::StrCat("routing.csv:", row.line())) continue;
    rejected.push_back({&row, WhyNot(row, question)});
  }
  std::stable_sort(rejected.begin(), rejected.end(),
                   [](const RejectedRow& a, const RejectedRow& b) {
                     return ExactCells(*a.row) > ExactCells(*b.row);
                   });
  if (rejected.size() > most) rejected.resize(most);
  return rejected;
}

}  // namespace skranke
