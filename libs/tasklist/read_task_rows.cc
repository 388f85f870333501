#include "libs/tasklist/read_task_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace skranke {
namespace {

using storage::v1::TaskRow;

// At the counter; a day is the longest that "quick" can mean.
constexpr NumberBounds kQuickMinutes = {.max = 24 * 60};
// To an answer or until an incomplete case moves on. Source: design; ten years is an error of
// typing, and no statute of limitations.
constexpr NumberBounds kAnswerDays = {.max = 3'660};
constexpr NumberBounds kIncompleteDays = {.max = 3'660, .when_empty = 21};
// To the receiver's acceptance. Source: design; a leap year.
constexpr NumberBounds kAcceptHours = {.max = 366 * 24};
// The same in minutes, for what cannot wait. Source: design; a day.
constexpr NumberBounds kAcceptMinutes = {.max = 24 * 60};
// What the task costs the counter, with all that follows. Source: design; a year of work.
constexpr NumberBounds kCostMinutes = {.max = 100'000};

bool IsUpperSnake(absl::string_view code) {
  const auto is_allowed = [](char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
  };
  return !code.empty() && absl::ascii_isupper(code[0]) && code.size() <= kCodeBytesMax &&
         std::all_of(code.begin(), code.end(), is_allowed);
}

// Reads one row after another.
class TaskReader {
 public:
  TaskReader(PackageReader& reader, const KnownNames& names) : reader_(reader), names_(names) {}

  TaskRow Read(const PackageRow& row) {
    TaskRow task;
    task.set_line(row.line());
    task.set_task(reader_.Code(row, "task_code"));
    if (task.task() == "*") reader_.Fault(row, "task_code", "means any task in routing.csv");
    SetTitles(row, task);
    SetHandling(row, task);
    SetTimes(row, task);
    SetPrincipals(row, task);
    return task;
  }

 private:
  void SetTitles(const PackageRow& row, TaskRow& task) {
    task.set_title_en(reader_.Text(row, "title_en"));
    task.set_title_local(reader_.Text(row, "title_local"));
    task.set_title_nb(reader_.Text(row, "title_nb"));
    task.set_title_nn(reader_.Text(row, "title_nn"));
    task.set_title_da(reader_.Text(row, "title_da"));
    task.set_title_sv(reader_.Text(row, "title_sv"));
    task.set_title_fi(reader_.Text(row, "title_fi"));
    task.set_legal_basis(reader_.Text(row, "legal_basis"));
    task.set_required_documents(reader_.Text(row, "required_documents", kReasonBytesMax));
  }

  bool YesOrEmpty(const PackageRow& row, absl::string_view column) {
    return !row.Cell(column).empty() && reader_.YesNo(row, column);
  }

  void SetHandling(const PackageRow& row, TaskRow& task) {
    task.set_owner_agency(OwnerOf(row));
    task.set_structured(reader_.YesNo(row, "structured"));
    task.set_quick_minutes(reader_.WholeNumber(row, "quick_minutes", kQuickMinutes));
    task.set_discretion(reader_.YesNo(row, "discretion"));
    SetOffices(row, task);
    task.set_public_authority(YesOrEmpty(row, "public_authority"));
    task.set_personal_attendance(reader_.YesNo(row, "personal_attendance_required"));
    const absl::string_view urgency = row.Cell("urgency");
    if (!urgency.empty() && urgency != "NORMAL" && urgency != "ACUTE") {
      reader_.Fault(row, "urgency", "must be NORMAL or ACUTE");
    }
    task.set_acute(urgency == "ACUTE");
    task.set_four_eyes(YesOrEmpty(row, "four_eyes"));
    for (std::string& outcome : reader_.Codes(row, "outcomes")) {
      if (!IsUpperSnake(outcome)) {
        reader_.Fault(row, "outcomes", "must be codes such as HANDED_OUT between semicolons");
      }
      task.add_outcomes(std::move(outcome));
    }
  }

  // What offices add of their own to the core that every office does.
  void SetOffices(const PackageRow& row, TaskRow& task) {
    task.set_optional(YesOrEmpty(row, "optional"));
    for (std::string& office : reader_.Codes(row, "offices")) {
      if (!task.optional()) {
        reader_.Fault(row, "offices", "are for optional tasks; every office does the others");
      } else if (!names_.offices.contains(office)) {
        reader_.Fault(row, "offices", "names an office that is not in offices.csv");
      }
      task.add_offices(std::move(office));
    }
  }

  void SetTimes(const PackageRow& row, TaskRow& task) {
    task.set_answer_days(reader_.WholeNumber(row, "answer_days", kAnswerDays));
    task.set_incomplete_days(reader_.WholeNumber(row, "incomplete_days", kIncompleteDays));
    task.set_accept_hours(reader_.WholeNumber(row, "accept_hours", kAcceptHours));
    task.set_accept_minutes(reader_.WholeNumber(row, "accept_minutes", kAcceptMinutes));
    if (task.accept_hours() > 0 && task.accept_minutes() > 0) {
      reader_.Fault(row, "accept_minutes", "stands beside accept_hours; give one of them");
    }
    task.set_cost_minutes(reader_.WholeNumber(row, "cost_minutes", kCostMinutes));
  }

  void SetPrincipals(const PackageRow& row, TaskRow& task) {
    task.set_principal(reader_.Text(row, "principal"));
    task.set_on_behalf_of(reader_.Text(row, "on_behalf_of"));
    task.set_agreement(reader_.Text(row, "agreement"));
    for (std::string& tag : reader_.Codes(row, "programme_tags")) {
      task.add_programme_tags(std::move(tag));
    }
  }

  // Empty where nobody owns the task.
  std::string OwnerOf(const PackageRow& row) {
    const absl::string_view owner = row.Cell("owner_agency");
    if (absl::StrContains(owner, ';')) {
      reader_.Fault(row, "owner_agency", "names several owners; a task has one");
    } else if (!owner.empty() && !names_.agencies.contains(owner)) {
      reader_.Fault(row, "owner_agency", "is not in agencies.csv");
    }
    return std::string(owner);
  }

  PackageReader& reader_;
  const KnownNames& names_;
};

}  // namespace

std::vector<TaskRow> ReadTaskRows(PackageReader& reader, const std::string& path,
                                  const KnownNames& names) {
  const std::vector<PackageRow> rows = reader.Rows(
      {.file = path,
       .required = {"task_code", "title_en", "title_local", "owner_agency", "structured",
                    "quick_minutes", "discretion", "personal_attendance_required", "legal_basis",
                    "required_documents"},
       .optional = {"title_nb",  "title_nn",       "title_da",        "title_sv",
                    "title_fi",  "answer_days",    "incomplete_days", "accept_hours",
                    "urgency",   "outcomes",       "principal",       "on_behalf_of",
                    "agreement", "programme_tags", "cost_minutes",    "public_authority",
                    "optional",  "offices",        "accept_minutes",  "four_eyes"}});
  reader.CheckUnique(rows, {"task_code"});
  std::vector<TaskRow> tasks;
  TaskReader task_reader(reader, names);
  for (const PackageRow& row : rows) tasks.push_back(task_reader.Read(row));
  return tasks;
}

}  // namespace skranke
