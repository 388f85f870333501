#include "tests/office/town_package.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace skranke {
namespace {

void AddDirectory(PackageFiles& files) {
  files["office.csv"] =
      "key,value\n"
      "installation,town\n"
      "country,NO\n"
      "zone,Europe/Oslo\n"
      "quick_max_minutes,20\n"
      "title,Town\n";
  files["offices.csv"] =
      "office,title,sorting_unit\n"
      "hall,Town hall,TOWN/SORT\n"
      "branch,Branch office,TOWN/SORT\n";
  files["service_points.csv"] =
      "point,office,title,place\n"
      "counter,hall,Counter,centre\n"
      "quay,branch,Quay,east\n";
  files["agencies.csv"] =
      "agency,title,principal,endpoint,max_in_flight\n"
      "TOWN,The town,Town,,\n"
      "POLICE,The police,State,,\n"
      "WELFARE,The welfare agency,State,,\n";
  files["units.csv"] =
      "agency,unit,title,protected,valid_from,valid_to,successor\n"
      "TOWN,SORT,Sorting,no,,,\n"
      "TOWN,SHIELD,Shielded,yes,,,\n"
      "TOWN,DESK,Desk,no,,,\n"
      "POLICE,PASS,Passports,no,,,\n"
      "WELFARE,EAST,East,no,,,\n"
      "WELFARE,WEST,West,no,,,\n";
}

void AddPeople(PackageFiles& files) {
  files["staff.csv"] =
      "name,role,office,agency,unit,point,languages,competences\n"
      "clerk,CLERK,hall,,,counter,nb;en,\n"
      "branch_clerk,CLERK,branch,,,quay,nb,\n"
      "head,OFFICE_HEAD,hall,,,,nb,\n"
      "supervisor,SUPERVISOR,hall,,,counter,nb,\n"
      "branch_supervisor,SUPERVISOR,branch,,,quay,nb,\n"
      "inspector,SUPERVISOR,,,,,nb,\n"
      "mediator,MEDIATOR,hall,,,,nb,\n"
      "rule_owner,RULE_OWNER,hall,,,,nb,\n"
      "adopter,ADOPTER,hall,,,,nb,\n"
      "auditor,AUDITOR,hall,,,,nb,\n"
      "protector,DATA_PROTECTION_OFFICER,hall,,,,nb,\n"
      "administrator,ADMINISTRATOR,hall,,,,nb,\n"
      "importer,IMPORTER,hall,,,counter,nb,\n"
      "operator,OPERATOR,,,,,nb,\n"
      "sorter,CASEWORKER,,TOWN,SORT,,nb,\n"
      "shield,CASEWORKER,,TOWN,SHIELD,,nb,\n"
      "desk,CASEWORKER,,TOWN,DESK,,nb,\n"
      "passport,CASEWORKER,,POLICE,PASS,,nb,\n"
      "passport_two,CASEWORKER,,POLICE,PASS,,nb,\n"
      "passport_head,UNIT_HEAD,,POLICE,PASS,,nb,\n"
      "east,CASEWORKER,,WELFARE,EAST,,nb,\n"
      "west,CASEWORKER,,WELFARE,WEST,,nb,\n";
  files["test_persons.csv"] =
      absl::StrCat("number,protection,own_staff,valid_to\n", kProtectedPerson, ",protected,no,\n",
                   kOtherProtectedPerson, ",protected,no,\n", kSwedishPerson, ",none,no,\n",
                   kDanishPerson, ",none,no,\n");
}

void AddFirstList(PackageFiles& files) {
  files["lists/1/list.csv"] = "version,valid_from,resolution\n1,2024-01-01,Council 7/23\n";
  files["lists/1/tasks.csv"] =
      "task_code,title_en,title_local,owner_agency,structured,quick_minutes,discretion,"
      "personal_attendance_required,legal_basis,required_documents,answer_days,incomplete_days,"
      "accept_hours,urgency,outcomes\n"
      "copy,Certified copy,Kopi,TOWN,yes,5,no,yes,Copy Act 1,,1,,,,ISSUED\n"
      "pass,Passport,Pass,POLICE,yes,15,no,yes,Passport Act 3,ID,10,21,48,NORMAL,ISSUED;GUIDED\n"
      "newcomer,Newcomer,Innflytting,POLICE,yes,20,no,yes,Register Act 6,,21,,,,REPORTED\n"
      "aid,Aid,Hjelp,WELFARE,no,,yes,no,Aid Act 1,,30,,24,,\n"
      "acute,Acute aid,Nødhjelp,WELFARE,no,,yes,no,Aid Act 2,,3,,1,ACUTE,\n"
      "form,Form,Skjema,POLICE,no,,yes,no,Form Act 1,,14,7,,,\n"
      "trade,Trade,Handel,POLICE,no,,yes,no,Trade Act 2,,20,,72,,\n"
      "dated,Dated,Datert,TOWN,no,,yes,no,Dated Act 1,,20,,,,\n"
      "orphan,Orphan,Ingen,,no,,yes,no,,,,,,,\n";
  files["lists/1/conditions.csv"] =
      "task_code,fact,test,legal_basis\n"
      "pass,age,>= 18,Passport Act 4\n"
      "newcomer,residence,\"\"\"NORDIC\"\"\",Register Act 6\n";
  files["lists/1/requirements.csv"] =
      "task_code,kind,code,type,required,of_role\n"
      "pass,fact,age,number,yes,\n"
      "pass,document,id_document,,yes,applicant\n"
      "pass,fee,pass_fee,,yes,\n"
      "form,document,paper,,yes,\n";
  files["lists/1/routing.csv"] =
      "task_code,place,protection,valid_from,valid_to,agency,unit\n"
      "*,*,protected,,,TOWN,SHIELD\n"
      "copy,*,none,,,TOWN,DESK\n"
      "newcomer,*,none,,,POLICE,PASS\n"
      "aid,east,none,,,WELFARE,EAST\n"
      "aid,*,none,,,WELFARE,WEST\n"
      "acute,*,none,,,WELFARE,WEST\n"
      "dated,*,none,,2024-03-31,TOWN,DESK\n"
      "dated,*,none,2024-04-01,,WELFARE,WEST\n";
}

}  // namespace

PackageFiles TownPackage() {
  PackageFiles files;
  AddDirectory(files);
  AddPeople(files);
  AddFirstList(files);
  return files;
}

PackageFiles PushingTown(absl::string_view address) {
  PackageFiles files = TownPackage();
  files["agencies.csv"] = absl::StrReplaceAll(
      files["agencies.csv"],
      {{"The welfare agency,State,,", absl::StrCat("The welfare agency,State,", address, ",8")}});
  return files;
}

void AddSecondList(PackageFiles& files, absl::string_view version, absl::string_view valid_from) {
  for (const char* file : {"tasks.csv", "conditions.csv", "requirements.csv", "routing.csv"}) {
    files[TaskListPath(version, file)] = files[TaskListPath("1", file)];
  }
  files[TaskListPath(version, "routing.csv")] += "form,*,none,,,TOWN,DESK\n";
  files[TaskListPath(version, "list.csv")] =
      absl::StrCat("version,valid_from,resolution\n", version, ",", valid_from, ",Council 9/24\n");
}

}  // namespace skranke
