// The supervisors' rows of the method table: skranke.v1.SupervisionService and, measured from the
// same events, skranke.v1.ShuttlingService. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_METHODS_H_
#define SKRANKE_SERVICES_SUPERVISION_METHODS_H_

#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

std::vector<Method> SupervisionMethods();
std::vector<Method> ShuttlingMethods();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_METHODS_H_
