#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"
#include "libs/tasklist/check_parts.h"

namespace skranke {
namespace {

using storage::v1::OwnerRow;
using storage::v1::RoutingRow;

class DateCheck {
 public:
  explicit DateCheck(const CheckScope& scope) : scope_(scope) {}

  std::vector<Finding> Check() {
    for (const RoutingRow& row : scope_.content().routing()) CheckDays(row, "routing.csv");
    for (const OwnerRow& row : scope_.content().owners()) CheckDays(row, "owners.csv");
    CheckTies(scope_.content().routing(), "routing.csv");
    CheckTies(scope_.content().owners(), "owners.csv");
    return std::move(findings_);
  }

 private:
  template <typename Row>
  void Add(Severity severity, absl::string_view code, absl::string_view file, const Row& row,
           absl::string_view column, std::string sentence, absl::CivilDay day) {
    Finding finding = scope_.At(severity, code, file, row.line(), column, std::move(sentence));
    finding.witness = scope_.CaseOf(row, day);
    findings_.push_back(std::move(finding));
  }

  template <typename Row>
  void CheckDays(const Row& row, absl::string_view file) {
    const auto days = Validity::Parse(row.valid_from(), row.valid_to());
    if (!days.ok()) {
      findings_.push_back(scope_.At(Severity::kError, "DAY_UNREADABLE", file, row.line(),
                                    "valid_from", "A day is written YYYY-MM-DD."));
      return;
    }
    if (days->last < days->first) {
      return Add(Severity::kError, "DAYS_REVERSED", file, row, "valid_to",
                 absl::StrCat("It ends on ", row.valid_to(), ", before it begins on ",
                              row.valid_from(), "."),
                 days->first);
    }
    if (days->last < scope_.force().first) {
      Add(Severity::kWarning, "ROW_BEFORE_LIST", file, row, "valid_to",
          absl::StrCat("It ends on ", row.valid_to(), ", before the list begins on ",
                       FormatDay(scope_.force().first), ", so it never holds."),
          scope_.force().first);
    }
    if (days->first > scope_.force().last) {
      Add(Severity::kWarning, "ROW_AFTER_LIST", file, row, "valid_from",
          absl::StrCat("It begins on ", row.valid_from(), ", after the list ends on ",
                       FormatDay(scope_.force().last), ", so it never holds."),
          scope_.force().last);
    }
  }

  // Rows with the same keys that hold on the same day: nothing says which of them is meant.
  template <typename Rows>
  void CheckTies(const Rows& rows, absl::string_view file) {
    for (const auto& tie : TiesOf(rows)) AddTie(tie, file);
  }

  template <typename Row>
  void AddTie(const Tie<Row>& tie, absl::string_view file) {
    absl::CivilDay day = std::max(tie.row.days.first, tie.other.days.first);
    const absl::CivilDay last = std::min(tie.row.days.last, tie.other.days.last);
    day = std::min(std::max(day, scope_.force().first), last);
    Add(Severity::kError, "ROWS_TIE", file, *tie.row.row, "task_code",
        absl::StrCat("It ties with row ", tie.other.row->line(), ": both answer on ",
                     FormatDay(day), ", equally specific."),
        day);
  }

  const CheckScope& scope_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckDates(const CheckScope& scope) { return DateCheck(scope).Check(); }

}  // namespace skranke
