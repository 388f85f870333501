#include "services/forwarding/dial_endpoint.h"

#include <utility>

#include "libs/directory/endpoint.h"

namespace skranke {

DialAgency DialByEndpoint(DialParts parts) {
  return [parts = std::move(parts)](const std::string& endpoint) -> std::unique_ptr<AgencyLink> {
    switch (KindOfEndpoint(endpoint)) {
      case EndpointKind::kWebhook:
        return DialWebhook(endpoint, parts.sign, parts.clock, parts.http);
      case EndpointKind::kFileDrop:
        return DialFileDrop(endpoint, parts.file_drop);
      default:
        return DialOverGrpc(endpoint);
    }
  };
}

}  // namespace skranke
