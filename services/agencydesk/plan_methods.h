// The rows of the method table of skranke.v1.PlanService. Any thread.
#ifndef SKRANKE_SERVICES_AGENCYDESK_PLAN_METHODS_H_
#define SKRANKE_SERVICES_AGENCYDESK_PLAN_METHODS_H_

#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

std::vector<Method> PlanMethods();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCYDESK_PLAN_METHODS_H_
