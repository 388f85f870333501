// A package as small as one can be and still have every kind of row; for tests alone. Threads may
// call it at the same time.
#ifndef SKRANKE_LIBS_DIRECTORY_SMALL_PACKAGE_H_
#define SKRANKE_LIBS_DIRECTORY_SMALL_PACKAGE_H_

#include "libs/directory/package.h"

namespace skranke {

// City (units SORT, DESK, SHIELD, OLD → DESK until 2026-06-30) and state (unit DESK), no list.
inline PackageFiles SmallPackage() {
  return {
      {"office.csv",
       "key,value\n"
       "installation,small\n"
       "country,NO\n"
       "zone,Europe/Oslo\n"
       "quick_max_minutes,20\n"
       "title,Small town\n"},
      {"offices.csv",
       "office,title,sorting_unit\n"
       "hall,Town hall,CITY/SORT\n"},
      {"service_points.csv",
       "point,office,title,place\n"
       "counter,hall,Counter,centre\n"
       "bus,hall,Bus,\n"},
      {"agencies.csv",
       "agency,title,principal,endpoint,max_in_flight\n"
       "CITY,The city,City,,\n"
       "STATE,The state,State,localhost:4711,8\n"},
      {"units.csv",
       "agency,unit,title,protected,valid_from,valid_to,successor\n"
       "CITY,SORT,Sorting,no,,,\n"
       "CITY,DESK,Desk,no,2020-01-01,,\n"
       "CITY,SHIELD,Shielded,yes,,,\n"
       "CITY,OLD,Old desk,no,,2026-06-30,DESK\n"
       "STATE,DESK,State desk,no,,,\n"},
      {"staff.csv",
       "name,role,office,agency,unit,point,languages,competences\n"
       "clerk,CLERK,hall,,,counter,nb;en,id;tax\n"
       "supervisor,SUPERVISOR,hall,,,,nb,\n"
       "importer,IMPORTER,hall,,,,nb,\n"
       "operator,OPERATOR,,,,,nb,\n"
       "worker,CASEWORKER,,STATE,DESK,,nb,\n"},
  };
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_SMALL_PACKAGE_H_
