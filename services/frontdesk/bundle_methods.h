// The rows of the method table of life events: skranke.v1.BundleService. Any thread.
#ifndef SKRANKE_SERVICES_FRONTDESK_BUNDLE_METHODS_H_
#define SKRANKE_SERVICES_FRONTDESK_BUNDLE_METHODS_H_

#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

std::vector<Method> BundleMethods();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_BUNDLE_METHODS_H_
