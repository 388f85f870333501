// The counter's rows of the method table: skranke.v1.FrontDeskService, skranke.v1.BundleService for
// life events, and skranke.v1.CorrectionService for what is put right afterwards. Any thread.
#ifndef SKRANKE_SERVICES_FRONTDESK_METHODS_H_
#define SKRANKE_SERVICES_FRONTDESK_METHODS_H_

#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

std::vector<Method> FrontDeskMethods();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_METHODS_H_
