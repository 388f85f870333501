#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"
#include "libs/tasklist/check_parts.h"

namespace skranke {
namespace {

using storage::v1::RoutingRow;
using storage::v1::TaskRow;
using storage::v1::UnitRow;

constexpr char kFile[] = "routing.csv";

std::string RowName(const RoutingRow& row) { return absl::StrCat(kFile, ":", row.line()); }

Validity Clamp(const Validity& days, const Validity& force) {
  return {.first = std::max(days.first, force.first), .last = std::min(days.last, force.last)};
}

// Whether the row answers cases of `task` that state no more than the witness does.
bool Matches(const RoutingRow& row, const WitnessCase& witness) {
  if (row.protection() != "*" && (row.protection() == "protected") != witness.is_protected) {
    return false;
  }
  if (!row.own_staff().empty() && (row.own_staff() == "yes") != witness.is_own_staff) return false;
  if (row.place() != "*" && row.place() != witness.place) return false;
  if (!row.action().empty() && row.action() != witness.action) return false;
  return row.service_line().empty() || row.service_line() == witness.service_line;
}

class RoutingCheck {
 public:
  explicit RoutingCheck(const CheckScope& scope) : scope_(scope) {
    for (const RoutingRow& row : scope.list()->content().routing()) rows_[RowName(row)] = &row;
  }

  std::vector<Finding> Check() {
    for (const RoutingRow& row : scope_.list()->content().routing()) CheckRow(row);
    for (const TaskRow& task : scope_.list()->content().tasks()) CheckTask(task);
    return std::move(findings_);
  }

 private:
  void Add(Severity severity, absl::string_view code, absl::string_view file, uint32_t row,
           absl::string_view column, std::string sentence, WitnessCase witness) {
    Finding finding = scope_.At(severity, code, file, row, column, std::move(sentence));
    finding.witness = std::move(witness);
    findings_.push_back(std::move(finding));
  }

  // Days on which something about the case may change, within `days`: its first one, and the day
  // after each other row ends and on which one begins.
  std::vector<absl::CivilDay> DaysToTry(const WitnessCase& witness, const Validity& days) const {
    std::vector<absl::CivilDay> tried = {days.first};
    for (const RoutingRow* row : scope_.RowsOf(witness.task)) {
      if (Matches(*row, witness)) AddEdges(*row, days, tried);
    }
    return tried;
  }

  template <typename Row>
  static void AddEdges(const Row& row, const Validity& days, std::vector<absl::CivilDay>& tried) {
    const auto edges = DaysOf(row);
    if (!edges) return;
    const absl::CivilDay candidates[] = {
        edges->first, edges->last == absl::CivilDay::max() ? edges->first : edges->last + 1};
    for (const absl::CivilDay day : candidates) {
      const bool known = std::find(tried.begin(), tried.end(), day) != tried.end();
      if (days.Holds(day) && !known) tried.push_back(day);
    }
  }

  // Cases that differ in what the row leaves open. What else a case may state (another place,
  // action or line) only lets more specific rows answer.
  std::vector<WitnessCase> CasesOf(const RoutingRow& row, absl::string_view task,
                                   absl::CivilDay day) const {
    WitnessCase base = scope_.CaseOf(row, day);
    base.task = std::string(task);
    std::vector<WitnessCase> cases = {base};
    if (row.own_staff().empty() && row.protection() != "protected") {
      cases.push_back(base);
      cases.back().is_own_staff = true;
    }
    if (row.protection() == "*" && row.own_staff() != "yes") {
      cases.push_back(base);
      cases.back().is_protected = true;
    }
    return cases;
  }

  std::vector<std::string> TasksOf(const RoutingRow& row) const {
    if (row.task() != "*") return {row.task()};
    std::vector<std::string> tasks;
    for (const TaskRow& task : scope_.list()->content().tasks()) tasks.push_back(task.task());
    return tasks;
  }

