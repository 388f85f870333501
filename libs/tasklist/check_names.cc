#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/tasklist/check_parts.h"
#include "libs/tasklist/spelling.h"

namespace skranke {
namespace {

using storage::v1::OwnerRow;
using storage::v1::RoutingRow;
using storage::v1::TaskRow;

class NameCheck {
 public:
  explicit NameCheck(const CheckScope& scope)
      : scope_(scope),
        tasks_(TaskNames(scope)),
        agencies_(AgencyNames(scope)),
        places_(Places(scope)) {
    for (const auto& row : scope.directory().content().units()) {
      units_[row.agency()].push_back(row.unit());
    }
  }

  std::vector<Finding> Check() {
    const auto& content = scope_.content();
    for (const TaskRow& row : content.tasks()) CheckTask(row);
    for (const auto& row : content.conditions()) CheckTaskOf(row, "conditions.csv");
    for (const auto& row : content.requirements()) CheckTaskOf(row, "requirements.csv");
    for (const auto& row : content.facts()) CheckTaskOf(row, "facts.csv");
    for (const auto& row : content.examples()) CheckTaskOf(row, "examples.csv");
    for (const auto& row : content.bundles()) CheckTaskOf(row, "bundles.csv");
    for (const RoutingRow& row : content.routing()) {
      if (row.task() != "*") CheckTaskOf(row, "routing.csv");
      CheckReceiver(row, "routing.csv");
      CheckPlace(row);
    }
    for (const OwnerRow& row : content.owners()) {
      CheckTaskOf(row, "owners.csv");
      CheckReceiver(row, "owners.csv");
    }
    return std::move(findings_);
  }

 private:
  static std::vector<std::string> TaskNames(const CheckScope& scope) {
    std::vector<std::string> names;
    for (const TaskRow& row : scope.content().tasks()) names.push_back(row.task());
    return names;
  }

  static std::vector<std::string> AgencyNames(const CheckScope& scope) {
    std::vector<std::string> names;
    for (const auto& row : scope.directory().content().agencies()) names.push_back(row.agency());
    return names;
  }

  static std::vector<std::string> Places(const CheckScope& scope) {
    std::vector<std::string> names;
    for (const auto& row : scope.directory().content().points()) names.push_back(row.place());
    for (const auto& row : scope.directory().content().places()) names.push_back(row.place());
    return names;
  }

  void Add(absl::string_view code, absl::string_view file, uint32_t row, absl::string_view column,
           std::string sentence, std::optional<WitnessCase> witness) {
    Finding finding = scope_.At(Severity::kError, code, file, row, column, std::move(sentence));
    finding.witness = std::move(witness);
    findings_.push_back(std::move(finding));
  }

  void CheckTask(const TaskRow& row) {
    const bool is_first = known_tasks_.insert(row.task()).second;
    if (!is_first) {
      Add("TASK_TWICE", "tasks.csv", row.line(), "task_code",
          absl::StrCat("The task ", row.task(), " stands there twice."), scope_.CaseOf(row.task()));
    }
    const std::string& owner = row.owner_agency();
    if (owner.empty() || scope_.directory().FindAgency(owner) != nullptr) return;
    Add("AGENCY_UNKNOWN", "tasks.csv", row.line(), "owner_agency",
        absl::StrCat("The directory has no agency ", owner, agencies_.Hint(owner), "."),
        scope_.CaseOf(row.task()));
  }

  template <typename Row>
  void CheckTaskOf(const Row& row, absl::string_view file) {
    if (known_tasks_.contains(row.task())) return;
    Add("TASK_UNKNOWN", file, row.line(), "task_code",
        absl::StrCat("tasks.csv has no task ", row.task(), tasks_.Hint(row.task()), "."),
        scope_.CaseOf(row.task()));
  }

  template <typename Row>
  WitnessCase CaseAt(const Row& row) const {
    const absl::CivilDay first = scope_.force().first;
    const auto days = DaysOf(row);
    return scope_.CaseOf(row, days ? std::max(first, days->first) : first);
  }

  template <typename Row>
  void CheckReceiver(const Row& row, absl::string_view file) {
    if (scope_.directory().FindAgency(row.agency()) == nullptr) {
      return Add("AGENCY_UNKNOWN", file, row.line(), "agency",
                 absl::StrCat("The directory has no agency ", row.agency(),
                              agencies_.Hint(row.agency()), "."),
                 CaseAt(row));
    }
    if (row.unit().empty() || scope_.directory().FindUnit(row.agency(), row.unit()) != nullptr) {
      return;
    }
    Add("UNIT_UNKNOWN", file, row.line(), "unit",
        absl::StrCat("Agency ", row.agency(), " has no unit ", row.unit(),
                     Spelling(units_[row.agency()]).Hint(row.unit()), "."),
        CaseAt(row));
  }

  // A place of its own may well have no service point; only one that looks like another is told.
  void CheckPlace(const RoutingRow& row) {
    if (row.place() == "*" || IsPlace(row.place())) return;
    const std::string nearest = places_.Nearest(row.place());
    if (nearest.empty()) return;
    Finding finding =
        scope_.At(Severity::kWarning, "PLACE_MISSPELT", "routing.csv", row.line(), "place",
                  absl::StrCat("No service point or place is called ", row.place(),
                               "; did you mean ", nearest, "?"));
    finding.witness = CaseAt(row);
    finding.witness->place = nearest;
    findings_.push_back(std::move(finding));
  }

  bool IsPlace(absl::string_view place) {
    if (known_places_.empty()) {
      for (const std::string& name : Places(scope_)) known_places_.insert(name);
    }
    return known_places_.contains(place);
  }

  const CheckScope& scope_;
  const Spelling tasks_;
  const Spelling agencies_;
  const Spelling places_;
  absl::flat_hash_map<std::string, std::vector<std::string>> units_;
  absl::flat_hash_set<std::string> known_tasks_;
  absl::flat_hash_set<std::string> known_places_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckNames(const CheckScope& scope) { return NameCheck(scope).Check(); }

}  // namespace skranke
