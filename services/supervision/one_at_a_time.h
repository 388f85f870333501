// A query that takes long and many threads: one of it runs, a second is told to come again. Threads
// may call the method at the same time.
#ifndef SKRANKE_SERVICES_SUPERVISION_ONE_AT_A_TIME_H_
#define SKRANKE_SERVICES_SUPERVISION_ONE_AT_A_TIME_H_

#include "libs/rpc/method_table.h"

namespace skranke {

// The same query; RESOURCE_EXHAUSTED (ALREADY_RUNNING) while another caller's is being answered.
Method OneAtATime(Method method);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_ONE_AT_A_TIME_H_
