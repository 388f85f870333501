// The agencies' rows of the method table: skranke.v1.AgencyDeskService. Any thread.
#ifndef SKRANKE_SERVICES_AGENCYDESK_METHODS_H_
#define SKRANKE_SERVICES_AGENCYDESK_METHODS_H_

#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

std::vector<Method> AgencyDeskMethods();

// The rows of skranke.v1.ClockService.
std::vector<Method> ClockMethods();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCYDESK_METHODS_H_
