// The directory's rows of the method table: skranke.v1.DirectoryService. Any thread.
#ifndef SKRANKE_SERVICES_DIRECTORYDESK_METHODS_H_
#define SKRANKE_SERVICES_DIRECTORYDESK_METHODS_H_

#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

std::vector<Method> DirectoryMethods();

}  // namespace skranke

#endif  // SKRANKE_SERVICES_DIRECTORYDESK_METHODS_H_
