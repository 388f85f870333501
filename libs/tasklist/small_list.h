// The office of libs/directory/small_package.h with an oppgaveliste, version "1"; for tests alone.
// Threads may call these at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_SMALL_LIST_H_
#define SKRANKE_LIBS_TASKLIST_SMALL_LIST_H_

#include <memory>

#include "libs/base/status_macros.h"
#include "libs/directory/parse_directory.h"
#include "libs/directory/small_package.h"
#include "libs/tasklist/parse_task_list.h"
#include "libs/tasklist/task_list.h"

namespace skranke {

// pass: quick under two conditions, the first fact asked for. aid: DISCRETIONARY. form: quick
// without conditions. orphan: owned by nobody. trade: owned by STATE, without a routing row.
inline PackageFiles SmallListPackage() {
  PackageFiles files = SmallPackage();
  files["lists/1/list.csv"] = "version,valid_from,resolution\n1,2026-01-01,Council 7/25\n";
  files["lists/1/tasks.csv"] =
      "task_code,title_en,title_local,owner_agency,structured,quick_minutes,discretion,"
      "personal_attendance_required,legal_basis,required_documents,answer_days,urgency,outcomes\n"
      "pass,Passport,Pass,STATE,yes,15,no,yes,Passport Act 3,ID,10,NORMAL,ISSUED;GUIDED\n"
      "aid,Acute aid,Hjelp,CITY,no,,yes,no,Aid Act 1,,3,ACUTE,\n"
      "form,Form,Skjema,CITY,yes,20,no,no,,,,,TAKEN\n"
      "orphan,Orphan,Ingen,,no,,yes,no,,,,,\n"
      "trade,Trade,Handel,STATE,no,,yes,no,Trade Act 2,,,,\n";
  files["lists/1/conditions.csv"] =
      "task_code,fact,test,legal_basis\n"
      "pass,age,>= 18,Passport Act 4\n"
      "pass,citizen,true,Passport Act 1\n";
  files["lists/1/requirements.csv"] =
      "task_code,kind,code,type,required,of_role\n"
      "pass,fact,age,number,yes,\n"
      "pass,document,id_document,,yes,applicant\n"
      "pass,fee,pass_fee,,yes,\n"
      "pass,document,photo,,no,\n"
      "aid,consent,bank_consent,,yes,subject\n";
  files["lists/1/routing.csv"] =
      "task_code,place,protection,valid_from,valid_to,agency,unit\n"
      "aid,*,*,,,CITY,DESK\n";
  return files;
}

// What the package's list "1" is parsed to, and compiled to; the latter crashes where it is
// refused.
inline absl::StatusOr<storage::v1::TaskListContent> ParseSmallList(const PackageFiles& files) {
  SKRANKE_ASSIGN_OR_RETURN(const auto directory, ParseDirectory(files));
  return ParseTaskList(files, "1", directory);
}

inline std::shared_ptr<const TaskList> MakeSmallList(const PackageFiles& files) {
  return TaskList::Make(ParseSmallList(files).value()).value();
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_SMALL_LIST_H_