  // A case that the row answers, on `only` or on any day; none where there is none.
  std::optional<WitnessCase> FindCase(const RoutingRow& row, const Validity& days,
                                      std::optional<absl::CivilDay> only) const {
    for (const std::string& task : TasksOf(row)) {
      for (WitnessCase& witness : CasesOf(row, task, days.first)) {
        const auto tried = only ? std::vector<absl::CivilDay>{*only} : DaysToTry(witness, days);
        for (const absl::CivilDay day : tried) {
          witness.day = day;
          if (scope_.RouteOf(witness).row == RowName(row)) return witness;
        }
      }
    }
    return std::nullopt;
  }

  void CheckRow(const RoutingRow& row) {
    const Validity days = Clamp(*DaysOf(row), scope_.force());
    if (days.last < days.first) return;  // CheckDates tells.
    const auto found = FindCase(row, days, std::nullopt);
    if (!found) return AddMasked(row, days);
    CheckUnit(row, days);
    CheckProtection(row, *found);
  }

  void AddMasked(const RoutingRow& row, const Validity& days) {
    WitnessCase witness = scope_.CaseOf(row, days.first);
    const std::string winner = scope_.RouteOf(witness).row;
    Add(Severity::kError, "ROW_MASKED", kFile, row.line(), "task_code",
        absl::StrCat("No case reaches it: on each of its days more specific rows answer, such as ",
                     winner, "."),
        std::move(witness));
  }

  // The day after the named unit or one of its successors ends, and those on which they begin.
  std::vector<absl::CivilDay> UnitDays(const RoutingRow& row, const Validity& days) const {
    std::vector<absl::CivilDay> tried = {days.first};
    const UnitRow* unit = scope_.directory().FindUnit(row.agency(), row.unit());
    for (int steps = 0; unit != nullptr && steps < kSuccessorsMax; ++steps) {
      AddEdges(*unit, days, tried);
      unit = unit->successor_unit().empty()
                 ? nullptr
                 : scope_.directory().FindUnit(unit->successor_agency(), unit->successor_unit());
    }
    std::sort(tried.begin(), tried.end());
    return tried;
  }

  void CheckUnit(const RoutingRow& row, const Validity& days) {
    if (scope_.directory().FindUnit(row.agency(), row.unit()) == nullptr) return;
    bool succeeded = false;
    for (const absl::CivilDay day : UnitDays(row, days)) {
      const auto unit = scope_.directory().UnitOn(row.agency(), row.unit(), day);
      const bool itself =
          unit.ok() && (*unit)->agency() == row.agency() && (*unit)->unit() == row.unit();
      if (itself || (unit.ok() && succeeded)) continue;
      const auto witness = FindCase(row, days, day);
      if (!witness) continue;
      if (!unit.ok()) return AddEnded(row, *witness);
      succeeded = true;
      Add(Severity::kWarning, "UNIT_SUCCEEDED", kFile, row.line(), "unit",
          absl::StrCat("From ", FormatDay(day), " on its successor ", (*unit)->agency(), "/",
                       (*unit)->unit(), " receives instead of ", row.agency(), "/", row.unit(),
                       "."),
          *witness);
    }
  }

  void AddEnded(const RoutingRow& row, const WitnessCase& witness) {
    closed_rows_.insert(row.line());
    Add(Severity::kError, "UNIT_ENDED", kFile, row.line(), "unit",
        absl::StrCat("The unit ", row.agency(), "/", row.unit(), " is not open on ",
                     FormatDay(witness.day), ", has no successor then, and the row still holds."),
        witness);
  }

  // Whatever a row says, a protected case goes to a protected unit alone.
  void CheckProtection(const RoutingRow& row, const WitnessCase& found) {
    if (row.protection() != "protected") return;
    const UnitRow* const unit = scope_.directory().FindUnit(row.agency(), row.unit());
    if (unit == nullptr || unit->protected_unit()) return;
    Add(Severity::kWarning, "PROTECTED_ROW_OVERRIDDEN", kFile, row.line(), "unit",
        absl::StrCat(row.agency(), "/", row.unit(),
                     " is no unit for protected persons, so it never gets their cases."),
        found);
  }

  // --- Cases that nobody gets ---

