// The rows of ReceiverService: packets on paper, and the webhooks' key.
#ifndef SKRANKE_SERVICES_FORWARDING_RECEIVER_METHODS_H_
#define SKRANKE_SERVICES_FORWARDING_RECEIVER_METHODS_H_

#include <string>
#include <vector>

#include "libs/rpc/method_table.h"

namespace skranke {

// `webhook_key` is the public key that the installation signs webhooks with.
std::vector<Method> ReceiverMethods(std::string webhook_key);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_RECEIVER_METHODS_H_
