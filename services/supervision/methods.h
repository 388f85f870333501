// The supervisors' rows of the method table: skranke.v1.SupervisionService. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_METHODS_H_
#define SKRANKE_SERVICES_SUPERVISION_METHODS_H_

#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

std::vector<Method> SupervisionMethods();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_METHODS_H_
