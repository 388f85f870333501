// The agencies' rows of the method table: skranke.v1.AgencyDeskService. Any thread.
#ifndef SKRANKE_SERVICES_AGENCYDESK_METHODS_H_
#define SKRANKE_SERVICES_AGENCYDESK_METHODS_H_

#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

std::vector<Method> AgencyDeskMethods();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCYDESK_METHODS_H_
