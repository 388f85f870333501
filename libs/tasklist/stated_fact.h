// What a citizen stated, as the list's tests see it. Pure; any thread.
#ifndef SKRANKE_LIBS_TASKLIST_STATED_FACT_H_
#define SKRANKE_LIBS_TASKLIST_STATED_FACT_H_

#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

// The fact with its value. A number or date of a broken form becomes text, which no test of another
// type accepts: the case then goes to a person.
NamedValue ToNamedValue(const storage::v1::FactRecord& fact);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_STATED_FACT_H_