  void CheckTask(const TaskRow& task) {
    const auto unanswered = FindUnanswered(task, false);
    const bool owned = !task.owner_agency().empty() || IsOwned(task.task());
    if (!owned) {
      Add(Severity::kWarning, "TASK_WITHOUT_OWNER", "tasks.csv", task.line(), "owner_agency",
          absl::StrCat("Nobody owns the task ", task.task(),
                       unanswered ? ": its cases go to the sorting unit." : "."),
          unanswered ? *unanswered : scope_.CaseOf(task.task()));
    } else if (unanswered) {
      Add(Severity::kError, "CASE_UNANSWERED", "tasks.csv", task.line(), "owner_agency",
          absl::StrCat("Nobody gets a case of ", task.task(), " on ", FormatDay(unanswered->day),
                       ": ", scope_.RouteOf(*unanswered).reason),
          *unanswered);
    }
    if (no_protected_unit_) return;
    const auto hidden = FindUnanswered(task, true);
    if (!hidden || !owned) return;
    no_protected_unit_ = true;
    Add(Severity::kWarning, "NO_PROTECTED_UNIT", "tasks.csv", task.line(), "owner_agency",
        absl::StrCat("Nobody gets a protected person's case of ", task.task(), " on ",
                     FormatDay(hidden->day), ": ", scope_.RouteOf(*hidden).reason),
        *hidden);
  }

  bool IsOwned(absl::string_view task) const {
    const auto& owners = scope_.list()->content().owners();
    return std::any_of(owners.begin(), owners.end(),
                       [task](const auto& row) { return row.task() == task; });
  }

  // A case that states nothing beyond its task meets the fewest rows. None where somebody gets it
  // on every day.
  std::optional<WitnessCase> FindUnanswered(const TaskRow& task, bool is_protected) const {
    if (!task.owner_agency().empty() &&
        scope_.directory().FindAgency(task.owner_agency()) == nullptr) {
      return std::nullopt;  // CheckNames tells.
    }
    for (const bool own_staff : {false, true}) {
      if (own_staff && is_protected) continue;
      WitnessCase witness = scope_.CaseOf(task.task());
      witness.is_protected = is_protected;
      witness.is_own_staff = own_staff;
      for (const absl::CivilDay day : OwnerDays(task, witness)) {
        witness.day = day;
        const Route route = scope_.RouteOf(witness);
        if (!route.found && !IsTold(route.row)) return witness;
      }
    }
    return std::nullopt;
  }

  // Whether another finding is about the row that answered.
  bool IsTold(const std::string& route_row) const {
    const auto found = rows_.find(route_row);
    if (found == rows_.end()) return false;
    const RoutingRow& row = *found->second;
    return closed_rows_.contains(row.line()) ||
           scope_.directory().FindUnit(row.agency(), row.unit()) == nullptr;
  }

  std::vector<absl::CivilDay> OwnerDays(const TaskRow& task, const WitnessCase& witness) const {
    const Validity& force = scope_.force();
    std::vector<absl::CivilDay> tried = DaysToTry(witness, force);
    // Inserted one by one: a list of strings to begin with would be one of copies.
    absl::flat_hash_set<absl::string_view> agencies;
    agencies.insert(task.owner_agency());
    for (const auto& owner : scope_.list()->content().owners()) {
      if (owner.task() != task.task()) continue;
      AddEdges(owner, force, tried);
      agencies.insert(owner.agency());
    }
    for (const UnitRow& unit : scope_.directory().content().units()) {
      const bool hidden = witness.is_protected && unit.protected_unit();
      if (hidden || agencies.contains(unit.agency())) AddEdges(unit, force, tried);
    }
    std::sort(tried.begin(), tried.end());
    return tried;
  }

  // More steps than any chain of successors that the directory accepts.
  static constexpr int kSuccessorsMax = 100;

  const CheckScope& scope_;
  absl::flat_hash_map<std::string, const RoutingRow*> rows_;
  absl::flat_hash_set<uint32_t> closed_rows_;
  bool no_protected_unit_ = false;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckRouting(const CheckScope& scope) {
  if (scope.list() == nullptr) return {};
  return RoutingCheck(scope).Check();
}

}  // namespace skranke
